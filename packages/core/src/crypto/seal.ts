import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from 'node:crypto'
import { ConfigurationError, InputError, StoreError } from '../errors/errors.ts'
import { constantTimeEqual } from './constant-time-equal.ts'
import { sha256Hex } from './digest.ts'

/** Encrypts what the store must keep but not show: tokens, and the originals of the API log. */
export interface Sealer {
  /**
   * Seals bytes, or text as UTF-8, under the first key.
   *
   * @param context - what this is and whose, such as `token:default`; opening needs the same, so a sealed value cannot
   * be moved to another record.
   * @param nonce - 12 random bytes, never used twice under one key.
   * @throws InputError `invalid-input` for a nonce of another length.
   */
  seal(input: { plaintext: Uint8Array | string; context: string; nonce: Uint8Array }): string

  /**
   * Opens what any of the keys sealed.
   *
   * @throws StoreError `seal-broken` when the key is not configured, the context differs, or a bit was changed.
   */
  open(input: { sealed: string; context: string }): Uint8Array

  /** Vouches for a text with HMAC-SHA256 under a key derived from the first: nobody without it can write the same. */
  stamp(text: string): string

  /** Whether a stamp is one of `text`, under any of the keys. */
  checkStamp(input: { text: string; stamp: string }): 'good' | 'bad' | 'unknown-key'
}

interface SealingKey {
  readonly id: string
  readonly bytes: Uint8Array
  /** For stamps, so that no key does two things. */
  readonly stampBytes: Uint8Array
}

const CIPHER = 'aes-256-gcm'
const KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16

/**
 * Makes a sealer with AES-256-GCM. The first key writes, all keys read, so a key is rotated by putting the new one in
 * front and keeping the old.
 *
 * @param keys - each 32 bytes, as 64 hex digits or as base64.
 * @throws ConfigurationError `invalid-configuration` for no key or a malformed one.
 */
export function createSealer(keys: readonly string[]): Sealer {
  const ring = readKeys(keys)
  const writer = ring[0]
  if (writer === undefined) throw new ConfigurationError([`encryptionKey: is missing; ${MAKE_ONE}`])

  return {
    seal({ plaintext, context, nonce }): string {
      if (nonce.length !== NONCE_BYTES) throw new InputError('nonce', `must be ${NONCE_BYTES} bytes`)
      const cipher = createCipheriv(CIPHER, writer.bytes, nonce, { authTagLength: TAG_BYTES })
      cipher.setAAD(Buffer.from(context))
      // A stream cipher: all of it comes from the first call, and the last only makes the tag.
      const body = typeof plaintext === 'string' ? cipher.update(plaintext, 'utf8') : cipher.update(plaintext)
      cipher.final()
      return ['v1', writer.id, encode(nonce), encode(body), encode(cipher.getAuthTag())].join('.')
    },

    open({ sealed, context }): Uint8Array {
      const [version, id, ...parts] = sealed.split('.')
      const [nonce, body, tag] = parts.map(decode)
      const whole =
        version === 'v1' && parts.length === 3 && nonce?.length === NONCE_BYTES && body && tag?.length === TAG_BYTES
      if (!whole) throw new StoreError('seal-broken', 'A sealed value is not in the form that OvoKit writes')
      const key = ring.find((candidate) => candidate.id === id)
      if (key === undefined) {
        throw new StoreError(
          'seal-broken',
          'A sealed value was written under a key that is not configured: add the old key after the current one',
        )
      }
      try {
        const decipher = createDecipheriv(CIPHER, key.bytes, nonce, { authTagLength: TAG_BYTES })
        decipher.setAAD(Buffer.from(context))
        decipher.setAuthTag(tag)
        return Buffer.concat([decipher.update(body), decipher.final()])
      } catch {
        throw new StoreError('seal-broken', 'A sealed value was changed, or belongs to another record')
      }
    },

    stamp: (text) => stampWith(writer, text),

    checkStamp: ({ text, stamp }) => {
      const key = ring.find(({ id }) => stamp.startsWith(`${id}~`))
      if (key === undefined) return 'unknown-key'
      return constantTimeEqual(Buffer.from(stamp), Buffer.from(stampWith(key, text))) ? 'good' : 'bad'
    },
  }
}

const MAKE_ONE = 'make one with `openssl rand -hex 32`'

function readKeys(keys: readonly string[]): readonly SealingKey[] {
  const bytes = keys.map(readKey)
  const problems = bytes.flatMap((key, index) =>
    key === null
      ? [`encryptionKey: key ${index + 1} is not 32 bytes written as 64 hex digits or base64; ${MAKE_ONE}`]
      : [],
  )
  if (problems.length > 0) throw new ConfigurationError(problems)
  return bytes.flatMap((key) => (key === null ? [] : [{ id: keyId(key), bytes: key, stampBytes: deriveStampKey(key) }]))
}

const deriveStampKey = (key: Uint8Array): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', key, '', 'ovokit api log chain', KEY_BYTES))

const stampWith = ({ id, stampBytes }: SealingKey, text: string): string =>
  `${id}~${createHmac('sha256', stampBytes).update(text).digest('base64url')}`

function readKey(text: string): Uint8Array | null {
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, 'hex')
  if (!/^[A-Za-z0-9+/_-]{43}=?$/.test(text)) return null
  const bytes = Buffer.from(text, 'base64')
  return bytes.length === KEY_BYTES ? bytes : null
}

/** Names a key without telling anything about it that helps to guess it. */
function keyId(key: Uint8Array): string {
  return sha256Hex(Buffer.concat([Buffer.from('ovokit seal key\n'), key])).slice(0, 8)
}

function encode(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64url')
}

/** Only the one spelling that `encode` gives: Buffer alone would skip foreign characters and stray bits. */
function decode(text: string): Uint8Array | null {
  const bytes = Buffer.from(text, 'base64url')
  return encode(bytes) === text ? bytes : null
}
