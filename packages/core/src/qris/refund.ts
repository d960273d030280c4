import type { Subject } from '../lifecycle/lifecycle.ts'
import { type UndoData, type UndoEvent, type UndoState, undoSettleMillis } from '../lifecycle/undo.ts'
import type { SnapCall, SnapResult } from '../snap/call.ts'
import { refundBody, refundedPaymentBody } from '../snap/refund.ts'
import { type EpochMillis, endOfJakartaDay } from '../values/jakarta-time.ts'
import { asText, asWord } from '../values/json.ts'
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
export function buildRefund(refund: Refund): SnapCall {
  return {
    protocol: 'snap',
    operation: 'qris.refund',
    body: refundBody(refund),
  }
}

/** Asks about the payment itself: QRIS has no query for refunds, but a refunded payment says `04`. */
export function buildRefundQuery(refund: Refund): SnapCall {
  return {
    protocol: 'snap',
    operation: 'qris.query',
    body: refundedPaymentBody(refund, '47'),
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
