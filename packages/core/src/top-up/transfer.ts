import type { SnapCall, SnapResult } from '../snap/call.ts'
import { readResponseCode } from '../snap/response-code.ts'
import { formatTimestamp } from '../values/jakarta-time.ts'
import { asText, asWord, isLeftOut, type JsonObject } from '../values/json.ts'
import { readSnapAmount, toSnapAmount } from '../values/rupiah.ts'
import { refusalReason } from './response-codes.ts'
import type { TopUpSubject } from './top-up-data.ts'
import type { TopUpEvent } from './top-up-events.ts'

/** The number and amount that were inquired about, and what the inquiry gave along. @see docs/protocol/top-up.md#transfer */
export function buildTransfer(subject: TopUpSubject): SnapCall {
  const { number, data } = subject
  const { amount, fee, sessionId, terms, sealedPhone, confirmedAt, inquiredAt } = data
  return {
    protocol: 'snap',
    operation: 'top-up.transfer',
    body: {
      partnerReferenceNo: number,
      customerNumber: sealedPhone,
      amount: { ...toSnapAmount(amount) },
      ...(fee === undefined ? {} : { feeAmount: { ...toSnapAmount(fee) } }),
      ...(sessionId === undefined ? {} : { sessionId }),
      transactionDate: formatTimestamp(confirmedAt ?? inquiredAt, 'seconds'),
      additionalInfo: { ...terms },
    },
    sealedFields: ['customerNumber'],
  }
}

/**
 * Reads a transfer's answer (G2). Only a success under the transfer's own service code, about this number and amount,
 * counts: OVO has been seen printing the inquiry's answer here, and asking is right either way.
 *
 * @see docs/protocol/top-up.md#transfer
 */
export function readTransfer(result: SnapResult, { number, data }: Pick<TopUpSubject, 'number' | 'data'>): TopUpEvent {
  if (result.kind === 'no-answer') return { type: result.sent === 'no' ? 'missed' : 'unclear', reason: result.reason }
  const { body, responseCode } = result
  switch (result.class) {
    case 'succeeded': {
      if (readResponseCode(responseCode)?.serviceCode !== '38') return { type: 'unclear', reason: 'other-service' }
      const stranger = strangerIn(body, { number, data })
      if (stranger !== null) return { type: 'unclear', reason: `${stranger}-differs` }
      return { type: 'succeeded', referenceNo: asWord(body.referenceNo) }
    }
    case 'busy':
    case 'renew-token':
      return { type: 'missed', reason: responseCode ?? 'busy' }
    case 'refused':
    case 'caller-fault':
      return { type: 'refused', reason: refusalReason(result.class, responseCode), responseCode }
    case 'in-progress':
    case 'unknown':
      return { type: 'unclear', reason: responseCode ?? 'unclear-answer' }
  }
}

function strangerIn(body: JsonObject, { number, data }: Pick<TopUpSubject, 'number' | 'data'>): string | null {
  const { partnerReferenceNo, amount } = body
  if (!isLeftOut(partnerReferenceNo) && asText(partnerReferenceNo) !== number) return 'partnerReferenceNo'
  return isLeftOut(amount) || readSnapAmount(amount) === data.amount ? null : 'amount'
}
