import type { HttpResult } from '../values/http.ts'
import { isApproved, type PushToPayAsked, readPushToPayAnswer, unclearReason } from './answer.ts'
import type { PushToPayCall, PushToPayTransaction } from './call.ts'
import { paidFlaw } from './push.ts'
import { readReceipt } from './receipt.ts'

export type VoidOutcome =
  | { readonly type: 'succeeded'; readonly approvalCode: string | null }
  | { readonly type: 'refused'; readonly responseCode: string }
  | { readonly type: 'unknown'; readonly reason: string }
  /** It provably never left. */
  | { readonly type: 'unsent'; readonly reason: string }

/** @see docs/protocol/push-to-pay.md#void */
export function buildVoid({
  transaction,
  sealedPhone,
}: {
  transaction: PushToPayTransaction
  sealedPhone: string
}): PushToPayCall {
  return { protocol: 'push-to-pay', operation: 'void', fields: { transaction }, sealedPhone }
}

/**
 * Reads the answer to a void. Only OVO's clear word about this push settles it; a code that says that the numbers were
 * used or the push is not found may be about the first try of the same void. Never throws.
 *
 * @see docs/protocol/push-to-pay.md#void
 */
export function readVoid(result: HttpResult, asked: PushToPayAsked): VoidOutcome {
  const answer = readPushToPayAnswer({ operation: 'void', result, asked })
  if (answer.kind === 'nothing') {
    return { type: answer.sent === 'no' ? 'unsent' : 'unknown', reason: answer.reason }
  }
  const { code, form, stranger, body } = answer
  if (isApproved(answer) && paidFlaw(answer) === null) {
    return { type: 'succeeded', approvalCode: readReceipt(body).approvalCode }
  }
  const isRefusal = ['declined', 'refused', 'configuration'].includes(code.class)
  if (isRefusal && form !== 'wrong' && stranger === null) return { type: 'refused', responseCode: code.code }
  return { type: 'unknown', reason: unclearReason(answer) }
}
