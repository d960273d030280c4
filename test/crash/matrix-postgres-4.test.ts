import { crashMatrix } from '../support/crash-matrix.ts'

crashMatrix('postgres', 4, ['paid', 'refund', 'orphan goes back'])
