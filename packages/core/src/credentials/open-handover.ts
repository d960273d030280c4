import { type PrivateKey, readPrivateKey } from '../crypto/keys.ts'
import { HandoverError } from '../errors/errors.ts'
import { openEnc } from './open-enc.ts'
import { passphraseOfFile } from './pass-file.ts'
import { unwrapKey } from './unwrap-key.ts'

export interface HandoverInput {
  /** The sharing key, PEM: PKCS#1 or PKCS#8, encrypted or not. Its public half is what OVO has encrypted for. */
  readonly privateKey: string | PrivateKey
  /** For an encrypted PEM. */
  readonly passphrase?: string
  /** The bytes of `key.bin.enc`. */
  readonly keyFile: Uint8Array
  /** The bytes of `cred_file.enc`. */
  readonly credentialFile: Uint8Array
}

/** What was in the credential file. Secret. */
export interface Handover {
  readonly bytes: Uint8Array
  /** The same, as UTF-8, without a byte order mark. */
  readonly text: string
}

/**
 * Opens the two files in which OVO hands over credentials, on any version of Node, exactly as these two commands do:
 *
 *     openssl rsautl -decrypt -inkey id_rsa.pem -in key.bin.enc -out key.bin
 *     openssl enc -d -aes-256-cbc -in cred_file.enc -out cred_file.txt -pass file:./key.bin -md sha256
 *
 * Nothing is written anywhere.
 *
 * @throws {KeyError} `invalid-key` when the private key cannot be read, or its passphrase is wrong or missing
 * @throws {HandoverError} `handover-unreadable`, with its `flaw`
 * @see docs/protocol/credentials.md#hand-over
 */
export function openHandover({ privateKey, passphrase, keyFile, credentialFile }: HandoverInput): Handover {
  const key = unwrapKey({ privateKey: readPrivateKey({ pem: privateKey, passphrase }), keyFile })
  // OpenSSL takes an empty first line for an empty passphrase, but nothing at all, or a zero byte first, for a mistake.
  if (key.length === 0 || key[0] === 0) {
    throw new HandoverError(
      'empty-passphrase',
      'The key file holds no passphrase once it is opened, and no openssl can have used it: ask OVO to send it again',
    )
  }
  const bytes = openEnc({ passphrase: passphraseOfFile(key), file: credentialFile })
  return { bytes, text: new TextDecoder().decode(bytes) }
}
