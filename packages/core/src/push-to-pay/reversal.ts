import type { HttpResult } from '../values/http.ts'
import { isApproved, type PushToPayAsked, readPushToPayAnswer, unclearReason } from './answer.ts'
import type { PushToPayCall, PushToPayTransaction } from './call.ts'

export type ReversalOutcome =
  /** The call arrived. Whether there was money to return, and whether it did, only a status check tells. */
  { readonly type: 'acknowledged' } | { readonly type: 'unknown'; readonly reason: string }

/** @see docs/protocol/push-to-pay.md#reversal */
export function buildReversal({
  transaction,
  sealedPhone,
}: {
  transaction: PushToPayTransaction
  sealedPhone: string
}): PushToPayCall {
  return { protocol: 'push-to-pay', operation: 'reversal', fields: { transaction }, sealedPhone }
}

/** Reads the answer to a reversal: 00 about this push is an acknowledgement, nothing else is. Never throws. */
export function readReversal(result: HttpResult, asked: PushToPayAsked): ReversalOutcome {
  const answer = readPushToPayAnswer({ operation: 'reversal', result, asked })
  if (answer.kind === 'nothing') return { type: 'unknown', reason: answer.reason }
  // No sample of this answer is public, so a missing `type` is not held against it: a status check follows anyway.
  const isOurs = answer.form !== 'wrong' && answer.stranger === null
  return isApproved(answer) && isOurs ? { type: 'acknowledged' } : { type: 'unknown', reason: unclearReason(answer) }
}
