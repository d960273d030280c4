import { crashMatrix } from '../support/crash-matrix.ts'
import { pushStories } from '../support/push-stories.ts'
import { named } from '../support/stories.ts'

const names = ['approved', 'ignored, then reversed', 'approved with the answer lost, accepted']
crashMatrix('postgres', 2, named(pushStories, ...names))
