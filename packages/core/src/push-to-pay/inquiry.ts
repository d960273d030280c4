import type { HttpResult } from '../values/http.ts'
import type { PhoneNumber } from '../values/phone-number.ts'
import { isApproved, readPushToPayAnswer, unclearReason } from './answer.ts'
import type { PushToPayCall } from './call.ts'

export type InquiryOutcome =
  | { readonly type: 'registered' }
  | { readonly type: 'not-registered' }
  | { readonly type: 'configuration'; readonly responseCode: string }
  | { readonly type: 'unknown'; readonly reason: string }

/** @see docs/protocol/push-to-pay.md#inquiry */
export function buildInquiry({ phone }: { phone: PhoneNumber }): PushToPayCall {
  return { protocol: 'push-to-pay', operation: 'inquiry', fields: { phone } }
}

/**
 * Reads whether a number has an OVO account. The holder's name, if OVO sends one, is not looked at. Never throws.
 *
 * @see docs/protocol/push-to-pay.md#inquiry
 */
export function readInquiry(result: HttpResult): InquiryOutcome {
  const answer = readPushToPayAnswer({ operation: 'inquiry', result, asked: null })
  if (answer.kind === 'nothing') return { type: 'unknown', reason: answer.reason }
  const { code, form } = answer
  if (form === 'wrong') return { type: 'unknown', reason: unclearReason(answer) }
  if (isApproved(answer)) return { type: 'registered' }
  if (code.code === '14') return { type: 'not-registered' }
  if (code.class === 'configuration') return { type: 'configuration', responseCode: code.code }
  return { type: 'unknown', reason: unclearReason(answer) }
}
