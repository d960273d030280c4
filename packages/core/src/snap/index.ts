export { formatTimestamp, type TimestampLayout } from '../values/jakarta-time.ts'
export {
  defaultSnapDialect,
  resolveSnapDialect,
  type SnapDialect,
} from './dialect.ts'
export { type SnapEndpoint, type SnapOperation, snapEndpoints, snapHosts } from './endpoints.ts'
export { minifyJson } from './minify.ts'
export {
  readResponseCode,
  type SnapCase,
  type SnapClass,
  type SnapRemedy,
  type SnapResponseCode,
  snapCases,
} from './response-code.ts'
export { signAsymmetric, signSymmetric, verifyAsymmetric, verifySymmetric } from './signature.ts'
export type { SignatureEncoding } from './signature-text.ts'
export {
  asymmetricStringToSign,
  bodyHash,
  symmetricStringToSign,
  tokenStringToSign,
} from './string-to-sign.ts'
