import { crashMatrix } from '../support/crash-matrix.ts'
import { pushStories } from '../support/push-stories.ts'

crashMatrix('embedded', 1, pushStories)
