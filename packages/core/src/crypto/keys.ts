import { createPrivateKey, createPublicKey, KeyObject } from 'node:crypto'
import { KeyError } from '../errors/errors.ts'

/** A parsed RSA private key. Parsing costs more than signing, so keys are read once and passed on. */
export type PrivateKey = KeyObject

/** A parsed RSA public key. */
export type PublicKey = KeyObject

const MIN_BITS = 2048
const MAKE_ONE = 'make one with `openssl genrsa -out private.pem 4096`'

/**
 * Reads an RSA private key: PEM as PKCS#1 or PKCS#8, either of them encrypted, also with `\n` spelled out as
 * environment variables do. A key that is parsed already is checked and passed through.
 *
 * @throws KeyError `invalid-key` when it is a public key, is encrypted and the passphrase is missing or wrong, is not
 * RSA, is smaller than 2048 bits, or cannot be read. The message never quotes it.
 */
export function readPrivateKey({
  pem,
  passphrase,
}: {
  pem: string | PrivateKey
  passphrase?: string | undefined
}): PrivateKey {
  if (pem instanceof KeyObject) return checkPrivate(pem)
  const text = unfold(pem)
  if (!text.includes('PRIVATE KEY-----') && /(?:PUBLIC KEY|CERTIFICATE)-----/.test(text)) throw publicGiven()
  const encrypted = text.includes('ENCRYPTED')
  if (encrypted && (passphrase === undefined || passphrase === '')) {
    throw new KeyError(
      'The private key is encrypted: pass its passphrase, or decrypt it with `openssl rsa -in key.pem`',
    )
  }
  let key: KeyObject
  try {
    key = createPrivateKey(encrypted ? { key: text, passphrase: passphrase ?? '' } : text)
  } catch (cause) {
    throw new KeyError(
      encrypted
        ? 'The private key does not open with this passphrase: check it with `openssl rsa -in key.pem -check -noout`'
        : `The private key cannot be read: give the whole PEM file, from BEGIN to END, or ${MAKE_ONE}`,
      { cause },
    )
  }
  return checkPrivate(key)
}

/**
 * Reads an RSA public key: PEM as PKCS#1, SPKI or an X.509 certificate, also with `\n` spelled out. A key that is
 * parsed already is checked and passed through.
 *
 * @throws KeyError `invalid-key` when it is a private key, is not RSA, is smaller than 2048 bits, or cannot be read.
 */
export function readPublicKey(pem: string | PublicKey): PublicKey {
  if (pem instanceof KeyObject) return checkPublic(pem)
  const text = unfold(pem)
  // Node would quietly derive the public half; a private key in this place is somebody's leak and must be said.
  if (text.includes('PRIVATE KEY-----')) throw privateGiven()
  let key: KeyObject
  try {
    key = createPublicKey(text)
  } catch (cause) {
    throw new KeyError('The public key cannot be read: give the whole PEM file, from BEGIN to END', { cause })
  }
  return checkPublic(key)
}

/**
 * Writes the public half as PEM: `spki` ("BEGIN PUBLIC KEY", the default) or `pkcs1` ("BEGIN RSA PUBLIC KEY", which
 * OVO asks for as the signature key).
 */
export function publicKeyOf(privateKey: PrivateKey, format: 'spki' | 'pkcs1' = 'spki'): string {
  return createPublicKey(privateKey).export({ type: format, format: 'pem' }).toString()
}

function checkPrivate(key: KeyObject): PrivateKey {
  if (key.type !== 'private') throw publicGiven()
  return checkRsa(key, 'private')
}

function checkPublic(key: KeyObject): PublicKey {
  if (key.type !== 'public') throw privateGiven()
  return checkRsa(key, 'public')
}

function checkRsa(key: KeyObject, half: 'private' | 'public'): KeyObject {
  const mend = half === 'private' ? MAKE_ONE : 'ask its owner for one'
  if (key.asymmetricKeyType !== 'rsa') throw new KeyError(`The ${half} key is not an RSA key: ${mend}`)
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0
  if (bits < MIN_BITS) throw new KeyError(`The ${half} key has ${bits} bits and needs at least ${MIN_BITS}: ${mend}`)
  return key
}

function publicGiven(): KeyError {
  return new KeyError('A private key is needed here and a public key was given: pass the file that says PRIVATE KEY')
}

function privateGiven(): KeyError {
  return new KeyError('A public key is needed here and a private key was given: pass the file that says PUBLIC KEY')
}

function unfold(pem: string): string {
  return pem.replaceAll('\\r', '').replaceAll('\\n', '\n').trim()
}
