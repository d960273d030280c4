import { crashMatrix } from '../support/crash-matrix.ts'
import { pushStories } from '../support/push-stories.ts'
import { named } from '../support/stories.ts'

crashMatrix('postgres', 4, named(pushStories, 'approved with the answer lost, accepted'))
