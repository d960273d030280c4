import type { UndoData, UndoEvent } from '../lifecycle/undo.ts'
import { type EpochMillis, parseTimestamp } from '../values/jakarta-time.ts'
import { asText, asWord, isLeftOut, type Json, type JsonObject } from '../values/json.ts'
import { readSnapAmount, toSnapAmount } from '../values/rupiah.ts'
import type { SnapResult } from './call.ts'

/** What SNAP's refunds have in common, whichever service they belong to. */
export interface SnapRefund {
  /** partnerRefundNo. */
  readonly number: string
  readonly data: UndoData & {
    readonly paymentNumber: string
    readonly paymentReferenceNo?: string
    readonly merchantId: string
    readonly note?: string
  }
}

/** The body of a refund. */
export function refundBody({ number, data }: SnapRefund): JsonObject {
  return {
    merchantId: data.merchantId,
    originalPartnerReferenceNo: data.paymentNumber,
    ...(data.paymentReferenceNo === undefined ? {} : { originalReferenceNo: data.paymentReferenceNo }),
    partnerRefundNo: number,
    refundAmount: { ...toSnapAmount(data.amount) },
    ...(data.note === undefined ? {} : { reason: data.note }),
  }
}

/** The body of the question what has become of the payment, and so of its refund. */
export const refundedPaymentBody = ({ data }: Pick<SnapRefund, 'data'>, serviceCode: string): JsonObject => ({
  ...(data.paymentReferenceNo === undefined ? {} : { originalReferenceNo: data.paymentReferenceNo }),
  originalPartnerReferenceNo: data.paymentNumber,
  serviceCode,
  merchantId: data.merchantId,
})

/**
 * Reads a refund's answer. Only OVO's clear word settles it: success needs its code or our refund number in the answer,
 * because an empty object on HTTP 200 may come from anybody on the way. A refusal of one that may have been taken before
 * settles nothing; OVO turning it away for its token, or for the moment, means that it did not happen.
 *
 * @see docs/protocol/qris.md#refund
 * @see docs/protocol/linkage.md#refund
 */
export function readRefundAnswer(result: SnapResult, refund: SnapRefund): UndoEvent {
  if (result.kind === 'no-answer') return { type: result.sent === 'no' ? 'missed' : 'unclear', reason: result.reason }
  const { body, responseCode } = result
  switch (result.class) {
    case 'succeeded': {
      const stranger = differingField(body, refund)
      if (stranger !== null) return { type: 'unclear', reason: `${stranger}-differs` }
      if (responseCode === null && isLeftOut(body.partnerRefundNo))
        return { type: 'unclear', reason: 'no-response-code' }
      return { type: 'succeeded', ovoReference: asWord(body.refundNo), doneAt: refundTimeOf(body.refundTime) }
    }
    case 'busy':
    case 'renew-token':
      return { type: 'missed', reason: responseCode ?? 'busy' }
    case 'refused':
    case 'caller-fault':
      // An earlier sending may be what stands in this one's way.
      if (refund.data.sends > 1) return { type: 'unclear', reason: responseCode ?? 'refused-again' }
      return { type: 'refused', reason: result.class, responseCode }
    case 'in-progress':
    case 'unknown':
      return { type: 'unclear', reason: responseCode ?? 'unclear-answer' }
  }
}

/** When OVO says that it was done; `null` when it does not say it in a way that can be read. */
export const refundTimeOf = (json: Json | undefined): EpochMillis | null => parseTimestamp(asText(json) ?? '')

function differingField(body: JsonObject, { number, data }: SnapRefund): string | null {
  const { partnerRefundNo, originalPartnerReferenceNo, refundAmount } = body
  if (!isLeftOut(partnerRefundNo) && asText(partnerRefundNo) !== number) return 'partnerRefundNo'
  if (!isLeftOut(originalPartnerReferenceNo) && asText(originalPartnerReferenceNo) !== data.paymentNumber)
    return 'originalPartnerReferenceNo'
  return isLeftOut(refundAmount) || readSnapAmount(refundAmount) === data.amount ? null : 'refundAmount'
}
