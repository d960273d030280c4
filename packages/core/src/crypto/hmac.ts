import { createHmac } from 'node:crypto'

/**
 * Computes HMAC-SHA512, 64 bytes. The key is used as its raw UTF-8 text: a client secret is never base64-decoded, also
 * when it looks like base64.
 *
 * @see docs/protocol/snap.md#signatures
 */
export function hmacSha512({ key, message }: { key: string; message: string }): Uint8Array {
  return createHmac('sha512', key).update(message).digest()
}
