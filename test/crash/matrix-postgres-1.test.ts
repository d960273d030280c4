import { crashMatrix } from '../support/crash-matrix.ts'

crashMatrix('postgres', 1)
