import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'

export interface KeyPair {
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
}

const made = new Map<string, KeyPair>()

/** An RSA pair per owner, made on first use and kept for the life of the process because making one is slow. */
export function keyPairOf(owner: string): KeyPair {
  const known = made.get(owner)
  if (known !== undefined) return known
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 })
  made.set(owner, pair)
  return pair
}

/** Reads a public key in PEM, `BEGIN PUBLIC KEY` or `BEGIN RSA PUBLIC KEY`, and insists on 2048 bits of RSA. */
export function readPublicKey(pem: string): KeyObject {
  let key: KeyObject
  try {
    key = createPublicKey(pem)
  } catch (cause) {
    throw new TypeError("publicKey must be an RSA public key in PEM, or 'generate'", { cause })
  }
  if (isPrivate(pem)) throw new TypeError('publicKey is a private key: hand over the public half only')
  if (key.asymmetricKeyType !== 'rsa' || (key.asymmetricKeyDetails?.modulusLength ?? 0) < 2048) {
    throw new TypeError('publicKey must be RSA of 2048 bits or more')
  }
  return key
}

export function privatePem(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString()
}

export function publicPem(key: KeyObject): string {
  return key.export({ type: 'spki', format: 'pem' }).toString()
}

function isPrivate(pem: string): boolean {
  try {
    createPrivateKey(pem)
    return true
  } catch {
    return false
  }
}
