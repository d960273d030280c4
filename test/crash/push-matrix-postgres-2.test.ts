import { crashMatrix } from '../support/crash-matrix.ts'
import { pushStories } from '../support/push-stories.ts'
import { named } from '../support/stories.ts'

crashMatrix('postgres', 2, named(pushStories, 'approved', 'ignored, then reversed'))
