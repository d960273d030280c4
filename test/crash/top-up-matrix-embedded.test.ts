import { crashMatrix } from '../support/crash-matrix.ts'
import { named } from '../support/stories.ts'
import { topUpStories } from '../support/top-up-stories.ts'

crashMatrix('embedded', 1, named(topUpStories, 'transfer answer lost'), { isSample: true })
