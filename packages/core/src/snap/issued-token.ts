import { constantTimeEqual } from '../crypto/constant-time-equal.ts'
import { hmacSha512 } from '../crypto/hmac.ts'
import { InputError } from '../errors/errors.ts'
import type { EpochMillis } from '../values/jakarta-time.ts'

const LABEL = 'ovokit issued token v1'
const MAC_BYTES = 64
const LEAST_KEY = 16
const LEAST_NONCE = 8

/**
 * Makes a token for OVO to call us with. It is stateless: client id, end of life and nonce under an HMAC, so that any
 * process with the same key can check it. It says who may knock, nothing more.
 *
 * @param key - secret text of at least 16 characters.
 * @param lifetimeMillis - how long it is good, from `now`.
 * @param nonce - at least 8 random bytes.
 * @throws InputError `invalid-input` for a shorter key or nonce, or a lifetime that is not positive.
 * @see docs/protocol/snap.md#callbacks
 */
export function issueToken({
  key,
  clientId,
  now,
  lifetimeMillis,
  nonce,
}: {
  key: string
  clientId: string
  now: EpochMillis
  lifetimeMillis: number
  nonce: Uint8Array
}): string {
  if (key.length < LEAST_KEY) throw new InputError('key', `must have at least ${LEAST_KEY} characters`)
  if (nonce.length < LEAST_NONCE) throw new InputError('nonce', `must hold at least ${LEAST_NONCE} bytes`)
  const expiresAt = Math.floor(now + lifetimeMillis)
  if (!Number.isSafeInteger(expiresAt) || expiresAt <= now) {
    throw new InputError('lifetimeMillis', 'must be a positive number of milliseconds')
  }
  const claim = [encode(Buffer.from(clientId)), encode(Buffer.from(String(expiresAt))), encode(nonce)].join('.')
  return `${claim}.${encode(macOf(key, claim))}`
}

/**
 * Checks that we issued a token, for this client, and that it still lives. The HMAC comes first and is compared in
 * constant time. Never throws.
 */
export function isIssuedToken({
  key,
  clientId,
  token,
  now,
}: {
  key: string
  clientId: string
  token: string
  now: EpochMillis
}): boolean {
  const parts = /^(([\w-]+)\.([\w-]+)\.[\w-]+)\.([\w-]+)$/.exec(token)
  if (parts === null || key.length < LEAST_KEY) return false
  const [, claim = '', client = '', expiry = '', mac = ''] = parts
  const given = Buffer.from(mac, 'base64url')
  if (given.length !== MAC_BYTES || encode(given) !== mac || !constantTimeEqual(given, macOf(key, claim))) return false
  return client === encode(Buffer.from(clientId)) && Number(Buffer.from(expiry, 'base64url').toString()) > now
}

function macOf(key: string, claim: string): Uint8Array {
  return hmacSha512({ key, message: `${LABEL}\n${claim}` })
}

function encode(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url')
}
