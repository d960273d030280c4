import type { SnapCall, SnapResult } from '../snap/call.ts'
import type { SnapDialect } from '../snap/dialect.ts'
import { type EpochMillis, parseTimestamp } from '../values/jakarta-time.ts'
import { asText, type JsonObject } from '../values/json.ts'
import type { LinkSubject } from './link-data.ts'
import type { LinkEvent } from './link-events.ts'
import { bearerText } from './token-text.ts'

/** Exchanges the code that the customer brought back. Code and linkage token are opened where the call is signed. */
export function buildExchange({ data }: Pick<LinkSubject, 'data'>): SnapCall {
  return {
    protocol: 'snap',
    operation: 'link.token',
    body: { grantType: 'authorization_code', authCode: data.sealedAuthCode },
    sealedFields: ['authCode'],
    bearer: { sealed: data.sealedLinkageToken ?? '' },
    customer: data.customer,
    deviceId: data.deviceId,
  }
}

/** Asks for the next token with the refresh token, and no other. */
export function buildRefresh({ data }: Pick<LinkSubject, 'data'>): SnapCall {
  return {
    protocol: 'snap',
    operation: 'link.token',
    body: { grantType: 'refresh_token', refreshToken: data.sealedRefreshToken },
    sealedFields: ['refreshToken'],
    customer: data.customer,
    deviceId: data.deviceId,
  }
}

/**
 * Reads the answer to an exchange, its tokens sealed already. A code is good once: OVO's refusal ends the attempt.
 *
 * @see docs/protocol/linkage.md#customer-token
 */
export function readExchange(result: SnapResult, _: LinkSubject, now: EpochMillis): LinkEvent {
  return read(result, now, (reason, responseCode) => ({ type: 'refused', reason, responseCode }))
}

/**
 * Reads the answer to a refresh, its tokens sealed already. A refusal means that OVO no longer knows the link; a fault
 * of our own request says nothing about it and is asked again.
 *
 * @see docs/protocol/linkage.md#customer-token
 */
export function readRefresh(result: SnapResult, _: LinkSubject, now: EpochMillis): LinkEvent {
  return read(result, now, (_reason, responseCode) => ({ type: 'revoked', responseCode }))
}

function read(
  result: SnapResult,
  now: EpochMillis,
  refused: (reason: string, responseCode: string | null) => LinkEvent,
): LinkEvent {
  if (result.kind === 'no-answer') return { type: 'inconclusive', reason: result.reason }
  const { body, responseCode } = result
  switch (result.class) {
    case 'succeeded': {
      const sealedAccessToken = bearerText(body.accessToken)
      if (sealedAccessToken === null) return { type: 'inconclusive', reason: 'no-token' }
      return {
        type: 'issued',
        sealedAccessToken,
        sealedRefreshToken: bearerText(body.refreshToken),
        expiresAt: readEnd(body, now),
      }
    }
    case 'refused':
    case 'renew-token':
      return refused(result.class, responseCode)
    case 'caller-fault':
      // 401xx00 is the signature or the clock: ours to mend, and no word about the customer.
      return { type: 'inconclusive', reason: responseCode ?? result.class }
    case 'busy':
    case 'in-progress':
    case 'unknown':
      return { type: 'inconclusive', reason: responseCode ?? 'unclear-answer' }
  }
}

/** The end of a token as the server says: a time, or seconds from now. `null` when it says neither. */
function readEnd(body: JsonObject, now: EpochMillis): EpochMillis | null {
  const time = parseTimestamp(asText(body.accessTokenExpiryTime) ?? '')
  if (time !== null) return time
  const seconds = Number(asText(body.tokenExpiresIn) ?? asText(body.expiresIn) ?? Number.NaN)
  return seconds > 0 && seconds <= 10 * 365 * 86_400 ? now + Math.floor(seconds) * 1_000 : null
}

/**
 * True when a call was refused because of the customer's token, and nothing was done. Where that token travels in
 * Authorization, OVO's words for a bad B2B token mean it too.
 *
 * @see docs/protocol/linkage.md#customer-token
 */
export function isCustomerTokenRefused(
  result: SnapResult,
  { customerTokenHeader }: Pick<SnapDialect, 'customerTokenHeader'>,
): boolean {
  if (result.kind === 'no-answer' || result.class !== 'renew-token') return false
  const code = result.responseCode?.slice(-2) ?? ''
  return (customerTokenHeader === 'authorization' ? ['01', '02', '03', '04'] : ['02', '04']).includes(code)
}
