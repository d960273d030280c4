import { sha256Hex } from '../crypto/digest.ts'
import { minifyJson } from './minify.ts'

/**
 * Hashes a body for the string-to-sign: SHA-256 of the minified bytes, lower-case hex. No body is hashed as the empty
 * string.
 *
 * @see docs/protocol/snap.md#signatures
 */
export function bodyHash(body: Uint8Array | string): string {
  if (typeof body !== 'string') return sha256Hex(minifyJson(body))
  return sha256Hex(/[\t\n\r ]/.test(body) ? minifyJson(Buffer.from(body)) : body)
}

/**
 * Writes what the client secret signs: `METHOD:path:token:bodyHash:timestamp`.
 *
 * @param path - path and query as sent, without the host.
 * @param accessToken - without `Bearer `.
 * @param timestamp - the very text of X-TIMESTAMP.
 * @see docs/protocol/snap.md#signatures
 */
export function symmetricStringToSign({
  method,
  path,
  accessToken,
  body,
  timestamp,
}: {
  method: string
  path: string
  accessToken: string
  body: Uint8Array | string
  timestamp: string
}): string {
  return symmetricStringOfHash({ method, path, accessToken, hash: bodyHash(body), timestamp })
}

/**
 * Writes what the RSA key signs where no token is used: `METHOD:path:bodyHash:timestamp`.
 *
 * @param path - path and query as sent, without the host.
 * @param timestamp - the very text of X-TIMESTAMP.
 * @param separator - what stands between path and hash. Default `:`.
 * @see docs/protocol/snap.md#signatures
 */
export function asymmetricStringToSign({
  method,
  path,
  body,
  timestamp,
  separator = ':',
}: {
  method: string
  path: string
  body: Uint8Array | string
  timestamp: string
  separator?: ':' | ''
}): string {
  return asymmetricStringOfHash({ method, path, hash: bodyHash(body), timestamp, separator })
}

/**
 * Writes what the RSA key signs to get a token: `clientId|timestamp`.
 *
 * @see docs/protocol/snap.md#tokens
 */
export function tokenStringToSign({ clientId, timestamp }: { clientId: string; timestamp: string }): string {
  return `${clientId}|${timestamp}`
}

/** {@link symmetricStringToSign} over a hash that is known already. */
export function symmetricStringOfHash(input: {
  method: string
  path: string
  accessToken: string
  hash: string
  timestamp: string
}): string {
  const { method, path, accessToken, hash, timestamp } = input
  return `${method.toUpperCase()}:${path}:${accessToken}:${hash}:${timestamp}`
}

/** {@link asymmetricStringToSign} over a hash that is known already. */
export function asymmetricStringOfHash(input: {
  method: string
  path: string
  hash: string
  timestamp: string
  separator?: ':' | ''
}): string {
  const { method, path, hash, timestamp, separator = ':' } = input
  return `${method.toUpperCase()}:${path}${separator}${hash}:${timestamp}`
}
