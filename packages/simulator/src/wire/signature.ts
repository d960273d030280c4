import { createHash, createHmac, type KeyObject, sign, timingSafeEqual, verify } from 'node:crypto'
import type { SimulatorDialect } from '../dialect.ts'
import { minify } from './minify.ts'

export type SignatureEncoding = SimulatorDialect['signatureEncoding']

/** The parts of a SNAP request that a transaction signature covers. `path` is the path and query exactly as sent. */
export interface SignedParts {
  readonly method: string
  readonly path: string
  readonly body: string
  readonly timestamp: string
}

/** `clientId|timestamp`, signed with RSA to ask for a token. */
export function tokenStringToSign({ clientId, timestamp }: { clientId: string; timestamp: string }): string {
  return `${clientId}|${timestamp}`
}

/** `METHOD:path:token:hash:timestamp`, signed with HMAC-SHA512. The token is empty when there is none. */
export function symmetricStringToSign(parts: SignedParts & { readonly token: string }): string {
  return [parts.method, parts.path, parts.token, bodyHash(parts.body), parts.timestamp].join(':')
}

/** `METHOD:path:hash:timestamp`, signed with RSA; by dialect with nothing between path and hash. */
export function asymmetricStringToSign(
  { method, path, body, timestamp }: SignedParts,
  separator: SimulatorDialect['asymmetricSeparator'] = 'colon',
): string {
  return `${method}:${path}${separator === 'colon' ? ':' : ''}${bodyHash(body)}:${timestamp}`
}

export function signSymmetric(stringToSign: string, secret: string, encoding: SignatureEncoding): string {
  return createHmac('sha512', secret).update(stringToSign).digest(encoding)
}

export function signAsymmetric(stringToSign: string, privateKey: KeyObject, encoding: SignatureEncoding): string {
  return sign('sha256', Buffer.from(stringToSign), privateKey).toString(encoding)
}

export function isSymmetricSignature(
  signature: string,
  { stringToSign, secret, encoding }: { stringToSign: string; secret: string; encoding: SignatureEncoding },
): boolean {
  const expected = Buffer.from(signSymmetric(stringToSign, secret, encoding))
  const given = Buffer.from(signature)
  return given.length === expected.length && timingSafeEqual(given, expected)
}

export function isAsymmetricSignature(
  signature: string,
  { stringToSign, publicKey, encoding }: { stringToSign: string; publicKey: KeyObject; encoding: SignatureEncoding },
): boolean {
  const bytes = Buffer.from(signature, encoding)
  return bytes.toString(encoding) === signature && verify('sha256', Buffer.from(stringToSign), publicKey, bytes)
}

function bodyHash(body: string): string {
  return createHash('sha256').update(minify(body)).digest('hex')
}
