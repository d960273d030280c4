import type { Subject } from '../lifecycle/lifecycle.ts'
import { type UndoData, type UndoEvent, type UndoState, undoSettleMillis } from '../lifecycle/undo.ts'
import type { SnapCall, SnapResult } from '../snap/call.ts'
import { refundBody, refundedPaymentBody, refundTimeOf } from '../snap/refund.ts'
import type { EpochMillis } from '../values/jakarta-time.ts'
import { asObject, asText, asWord, isLeftOut, type Json, type JsonObject } from '../values/json.ts'
import { type Rupiah, readSnapAmount } from '../values/rupiah.ts'

/** A refund of a linked payment, of all of it or a part. */
export type LinkedRefundData = UndoData & {
  /** The shop's own name for it. */
  readonly key: string
  readonly paymentNumber: string
  readonly paymentAmount: Rupiah
  readonly paymentReferenceNo?: string
  readonly merchantId: string
  readonly customer: string
  readonly link: string
  readonly deviceId: string
  readonly note?: string
}

type Refund = Pick<Subject<UndoState, LinkedRefundData>, 'number' | 'data'>

/** @see docs/protocol/linkage.md#refund */
export function buildLinkedRefund(refund: Refund): SnapCall {
  const { data } = refund
  return {
    protocol: 'snap',
    operation: 'linked.refund',
    body: refundBody(refund),
    bearer: { link: data.link },
    customer: data.customer,
    deviceId: data.deviceId,
  }
}

/** Asks about the payment, whose answer lists its refunds. */
export function buildLinkedRefundQuery(refund: Refund): SnapCall {
  const { data } = refund
  return {
    protocol: 'snap',
    operation: 'linked.status',
    body: refundedPaymentBody(refund, '54'),
    bearer: { link: data.link },
    customer: data.customer,
    deviceId: data.deviceId,
  }
}

/**
 * Reads what became of a refund from `refundHistory`. Our number with `00` is done, with `06` has failed, with anything
 * else is not decided. A number that is not there did not happen as far as OVO knows.
 *
 * @see docs/protocol/linkage.md#refund
 */
export function readLinkedRefundQuery(result: SnapResult, { number, data }: Refund, now: EpochMillis): UndoEvent {
  if (result.kind === 'no-answer') return { type: 'unclear', reason: result.reason }
  if (result.class !== 'succeeded') return { type: 'unclear', reason: result.responseCode ?? result.class }
  const { body } = result
  if (asText(body.originalPartnerReferenceNo) !== data.paymentNumber) {
    return { type: 'unclear', reason: 'originalPartnerReferenceNo-differs' }
  }
  const line = historyOf(body).find((one) => asText(one.partnerRefundNo) === number)
  if (line !== undefined) return readLine(line, data)
  const status = asWord(body.latestTransactionStatus)
  const isWhole = data.amount === data.paymentAmount
  if (status === '04' && isLeftOut(body.refundHistory) && isWhole) {
    return { type: 'succeeded', ovoReference: null, doneAt: null }
  }
  // A payment that was given back in part may say either; without a history neither answers for a part.
  const speaks = status === '00' || (status === '04' && Array.isArray(body.refundHistory))
  if (!speaks) return { type: 'unclear', reason: `status-${status ?? 'missing'}` }
  if (now <= data.cutoffAt) return { type: 'not-happened' }
  return now > data.cutoffAt + undoSettleMillis
    ? { type: 'never-happened' }
    : { type: 'unclear', reason: 'window-closed' }
}

function readLine(line: JsonObject, data: LinkedRefundData): UndoEvent {
  if (!isLeftOut(line.refundAmount) && readSnapAmount(line.refundAmount) !== data.amount) {
    return { type: 'unclear', reason: 'refundAmount-differs' }
  }
  switch (asWord(line.refundStatus)) {
    case '00':
      return { type: 'succeeded', ovoReference: asWord(line.refundNo), doneAt: refundTimeOf(line.refundDate) }
    case '06':
      return { type: 'never-happened' }
    default:
      return { type: 'unclear', reason: `refund-status-${asWord(line.refundStatus) ?? 'missing'}` }
  }
}

function historyOf({ refundHistory }: JsonObject): readonly JsonObject[] {
  if (!Array.isArray(refundHistory)) return []
  return (refundHistory as readonly Json[]).map(asObject).filter((one) => one !== null)
}
