import type { HttpResult } from '../values/http.ts'
import type { EpochMillis } from '../values/jakarta-time.ts'
import { isApproved, type PushToPayAsked, readPushToPayAnswer, unclearReason } from './answer.ts'
import type { PushToPayCall, PushToPayTransaction } from './call.ts'
import { paidFlaw } from './push.ts'
import { type PushReceipt, readReceipt } from './receipt.ts'

export type PushStatusOutcome =
  | { readonly type: 'paid'; readonly receipt: PushReceipt }
  | { readonly type: 'mismatched'; readonly field: string }
  | { readonly type: 'not-found' }
  | { readonly type: 'reversed' }
  | { readonly type: 'failed'; readonly responseCode: string }
  /** More than 7 days old: OVO no longer says. */
  | { readonly type: 'too-old' }
  | { readonly type: 'unknown'; readonly reason: string }

export type VoidStatusOutcome =
  | { readonly type: 'succeeded' }
  | { readonly type: 'not-found' }
  | { readonly type: 'unknown'; readonly reason: string }

/** @see docs/protocol/push-to-pay.md#status */
export function buildPushStatus(asked: {
  transaction: PushToPayTransaction
  sealedPhone: string
  /** While ahead, the answer is not waited for any longer. */
  answerBy?: EpochMillis
}): PushToPayCall {
  const { transaction, sealedPhone, answerBy } = asked
  const call = { protocol: 'push-to-pay', operation: 'push-status', fields: { transaction }, sealedPhone } as const
  return answerBy === undefined ? call : { ...call, answerBy }
}

/**
 * Reads OVO's word on a push. `paid` asks for as much as an answer to the push itself does. A code about our request or
 * set-up says nothing about the push, and is `unknown`. Never throws.
 *
 * @see docs/protocol/push-to-pay.md#status
 */
export function readPushStatus(result: HttpResult, asked: PushToPayAsked): PushStatusOutcome {
  const answer = readPushToPayAnswer({ operation: 'push-status', result, asked })
  if (answer.kind === 'nothing') return { type: 'unknown', reason: answer.reason }
  if (isApproved(answer)) {
    const field = paidFlaw(answer)
    return field === null ? { type: 'paid', receipt: readReceipt(answer.body) } : { type: 'mismatched', field }
  }
  const { code, form, stranger } = answer
  if (form === 'wrong' || stranger !== null) return { type: 'unknown', reason: unclearReason(answer) }
  switch (code.class) {
    case 'not-found':
    case 'reversed':
    case 'too-old':
      return { type: code.class }
    case 'declined':
    case 'refused':
      return { type: 'failed', responseCode: code.code }
    case 'approved':
    case 'configuration':
    case 'used':
    case 'unknown':
      return { type: 'unknown', reason: unclearReason(answer) }
  }
}

/** @see docs/protocol/push-to-pay.md#void */
export function buildVoidStatus({
  transaction,
  sealedPhone,
}: {
  transaction: PushToPayTransaction
  sealedPhone: string
}): PushToPayCall {
  return { protocol: 'push-to-pay', operation: 'void-status', fields: { transaction }, sealedPhone }
}

/** Reads OVO's word on a void. Never throws. @see docs/protocol/push-to-pay.md#void */
export function readVoidStatus(result: HttpResult, asked: PushToPayAsked): VoidStatusOutcome {
  const answer = readPushToPayAnswer({ operation: 'void-status', result, asked })
  if (answer.kind === 'nothing') return { type: 'unknown', reason: answer.reason }
  if (isApproved(answer) && paidFlaw(answer) === null) return { type: 'succeeded' }
  if (answer.code.class === 'not-found' && answer.form !== 'wrong' && answer.stranger === null)
    return { type: 'not-found' }
  return { type: 'unknown', reason: unclearReason(answer) }
}
