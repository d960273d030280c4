import { constants, sign, verify } from 'node:crypto'
import type { PrivateKey, PublicKey } from './keys.ts'

// SNAP's "SHA256withRSA" is the old padding, PKCS#1 v1.5. Named here because nothing should depend on a default.
const padding = constants.RSA_PKCS1_PADDING

/** Signs text with SHA256withRSA (PKCS#1 v1.5). As many bytes as the key's modulus has. */
export function signSha256Rsa({ privateKey, message }: { privateKey: PrivateKey; message: string }): Uint8Array {
  return sign('sha256', Buffer.from(message), { key: privateKey, padding })
}

/** Checks a SHA256withRSA (PKCS#1 v1.5) signature. `false` for whatever is wrong: never throws. */
export function verifySha256Rsa({
  publicKey,
  message,
  signature,
}: {
  publicKey: PublicKey
  message: string
  signature: Uint8Array
}): boolean {
  try {
    return verify('sha256', Buffer.from(message), { key: publicKey, padding }, signature)
  } catch {
    return false
  }
}
