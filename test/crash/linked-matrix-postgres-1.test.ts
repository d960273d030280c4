import { crashMatrix } from '../support/crash-matrix.ts'
import { linkedStories } from '../support/linked-stories.ts'

crashMatrix('postgres', 1, linkedStories, { atMost: 2 })
