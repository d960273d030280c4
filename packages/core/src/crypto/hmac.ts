import { createHmac, createSecretKey, type KeyObject } from 'node:crypto'

/** A secret made ready to sign with. Making it ready costs a third of a signature, so it is done once and passed on. */
export type HmacKey = KeyObject

/**
 * Reads a client secret. Its raw UTF-8 text is the key: it is never base64-decoded, also when it looks like base64.
 * Nothing that prints, inspects or serialises the key shows it.
 */
export function readHmacKey(secret: string): HmacKey {
  return createSecretKey(Buffer.from(secret))
}

/**
 * Computes HMAC-SHA512, 64 bytes. A key given as text is used as by {@link readHmacKey}.
 *
 * @see docs/protocol/snap.md#signatures
 */
export function hmacSha512({ key, message }: { key: string | HmacKey; message: string }): Uint8Array {
  return createHmac('sha512', key).update(message).digest()
}

/** {@link hmacSha512}, written as text. */
export function hmacSha512Text({
  key,
  message,
  encoding,
}: {
  key: string | HmacKey
  message: string
  encoding: 'base64' | 'hex'
}): string {
  return createHmac('sha512', key).update(message).digest(encoding)
}

/**
 * Computes HMAC-SHA256, 32 bytes. A key given as text is used as its raw UTF-8 text, also when it looks like hex.
 *
 * @see docs/protocol/push-to-pay.md#hmac
 */
export function hmacSha256({ key, message }: { key: string | HmacKey; message: string }): Uint8Array {
  return createHmac('sha256', key).update(message).digest()
}
