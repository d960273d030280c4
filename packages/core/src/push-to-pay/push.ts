import type { HttpResult } from '../values/http.ts'
import { isApproved, type PushToPayAsked, readPushToPayAnswer, unclearReason } from './answer.ts'
import type { PushToPayCall, PushToPayTransaction } from './call.ts'
import { type PushReceipt, readReceipt } from './receipt.ts'

export type PushOutcome =
  | { readonly type: 'paid'; readonly receipt: PushReceipt }
  /** OVO says paid, but not about this push: `field` is the identity that differs, or `identity` when there is none. */
  | { readonly type: 'mismatched'; readonly field: string }
  | { readonly type: 'declined'; readonly responseCode: string }
  | { readonly type: 'refused'; readonly responseCode: string }
  | { readonly type: 'configuration'; readonly responseCode: string }
  | { readonly type: 'used'; readonly responseCode: string }
  | { readonly type: 'unknown'; readonly reason: string }
  /** It provably never left. */
  | { readonly type: 'unsent'; readonly reason: string }

/** @see docs/protocol/push-to-pay.md#push */
export function buildPush({
  transaction,
  sealedPhone,
}: {
  transaction: PushToPayTransaction
  sealedPhone: string
}): PushToPayCall {
  return { protocol: 'push-to-pay', operation: 'push', fields: { transaction }, sealedPhone }
}

/**
 * Reads the answer to a push. Paid needs OVO's 00 on a successful HTTP status, the right `type` and `processingCode`, our
 * invoice or reference number in the answer, and every identity that it returns equal to what was sent. A refusal only
 * counts when it is about this push. Everything unclear is `unknown`. Never throws.
 *
 * @see docs/protocol/push-to-pay.md#push
 */
export function readPush(result: HttpResult, asked: PushToPayAsked): PushOutcome {
  const answer = readPushToPayAnswer({ operation: 'push', result, asked })
  if (answer.kind === 'nothing') {
    return { type: answer.sent === 'no' ? 'unsent' : 'unknown', reason: answer.reason }
  }
  if (isApproved(answer)) {
    const field = paidFlaw(answer)
    return field === null ? { type: 'paid', receipt: readReceipt(answer.body) } : { type: 'mismatched', field }
  }
  const { code, form, stranger } = answer
  const isAboutThis = form !== 'wrong' && stranger === null
  if (isAboutThis && isRefusal(code.class)) return { type: code.class, responseCode: code.code }
  return { type: 'unknown', reason: unclearReason(answer) }
}

/** What keeps an approved answer from being believed; `null` when nothing does. */
export function paidFlaw({
  stranger,
  form,
  namesPush,
}: {
  stranger: string | null
  form: 'right' | 'missing' | 'wrong'
  namesPush: boolean
}): string | null {
  if (stranger !== null) return stranger
  if (form !== 'right') return 'type'
  return namesPush ? null : 'identity'
}

function isRefusal(class_: string): class_ is 'declined' | 'refused' | 'configuration' | 'used' {
  return ['declined', 'refused', 'configuration', 'used'].includes(class_)
}
