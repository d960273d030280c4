import { crashMatrix } from '../support/crash-matrix.ts'
import { qrisStories } from '../support/stories.ts'

crashMatrix('postgres', 1, qrisStories)
