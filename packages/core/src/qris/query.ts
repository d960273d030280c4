import type { Subject } from '../lifecycle/lifecycle.ts'
import type { SnapCall, SnapResult } from '../snap/call.ts'
import { type EpochMillis, parseTimestamp } from '../values/jakarta-time.ts'
import { asObject, asText, asWord, isLeftOut, type JsonObject } from '../values/json.ts'
import { readSnapAmount } from '../values/rupiah.ts'
import { expiresAt, payableUntil, type QrisData, type QrisState } from './qris-data.ts'
import type { QrisEvent } from './qris-events.ts'

type Asked = Pick<Subject<QrisState, QrisData>, 'number' | 'data' | 'state' | 'createdAt'>

/** OVO's clock and ours may differ by as much; a paid time outside belongs to another payment. */
const paidTimeToleranceMillis = 5 * 60_000
/** `07` just after generate may only mean that the query was faster than OVO's books. */
const notFoundIsFinalAfterMillis = 60_000

/** @see docs/protocol/qris.md#query */
export function buildQuery({ number, data }: Pick<Asked, 'number' | 'data'>): SnapCall {
  return {
    protocol: 'snap',
    operation: 'qris.query',
    body: {
      ...(data.referenceNo === undefined ? {} : { originalReferenceNo: data.referenceNo }),
      originalPartnerReferenceNo: number,
      serviceCode: '47',
      merchantId: data.merchantId,
    },
  }
}

/**
 * Reads OVO's word on a payment (G4). Paid needs status `00`, our own reference in the answer, and every identity that
 * OVO returns equal to ours; anything else that claims to be paid is `mismatched`. What is not a clear answer leaves
 * the payment as it is, until the QR's life is over.
 *
 * @see docs/protocol/qris.md#query
 */
export function readQuery(result: SnapResult, asked: Asked, now: EpochMillis): QrisEvent {
  const verdict = judge(result, asked, now)
  const isOpen = verdict.type === 'pending' || verdict.type === 'inconclusive'
  const isPaying = verdict.type === 'pending' && verdict.status === '02'
  // Somebody who has begun to pay may finish: OVO says so (02), and the QR keeps the order's only slot meanwhile.
  // And one question that finds OVO silent is asked again before the shop is told that nobody paid.
  const graceMillis = isPaying ? 120_000 : verdict.type === 'inconclusive' ? 20_000 : 0
  if (isOpen && asked.state === 'awaiting-scan' && now >= payableUntil(asked.data) + graceMillis) {
    return { type: 'lapsed', status: verdict.type === 'pending' ? verdict.status : verdict.reason }
  }
  return verdict
}

function judge(result: SnapResult, asked: Asked, now: EpochMillis): QrisEvent {
  if (result.kind === 'no-answer') return { type: 'inconclusive', reason: result.reason }
  const { body, responseCode } = result
  if (result.class === 'refused' && responseCode?.slice(0, 3) === '404' && responseCode.endsWith('01')) {
    return readStatus('07', asked, now)
  }
  if (result.class !== 'succeeded') return { type: 'inconclusive', reason: responseCode ?? result.class }
  const status = asWord(body.latestTransactionStatus)
  if (status === null) return { type: 'inconclusive', reason: 'no-status' }
  if (status !== '00') {
    const stranger = differingIdentity(body, asked)
    return stranger === null ? readStatus(status, asked, now) : { type: 'inconclusive', reason: `${stranger}-differs` }
  }
  const field =
    asText(body.originalPartnerReferenceNo) === null ? 'originalPartnerReferenceNo' : differingIdentity(body, asked)
  if (field !== null) return { type: 'mismatched', field }
  const paidAt = readPaidTime(body, asked, now)
  if (paidAt === null) return { type: 'mismatched', field: 'paidTime' }
  return { type: 'paid', paidAt, referenceNo: asWord(body.originalReferenceNo) }
}

/** @see docs/protocol/qris.md#status Final: 00, 04, 05, 06; 07 only after the QR's lifetime. An unknown code is pending. */
function readStatus(status: string, { state, data }: Asked, now: EpochMillis): QrisEvent {
  const isOver = now >= expiresAt(data)
  switch (status) {
    case '04':
      return { type: state === 'awaiting-scan' ? 'declined' : 'closed', status }
    case '05':
    case '06':
      if (state === 'awaiting-scan') return { type: isOver ? 'lapsed' : 'declined', status }
      return { type: 'closed', status }
    case '07':
      if (now < payableUntil(data) + notFoundIsFinalAfterMillis || state === 'awaiting-scan')
        return { type: 'pending', status }
      return { type: 'closed', status }
    default:
      return { type: 'pending', status }
  }
}

/**
 * The first identity in the answer that is not ours, or `null`. What OVO leaves out is not held against it; what is there
 * and is no text (an object, `true`) is not ours.
 */
function differingIdentity(body: JsonObject, { number, data }: Asked): string | null {
  const expected: Readonly<Record<string, string | undefined>> = {
    originalPartnerReferenceNo: number,
    originalReferenceNo: data.referenceNo,
    terminalId: data.terminalId,
    merchantId: data.merchantId,
  }
  for (const [field, ours] of Object.entries(expected)) {
    const theirs = body[field]
    if (ours !== undefined && !isLeftOut(theirs) && asText(theirs) !== ours) return field
  }
  if (body.amount === undefined || body.amount === null) return null
  return readSnapAmount(asObject(body.amount) ?? body.amount) === data.amount ? null : 'amount'
}

function readPaidTime(body: JsonObject, { createdAt }: Asked, now: EpochMillis): EpochMillis | null {
  if (isLeftOut(body.paidTime)) return now
  const paidAt = parseTimestamp(asText(body.paidTime) ?? '')
  const isPlausible = paidAt !== null && Math.max(createdAt - paidAt, paidAt - now) <= paidTimeToleranceMillis
  return isPlausible ? paidAt : null
}
