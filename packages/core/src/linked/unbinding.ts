import type { SnapCall, SnapResult } from '../snap/call.ts'
import { asObject, type JsonObject } from '../values/json.ts'
import type { LinkSubject } from './link-data.ts'
import type { LinkEvent } from './link-events.ts'
import { bearerText } from './token-text.ts'

/** The first call, with the customer's token. */
export function buildUnbinding(subject: LinkSubject): SnapCall {
  return call(subject, subject.data.sealedAccessToken)
}

/** The second call, with the token that the first one answered with. */
export function buildUnbindingConfirmation(subject: LinkSubject): SnapCall {
  return call(subject, subject.data.sealedUnlinkToken)
}

const call = ({ number, data }: LinkSubject, sealed: string | undefined): SnapCall => ({
  protocol: 'snap',
  operation: 'link.unbind',
  body: { partnerReferenceNo: number, merchantId: data.merchantId },
  bearer: { sealed: sealed ?? '' },
  customer: data.customer,
  deviceId: data.deviceId,
})

/**
 * Reads the first answer, its tokens sealed already. Without a token to confirm with it settles nothing.
 *
 * @see docs/protocol/linkage.md#unbinding
 */
export function readUnbinding(result: SnapResult, subject: LinkSubject): LinkEvent {
  return read(result, subject, (body) => {
    const sealedToken = tokenOf(body)
    return sealedToken === null ? { type: 'inconclusive', reason: 'no-token' } : { type: 'confirming', sealedToken }
  })
}

/** Reads the second answer: only OVO's success unlinks. */
export function readUnbindingConfirmation(result: SnapResult, subject: LinkSubject): LinkEvent {
  return read(result, subject, () => ({ type: 'unlinked' }))
}

function read(result: SnapResult, { data }: LinkSubject, succeeded: (body: JsonObject) => LinkEvent): LinkEvent {
  if (result.kind === 'no-answer') {
    // A token whose key is gone opens nothing: there is no telling OVO, and nothing to keep.
    if (result.reason === 'unreadable') return { type: 'revoked', responseCode: null }
    return { type: 'inconclusive', reason: result.reason }
  }
  const { body, responseCode } = result
  // An empty object on HTTP 200 may come from anybody on the way.
  if (result.class === 'succeeded' && responseCode !== null) return succeeded(body)
  if (result.class === 'renew-token') return { type: 'token-refused', generation: data.generation, responseCode }
  return { type: 'inconclusive', reason: responseCode ?? 'unclear-answer' }
}

/** No source names the field: the names that OVO and ASPI use for a token elsewhere, in both places. */
function tokenOf(body: JsonObject): string | null {
  for (const place of [body, asObject(body.additionalInfo)]) {
    const fields = [place?.accessToken, place?.linkageToken, asObject(place?.accessTokenInfo)?.accessToken]
    const token = fields.map(bearerText).find((text) => text !== null)
    if (token !== undefined) return token
  }
  return null
}
