import { crashMatrix } from '../support/crash-matrix.ts'

crashMatrix('postgres', 2, [
  'paid',
  'paid, callback dropped',
  'expired, then a new QR',
  'refund answer lost',
  'orphan goes back',
])
