import type { HttpAnswer } from '../values/http.ts'
import { asText, type Json } from '../values/json.ts'
import { readSnapAnswer } from './response.ts'
import type { SnapClass } from './response-code.ts'

/** A B2B token, or why there is none. */
export type TokenAnswer =
  | { readonly ok: true; readonly accessToken: string; readonly lifetimeMillis: number }
  | {
      readonly ok: false
      readonly class: SnapClass
      readonly responseCode: string | null
      readonly message: string | null
    }

const DEFAULT_LIFETIME_SECONDS = 900
const LONGEST_LIFETIME_SECONDS = 24 * 60 * 60

/**
 * Reads the answer to a token call. The lifetime comes from `expiresIn`, in seconds, text or number; without a usable
 * one it is 15 minutes, and it is kept between 1 second and 24 hours. The token itself carries no expiry. Never throws.
 *
 * @see docs/protocol/snap.md#tokens
 */
export function readTokenAnswer(answer: HttpAnswer): TokenAnswer {
  const read = readSnapAnswer({ operation: 'token.b2b', answer })
  const { body, responseCode, message } = read
  if (read.class !== 'succeeded') return { ok: false, class: read.class, responseCode, message }

  const { accessToken } = body
  if (!isSendable(accessToken) || !isBearer(body.tokenType)) {
    return { ok: false, class: 'unknown', responseCode, message }
  }
  return { ok: true, accessToken, lifetimeMillis: lifetimeSeconds(body.expiresIn) * 1000 }
}

// What goes into an Authorization header: visible ASCII. The standard says at most 2048 characters; some run over.
function isSendable(token: Json | undefined): token is string {
  return typeof token === 'string' && /^[\x21-\x7e]{1,8192}$/.test(token)
}

function isBearer(tokenType: Json | undefined): boolean {
  if (tokenType === undefined || tokenType === null || tokenType === '') return true
  return typeof tokenType === 'string' && tokenType.toLowerCase() === 'bearer'
}

function lifetimeSeconds(expiresIn: Json | undefined): number {
  const seconds = Number(asText(expiresIn) ?? Number.NaN)
  if (!(seconds > 0)) return DEFAULT_LIFETIME_SECONDS
  return Math.min(Math.max(Math.floor(seconds), 1), LONGEST_LIFETIME_SECONDS)
}
