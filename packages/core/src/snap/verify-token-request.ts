import { sha256Hex } from '../crypto/digest.ts'
import type { PublicKey } from '../crypto/keys.ts'
import type { EpochMillis } from '../values/jakarta-time.ts'
import { judgeFreshness } from './freshness.ts'
import { verifyAsymmetric } from './signature.ts'
import { tokenStringToSign } from './string-to-sign.ts'
import type { InboundRefusal } from './verify-inbound.ts'

/** Whose token request it is, or the reason for refusing it. */
export type TokenRequestVerdict =
  | { readonly ok: true; readonly clientId: string; readonly replayKey: string }
  | { readonly ok: false; readonly reason: Exclude<InboundRefusal, 'bad-token'>; readonly header: string }

/**
 * Decides whether a call to the merchant's own token endpoint comes from OVO: X-SIGNATURE must be OVO's RSA signature
 * over `X-CLIENT-KEY|X-TIMESTAMP`. The body is not covered by it, so nothing in the body may matter.
 *
 * @param headers - names in lower case.
 * @param clientIds - the client ids that this endpoint serves.
 * @param freshnessMillis - how far X-TIMESTAMP may be from `now`, either way.
 * @see docs/protocol/snap.md#callbacks
 */
export function verifyTokenRequest({
  headers,
  now,
  ovoPublicKey,
  clientIds,
  freshnessMillis,
}: {
  headers: Readonly<Record<string, string | undefined>>
  now: EpochMillis
  ovoPublicKey: PublicKey
  clientIds: readonly string[]
  freshnessMillis: number
}): TokenRequestVerdict {
  const clientId = headers['x-client-key']
  const timestamp = headers['x-timestamp']
  const signature = headers['x-signature']
  if (!clientId) return { ok: false, reason: 'missing-header', header: 'x-client-key' }
  if (!timestamp) return { ok: false, reason: 'missing-header', header: 'x-timestamp' }
  if (!signature) return { ok: false, reason: 'missing-header', header: 'x-signature' }
  if (!clientIds.includes(clientId)) return { ok: false, reason: 'partner-mismatch', header: 'x-client-key' }

  const freshness = judgeFreshness({ timestamp, now, windowMillis: freshnessMillis })
  if (freshness !== 'fresh') return { ok: false, reason: freshness, header: 'x-timestamp' }

  const stringToSign = tokenStringToSign({ clientId, timestamp })
  return verifyAsymmetric({ publicKey: ovoPublicKey, stringToSign, signature })
    ? { ok: true, clientId, replayKey: sha256Hex(stringToSign) }
    : { ok: false, reason: 'bad-signature', header: 'x-signature' }
}
