import { crashMatrix } from '../support/crash-matrix.ts'
import { topUpStories } from '../support/top-up-stories.ts'

crashMatrix('postgres', 1, topUpStories, { atMost: 3 })
