/** How X-SIGNATURE is written: base64 with padding, or lower-case hex. */
export type SignatureEncoding = 'base64' | 'hex'

/** Writes signature bytes for the header. */
export function encodeSignature(bytes: Uint8Array, encoding: SignatureEncoding): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString(encoding)
}

/**
 * Reads a signature whose length in bytes is known, from base64 or hex: the two cannot be confused, their lengths
 * differ. `null` for anything else, also for base64 that is not the one spelling an encoder gives.
 *
 * @see docs/protocol/snap.md#encoding-of-the-signature
 */
export function decodeSignature(text: string, byteLength: number): Uint8Array | null {
  if (text.length === byteLength * 2) return /^[0-9a-f]+$/i.test(text) ? Buffer.from(text, 'hex') : null
  const bytes = Buffer.from(text, 'base64')
  return bytes.length === byteLength && bytes.toString('base64') === text ? bytes : null
}
