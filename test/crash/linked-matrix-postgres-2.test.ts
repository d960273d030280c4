import { crashMatrix } from '../support/crash-matrix.ts'
import { linkedStories } from '../support/linked-stories.ts'
import { named } from '../support/stories.ts'

crashMatrix(
  'postgres',
  2,
  named(linkedStories, 'refunded in parts, answers lost', 'taken back in the app while nobody knew, linked anew'),
)
