import { crashMatrix } from '../support/crash-matrix.ts'
import { qrisStories } from '../support/stories.ts'

crashMatrix('embedded', 1, qrisStories)
