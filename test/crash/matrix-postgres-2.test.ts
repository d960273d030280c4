import { crashMatrix } from '../support/crash-matrix.ts'
import { named, qrisStories } from '../support/stories.ts'

const names = ['paid', 'paid, callback dropped', 'expired, then a new QR', 'refund answer lost', 'orphan goes back']
crashMatrix('postgres', 2, named(qrisStories, ...names))
