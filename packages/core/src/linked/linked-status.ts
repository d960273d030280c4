import type { SnapCall, SnapResult } from '../snap/call.ts'
import { type EpochMillis, parseTimestamp } from '../values/jakarta-time.ts'
import { asText, asWord, isLeftOut, type JsonObject } from '../values/json.ts'
import { readSnapAmount } from '../values/rupiah.ts'
import type { LinkedSubject } from './linked-data.ts'
import type { LinkedEvent } from './linked-events.ts'

type Asked = Pick<LinkedSubject, 'number' | 'data' | 'state' | 'createdAt'>

/** OVO's clock and ours may differ by as much; a paid time outside belongs to another payment. */
const paidTimeToleranceMillis = 5 * 60_000
/** `07` at the end may only mean that the question was faster than OVO's books. */
const notFoundIsFinalAfterMillis = 60_000

/** @see docs/protocol/linkage.md#payment-status */
export function buildLinkedStatus({ number, data }: Pick<LinkedSubject, 'number' | 'data'>): SnapCall {
  return {
    protocol: 'snap',
    operation: 'linked.status',
    body: {
      ...(data.referenceNo === undefined ? {} : { originalReferenceNo: data.referenceNo }),
      originalPartnerReferenceNo: number,
      serviceCode: '54',
      merchantId: data.merchantId,
    },
    bearer: { link: data.link },
    customer: data.customer,
    deviceId: data.deviceId,
  }
}

/**
 * Reads OVO's word on a payment (G4). Paid needs status `00`, our own reference in the answer, and every identity that
 * OVO returns equal to ours; anything else that claims to be paid is `mismatched`.
 *
 * @see docs/protocol/linkage.md#payment-status
 */
export function readLinkedStatus(result: SnapResult, asked: Asked, now: EpochMillis): LinkedEvent {
  const verdict = judge(result, asked, now)
  const isOpen = verdict.type === 'pending' || verdict.type === 'inconclusive'
  const isWaiting = asked.state === 'awaiting-pin' || (asked.state === 'unknown' && asked.data.mismatch === undefined)
  const isPaying = verdict.type === 'pending' && verdict.status === '02'
  // Somebody who has begun to pay may finish, and one question that finds OVO silent is asked again before the shop is
  // told that nobody paid. A payment whose answer never came is only let go on OVO's own word.
  const grace = isPaying ? 120_000 : verdict.type === 'inconclusive' ? 20_000 : 0
  const mayLapse = verdict.type === 'pending' || asked.state === 'awaiting-pin'
  if (isOpen && isWaiting && mayLapse && now >= asked.data.validUntil + grace) {
    return { type: 'lapsed', status: verdict.type === 'pending' ? verdict.status : verdict.reason }
  }
  return verdict
}

function judge(result: SnapResult, asked: Asked, now: EpochMillis): LinkedEvent {
  if (result.kind === 'no-answer') return { type: 'inconclusive', reason: result.reason }
  const { body, responseCode } = result
  if (result.class === 'refused' && responseCode?.slice(0, 3) === '404' && responseCode.endsWith('01')) {
    return readStatus('07', asked, now)
  }
  if (result.class !== 'succeeded') return { type: 'inconclusive', reason: responseCode ?? result.class }
  const status = asWord(body.latestTransactionStatus)
  if (status === null) return { type: 'inconclusive', reason: 'no-status' }
  const stranger = differingIdentity(body, asked)
  if (status !== '00') {
    return stranger === null ? readStatus(status, asked, now) : { type: 'inconclusive', reason: `${stranger}-differs` }
  }
  const field = asText(body.originalPartnerReferenceNo) === null ? 'originalPartnerReferenceNo' : stranger
  if (field !== null) return { type: 'mismatched', field }
  const paidAt = readPaidTime(body, asked, now)
  if (paidAt === null) return { type: 'mismatched', field: 'paidTime' }
  return { type: 'paid', paidAt, referenceNo: asWord(body.originalReferenceNo) }
}

function readStatus(status: string, { state, data }: Asked, now: EpochMillis): LinkedEvent {
  const isWaiting = state === 'awaiting-pin' || state === 'unknown'
  switch (status) {
    case '04':
    case '05':
    case '06':
      return { type: isWaiting ? 'declined' : 'closed', status }
    case '07':
      if (now < data.validUntil + notFoundIsFinalAfterMillis) return { type: 'pending', status }
      return { type: isWaiting ? 'declined' : 'closed', status }
    default:
      return { type: 'pending', status }
  }
}

/** The first identity in the answer that is not ours, or `null`. What OVO leaves out is not held against it. */
function differingIdentity(body: JsonObject, { number, data }: Asked): string | null {
  const expected: Readonly<Record<string, string | undefined>> = {
    originalPartnerReferenceNo: number,
    originalReferenceNo: data.referenceNo,
    merchantId: data.merchantId,
  }
  for (const [field, ours] of Object.entries(expected)) {
    const theirs = body[field]
    if (ours !== undefined && !isLeftOut(theirs) && asText(theirs) !== ours) return field
  }
  // ASPI names it transAmount here and amount everywhere else.
  for (const field of ['transAmount', 'amount']) {
    if (!isLeftOut(body[field]) && readSnapAmount(body[field]) !== data.amount) return field
  }
  return null
}

function readPaidTime(body: JsonObject, { createdAt }: Asked, now: EpochMillis): EpochMillis | null {
  if (isLeftOut(body.paidTime)) return now
  const paidAt = parseTimestamp(asText(body.paidTime) ?? '')
  const isPlausible = paidAt !== null && Math.max(createdAt - paidAt, paidAt - now) <= paidTimeToleranceMillis
  return isPlausible ? paidAt : null
}
