import type { Subject } from '../lifecycle/lifecycle.ts'
import { type UndoData, type UndoEvent, type UndoState, undoSettleMillis } from '../lifecycle/undo.ts'
import type { SnapCall, SnapResult } from '../snap/call.ts'
import { type EpochMillis, parseTimestamp } from '../values/jakarta-time.ts'
import { asObject, asText, asWord, isLeftOut, type Json, type JsonObject } from '../values/json.ts'
import { type Rupiah, readSnapAmount, toSnapAmount } from '../values/rupiah.ts'

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
export function buildLinkedRefund({ number, data }: Refund): SnapCall {
  return {
    protocol: 'snap',
    operation: 'linked.refund',
    body: {
      merchantId: data.merchantId,
      originalPartnerReferenceNo: data.paymentNumber,
      ...(data.paymentReferenceNo === undefined ? {} : { originalReferenceNo: data.paymentReferenceNo }),
      partnerRefundNo: number,
      refundAmount: { ...toSnapAmount(data.amount) },
      ...(data.note === undefined ? {} : { reason: data.note }),
    },
    bearer: { link: data.link },
    customer: data.customer,
    deviceId: data.deviceId,
  }
}

/**
 * Reads a refund's answer. Success needs its code or our refund number in the answer, and nothing in it about another
 * refund. A refusal of one that may have been taken before settles nothing.
 *
 * @see docs/protocol/linkage.md#refund
 */
export function readLinkedRefund(result: SnapResult, { number, data }: Refund): UndoEvent {
  if (result.kind === 'no-answer') return { type: result.sent === 'no' ? 'missed' : 'unclear', reason: result.reason }
  const { body, responseCode } = result
  switch (result.class) {
    case 'succeeded': {
      const stranger = differingField(body, { number, data })
      if (stranger !== null) return { type: 'unclear', reason: `${stranger}-differs` }
      if (responseCode === null && isLeftOut(body.partnerRefundNo))
        return { type: 'unclear', reason: 'no-response-code' }
      return { type: 'succeeded', ovoReference: asWord(body.refundNo), doneAt: timeOf(body.refundTime) }
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

/** Asks about the payment, whose answer lists its refunds. */
export function buildLinkedRefundQuery({ data }: Refund): SnapCall {
  return {
    protocol: 'snap',
    operation: 'linked.status',
    body: {
      ...(data.paymentReferenceNo === undefined ? {} : { originalReferenceNo: data.paymentReferenceNo }),
      originalPartnerReferenceNo: data.paymentNumber,
      serviceCode: '54',
      merchantId: data.merchantId,
    },
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
      return { type: 'succeeded', ovoReference: asWord(line.refundNo), doneAt: timeOf(line.refundDate) }
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

const timeOf = (json: Json | undefined): EpochMillis | null => parseTimestamp(asText(json) ?? '')

function differingField(body: JsonObject, { number, data }: Refund): string | null {
  const { partnerRefundNo, originalPartnerReferenceNo, refundAmount } = body
  if (!isLeftOut(partnerRefundNo) && asText(partnerRefundNo) !== number) return 'partnerRefundNo'
  if (!isLeftOut(originalPartnerReferenceNo) && asText(originalPartnerReferenceNo) !== data.paymentNumber)
    return 'originalPartnerReferenceNo'
  return isLeftOut(refundAmount) || readSnapAmount(refundAmount) === data.amount ? null : 'refundAmount'
}
