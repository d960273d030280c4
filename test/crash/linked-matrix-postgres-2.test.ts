import { crashMatrix } from '../support/crash-matrix.ts'
import { linkedStories } from '../support/linked-stories.ts'
import { named } from '../support/stories.ts'

const names = ['a token that dies, and an answer that is lost', 'orphan goes back']
crashMatrix('postgres', 2, named(linkedStories, ...names), { atMost: 2 })
