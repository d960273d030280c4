import { crashMatrix } from '../support/crash-matrix.ts'
import { pushStories } from '../support/push-stories.ts'

crashMatrix('postgres', 1, pushStories)
