import { crashMatrix } from '../support/crash-matrix.ts'

crashMatrix('embedded', 1)
