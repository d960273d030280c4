export {
  checkQris,
  crc16,
  parseQris,
  type QrisElement,
  type QrisPayload,
  type QrisProblem,
  type QrisResult,
} from './payload.ts'
export { qrisLimits } from './qris-data.ts'
