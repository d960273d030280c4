import { generateKeyPair } from 'node:crypto'
import { promisify } from 'node:util'
import { type PrivateKey, publicKeyOf, readPrivateKey } from '../crypto/keys.ts'
import { InputError } from '../errors/errors.ts'

/** Two PEM texts that belong together. The private one never leaves the shop. */
export interface PemPair {
  readonly privateKey: string
  readonly publicKey: string
}

/**
 * What OVO asks for before it hands anything over.
 *
 * @see docs/protocol/credentials.md#keys
 */
export interface PartnerKeys {
  /** OVO encrypts the hand-over for it: 2048 bits, private PKCS#8 encrypted with AES-256, public X.509 (SPKI). */
  readonly sharing: PemPair
  /** OVO verifies the shop's requests with it: 4096 bits, both halves PKCS#1. */
  readonly signing: PemPair
}

const shortestPassphrase = 8
const generate = promisify(generateKeyPair)

/**
 * Makes both keys, with Node's own generator; a second or a few. Equal to what OVO's SOP does with `openssl genrsa`.
 *
 * @throws {InputError} `invalid-input` for a passphrase of fewer than 8 characters
 */
export async function generateKeys({ passphrase }: { readonly passphrase: string }): Promise<PartnerKeys> {
  checkPassphrase(passphrase)
  const [sharing, signing] = await Promise.all(
    [2048, 4096].map(async (modulusLength) => (await generate('rsa', { modulusLength })).privateKey),
  )
  return { sharing: sharingPair(sharing as PrivateKey, passphrase), signing: signingPair(signing as PrivateKey) }
}

export interface ConvertInput {
  /** PEM: PKCS#1 ("traditional") or PKCS#8, encrypted or not. */
  readonly privateKey: string | PrivateKey
  /** What opens it now, when it is encrypted. */
  readonly passphrase?: string
}

/**
 * Gives a key that a partner already has the form of the sharing key. `newPassphrase` encrypts it; the key itself is not
 * changed, so files made for it still open.
 *
 * @throws {KeyError} `invalid-key` {@link InputError} `invalid-input` for a new passphrase of fewer than 8 characters
 */
export function convertSharingKey(input: ConvertInput & { readonly newPassphrase: string }): PemPair {
  checkPassphrase(input.newPassphrase)
  return sharingPair(readPrivateKey({ pem: input.privateKey, passphrase: input.passphrase }), input.newPassphrase)
}

/**
 * Gives a key that a partner already has the form of the signing key.
 *
 * @throws {KeyError} `invalid-key`
 */
export function convertSigningKey({ privateKey, passphrase }: ConvertInput): PemPair {
  return signingPair(readPrivateKey({ pem: privateKey, passphrase }))
}

const sharingPair = (key: PrivateKey, passphrase: string): PemPair => ({
  privateKey: key.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase }).toString(),
  publicKey: publicKeyOf(key, 'spki'),
})

const signingPair = (key: PrivateKey): PemPair => ({
  privateKey: key.export({ type: 'pkcs1', format: 'pem' }).toString(),
  publicKey: publicKeyOf(key, 'pkcs1'),
})

function checkPassphrase(passphrase: string): void {
  if (typeof passphrase === 'string' && passphrase.length >= shortestPassphrase) return
  throw new InputError('passphrase', `must have at least ${shortestPassphrase} characters`)
}
