import forge from 'node-forge'
import type { PrivateKey } from '../crypto/keys.ts'
import { HandoverError } from '../errors/errors.ts'

/**
 * Does what `openssl rsautl -decrypt -inkey` does: RSA with PKCS#1 v1.5 padding. Node refuses this padding since 2024
 * unless its OpenSSL hides whether it was right, which would turn a wrong key into wrong bytes instead of an error.
 *
 * @throws {HandoverError} `key-file-empty`, `key-file-size`, `key-size-differs`, `files-swapped`, `wrong-key`
 * @see docs/protocol/credentials.md#the-key-file
 */
export function unwrapKey({ privateKey, keyFile }: { privateKey: PrivateKey; keyFile: Uint8Array }): Uint8Array {
  checkSize(privateKey, keyFile)
  const pem = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString()
  try {
    const opened = forge.pki.privateKeyFromPem(pem).decrypt(toBinary(keyFile), 'RSAES-PKCS1-V1_5')
    return fromBinary(opened)
  } catch (cause) {
    throw new HandoverError(
      'wrong-key',
      'The key file does not open with this private key: use the one whose public half was sent to OVO for sharing',
      { cause },
    )
  }
}

function checkSize(privateKey: PrivateKey, keyFile: Uint8Array): void {
  const bits = privateKey.asymmetricKeyDetails?.modulusLength ?? 0
  const given = keyFile.length * 8
  if (given === bits) return
  if (given === 0) throw new HandoverError('key-file-empty', 'The key file is empty: ask OVO to send it again')
  if (isSalted(keyFile)) {
    throw new HandoverError(
      'files-swapped',
      'The key file is a credential file (it begins with Salted__): give key.bin.enc first and cred_file.enc second',
    )
  }
  if ([2048, 3072, 4096, 8192].includes(given)) {
    throw new HandoverError(
      'key-size-differs',
      `The key file was made for a key of ${given} bits and this private key has ${bits}: use the sharing key, not the signing key`,
    )
  }
  throw new HandoverError(
    'key-file-size',
    `The key file has ${keyFile.length} bytes and needs ${bits / 8}: it was cut or changed on the way; save the attachment again`,
  )
}

/** `openssl enc` begins what it writes with this, then eight bytes of salt. */
export const isSalted = (file: Uint8Array): boolean => toBinary(file.subarray(0, 8)) === 'Salted__'

/** node-forge keeps bytes in a string, one each. */
export const toBinary = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1')

export const fromBinary = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'))
