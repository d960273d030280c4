import type { Subject } from '../lifecycle/lifecycle.ts'
import { type UndoData, type UndoEvent, type UndoState, undoSettleMillis } from '../lifecycle/undo.ts'
import type { SnapCall, SnapResult } from '../snap/call.ts'
import { type EpochMillis, endOfJakartaDay, parseTimestamp } from '../values/jakarta-time.ts'
import { asText, asWord, isLeftOut, type JsonObject } from '../values/json.ts'
import { readSnapAmount, toSnapAmount } from '../values/rupiah.ts'
import type { QrisData } from './qris-data.ts'

/** A QRIS refund: always the full amount, always on the payment's own day. */
export type QrisRefundData = UndoData & {
  readonly paymentNumber: string
  readonly paymentReferenceNo?: string
  readonly merchantId: string
  readonly note?: string
}

type Refund = Pick<Subject<UndoState, QrisRefundData>, 'number' | 'data'>

export const qrisRefundKind = 'qris-refund'

/**
 * Drafts the refund of a paid QRIS payment. Its partnerRefundNo is the payment's number and a two-digit count, so it
 * never repeats and needs no other source than the payment itself.
 *
 * @see docs/protocol/qris.md#refund
 */
export function draftQrisRefund(input: {
  readonly payment: Subject<string, QrisData>
  /** How many undos of this payment there were before. */
  readonly earlier: number
  readonly isAutomatic: boolean
  readonly note?: string
}): Omit<Subject<UndoState, QrisRefundData>, 'id' | 'createdAt'> {
  const { id, merchant, reference, number, data, createdAt } = input.payment
  return {
    kind: qrisRefundKind,
    merchant,
    reference,
    number: `${number}${String(input.earlier + 1).padStart(2, '0')}`,
    parentId: id,
    state: 'created',
    data: {
      amount: data.amount,
      isAutomatic: input.isAutomatic,
      cutoffAt: endOfJakartaDay(data.paidAt ?? createdAt),
      sends: 0,
      misses: 0,
      asked: 0,
      paymentNumber: number,
      ...(data.referenceNo === undefined ? {} : { paymentReferenceNo: data.referenceNo }),
      merchantId: data.merchantId,
      ...(input.note === undefined ? {} : { note: input.note }),
    },
  }
}

/** @see docs/protocol/qris.md#refund */
export function buildRefund({ number, data }: Refund): SnapCall {
  return {
    protocol: 'snap',
    operation: 'qris.refund',
    body: {
      merchantId: data.merchantId,
      originalPartnerReferenceNo: data.paymentNumber,
      ...(data.paymentReferenceNo === undefined ? {} : { originalReferenceNo: data.paymentReferenceNo }),
      partnerRefundNo: number,
      refundAmount: { ...toSnapAmount(data.amount) },
      ...(data.note === undefined ? {} : { reason: data.note }),
    },
  }
}

/**
 * Reads a refund's answer. Only OVO's clear word settles it: success needs its code or our refund number in the answer,
 * because an empty object on HTTP 200 may come from anybody on the way. A refusal of one that may have been taken before
 * settles nothing; OVO turning it away for its token, or for the moment, means that it did not happen.
 *
 * @see docs/protocol/qris.md#refund
 */
export function readRefund(result: SnapResult, { number, data }: Refund): UndoEvent {
  if (result.kind === 'no-answer') return { type: result.sent === 'no' ? 'missed' : 'unclear', reason: result.reason }
  const { body, responseCode } = result
  switch (result.class) {
    case 'succeeded': {
      const stranger = differingField(body, { number, data })
      if (stranger !== null) return { type: 'unclear', reason: `${stranger}-differs` }
      if (responseCode === null && isLeftOut(body.partnerRefundNo))
        return { type: 'unclear', reason: 'no-response-code' }
      const refundTime = asText(body.refundTime)
      return {
        type: 'succeeded',
        ovoReference: asWord(body.refundNo),
        doneAt: refundTime === null ? null : parseTimestamp(refundTime),
      }
    }
    case 'busy':
    case 'renew-token':
      return { type: 'missed', reason: responseCode ?? 'busy' }
    case 'refused':
    case 'caller-fault':
      // An earlier sending may be what stands in this one's way.
      if (data.sends > 1) return { type: 'unclear', reason: responseCode ?? 'refused-again' }
      return { type: 'refused', reason: result.class, responseCode }
    case 'in-progress':
    case 'unknown':
      return { type: 'unclear', reason: responseCode ?? 'unclear-answer' }
  }
}

/** Asks about the payment itself: QRIS has no query for refunds, but a refunded payment says `04`. */
export function buildRefundQuery({ data }: Refund): SnapCall {
  return {
    protocol: 'snap',
    operation: 'qris.query',
    body: {
      ...(data.paymentReferenceNo === undefined ? {} : { originalReferenceNo: data.paymentReferenceNo }),
      originalPartnerReferenceNo: data.paymentNumber,
      serviceCode: '47',
      merchantId: data.merchantId,
    },
  }
}

/** @see docs/protocol/qris.md#refund */
export function readRefundQuery(result: SnapResult, { data }: Refund, now: EpochMillis): UndoEvent {
  if (result.kind === 'no-answer') return { type: 'unclear', reason: result.reason }
  if (result.class !== 'succeeded') return { type: 'unclear', reason: result.responseCode ?? result.class }
  const status = asWord(result.body.latestTransactionStatus)
  if (asText(result.body.originalPartnerReferenceNo) !== data.paymentNumber) {
    return { type: 'unclear', reason: 'originalPartnerReferenceNo-differs' }
  }
  if (status === '04') return { type: 'succeeded', ovoReference: null, doneAt: null }
  if (status !== '00') return { type: 'unclear', reason: `status-${status ?? 'missing'}` }
  if (now <= data.cutoffAt) return { type: 'not-happened' }
  return now > data.cutoffAt + undoSettleMillis
    ? { type: 'never-happened' }
    : { type: 'unclear', reason: 'window-closed' }
}

function differingField(body: JsonObject, { number, data }: Refund): string | null {
  const { partnerRefundNo, originalPartnerReferenceNo, refundAmount } = body
  if (!isLeftOut(partnerRefundNo) && asText(partnerRefundNo) !== number) return 'partnerRefundNo'
  if (!isLeftOut(originalPartnerReferenceNo) && asText(originalPartnerReferenceNo) !== data.paymentNumber)
    return 'originalPartnerReferenceNo'
  return isLeftOut(refundAmount) || readSnapAmount(refundAmount) === data.amount ? null : 'refundAmount'
}
