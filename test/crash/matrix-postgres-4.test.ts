import { crashMatrix } from '../support/crash-matrix.ts'
import { named, qrisStories } from '../support/stories.ts'

crashMatrix('postgres', 4, named(qrisStories, 'paid', 'refund', 'orphan goes back'))
