import forge from 'node-forge'
import { HandoverError } from '../errors/errors.ts'
import { fromBinary, isSalted, toBinary } from './unwrap-key.ts'

const [saltEnd, blockBytes, keyBytes, ivBytes] = [16, 16, 32, 16]

interface Sealed {
  readonly passphrase: string
  readonly salt: string
  readonly ciphertext: string
}

type Digest = typeof forge.md.sha256 | typeof forge.md.md5

/** EVP_BytesToKey with one round: each block is the digest of the block before it, the passphrase and the salt. */
const bytesToKey =
  (digest: Digest) =>
  ({ passphrase, salt }: Sealed): string => {
    let [block, material] = ['', '']
    while (material.length < keyBytes + ivBytes) {
      block = digest.create().update(block).update(passphrase).update(salt).digest().getBytes()
      material += block
    }
    return material
  }

/** How `openssl enc` makes key and IV out of a passphrase, depending on its options and its version. */
const derivations = {
  // What `-md sha256` says.
  sha256: bytesToKey(forge.md.sha256),
  // What OpenSSL before 1.1 does without `-md`.
  md5: bytesToKey(forge.md.md5),
  // What `-pbkdf2` does, with its 10,000 rounds.
  pbkdf2: ({ passphrase, salt }: Sealed): string =>
    forge.pkcs5.pbkdf2(passphrase, salt, 10_000, keyBytes + ivBytes, forge.md.sha256.create()),
} as const

/**
 * Does what `openssl enc -d -aes-256-cbc -md sha256` does. A file that was made in another way is not opened, but its
 * maker is recognised, so that the message can say what to ask for.
 *
 * @throws {HandoverError} `base64`, `not-encrypted`, `truncated`, `made-with-pbkdf2`, `made-with-md5`, `not-a-pair`
 * @see docs/protocol/credentials.md#the-credential-file
 */
export function openEnc({ passphrase, file }: { passphrase: Uint8Array; file: Uint8Array }): Uint8Array {
  checkForm(file)
  const sealed: Sealed = {
    passphrase: toBinary(passphrase),
    salt: toBinary(file.subarray(8, saltEnd)),
    ciphertext: toBinary(file.subarray(saltEnd)),
  }
  const opened = decrypt(sealed, derivations.sha256(sealed))
  // One wrong key in 256 leaves padding that looks right, and bytes that no credential file holds.
  if (opened !== null && isText(opened)) return opened
  for (const [name, flaw] of [
    ['pbkdf2', 'made-with-pbkdf2'],
    ['md5', 'made-with-md5'],
  ] as const) {
    const other = decrypt(sealed, derivations[name](sealed))
    if (other !== null && isText(other)) throw new HandoverError(flaw, messages[flaw])
  }
  throw new HandoverError('not-a-pair', messages['not-a-pair'])
}

const messages = {
  'made-with-pbkdf2':
    'The credential file was made with -pbkdf2, unlike what OVO writes: ask for it without, or open it with `openssl enc -d -aes-256-cbc -md sha256 -pbkdf2 -in cred_file.enc -pass file:./key.bin`',
  'made-with-md5':
    'The credential file was made by an OpenSSL before 1.1 without -md sha256: ask for it again, or open it with `openssl enc -d -aes-256-cbc -md md5 -in cred_file.enc -pass file:./key.bin`',
  'not-a-pair':
    'The credential file does not open with this key file: they came from two hand-overs, or one of them was cut or changed on the way',
} as const

function checkForm(file: Uint8Array): void {
  if (!isSalted(file)) {
    const begin = toBinary(file.subarray(0, 10))
    // `openssl enc -a`, or a mail program that left its encoding on.
    if (begin === 'U2FsdGVkX1') {
      throw new HandoverError(
        'base64',
        'The credential file is in base64: decode it first with `openssl base64 -d -in cred_file.enc -out decoded.enc`',
      )
    }
    throw new HandoverError(
      'not-encrypted',
      'The credential file does not begin with Salted__, as what `openssl enc` writes does: give cred_file.enc as OVO has sent it',
    )
  }
  if (file.length <= saltEnd || (file.length - saltEnd) % blockBytes !== 0) {
    throw new HandoverError(
      'truncated',
      `The credential file ends in the middle (${file.length} bytes): it was cut or changed on the way; save the attachment again`,
    )
  }
}

/** `null` when the padding says that the key is wrong. */
function decrypt({ ciphertext }: Sealed, material: string): Uint8Array | null {
  const decipher = forge.cipher.createDecipher('AES-CBC', material.slice(0, keyBytes))
  decipher.start({ iv: material.slice(keyBytes) })
  decipher.update(forge.util.createBuffer(ciphertext))
  return decipher.finish() ? fromBinary(decipher.output.getBytes()) : null
}

/** UTF-8 without control characters but those that lay out a text. */
function isText(bytes: Uint8Array): boolean {
  try {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    return !/[\u0000-\u0008\u000e-\u001f]/.test(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return false
  }
}
