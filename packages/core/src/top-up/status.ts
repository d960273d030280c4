import type { SnapCall, SnapResult } from '../snap/call.ts'
import type { EpochMillis } from '../values/jakarta-time.ts'
import { asText, asWord, isLeftOut } from '../values/json.ts'
import { readSnapAmount } from '../values/rupiah.ts'
import type { TopUpSubject } from './top-up-data.ts'
import type { TopUpEvent } from './top-up-events.ts'

/** How long after its sending a transfer that OVO does not know is believed to have never happened. */
export const neverHappenedAfterMillis: number = 60 * 60_000

/** @see docs/protocol/top-up.md#status */
export function buildStatus({ number, data }: Pick<TopUpSubject, 'number' | 'data'>): SnapCall {
  return {
    protocol: 'snap',
    operation: 'top-up.status',
    body: {
      originalPartnerReferenceNo: number,
      ...(data.ovoReference === undefined ? {} : { originalReferenceNo: data.ovoReference }),
      serviceCode: '38',
    },
  }
}

/**
 * Reads OVO's word on a transfer. It settles something only about our own number and amount; "not found" only long
 * after the transfer could have arrived.
 *
 * @see docs/protocol/top-up.md#status
 */
export function readStatus(result: SnapResult, { number, data }: TopUpSubject, now: EpochMillis): TopUpEvent {
  const unclear = (reason: string): TopUpEvent => ({ type: 'unclear', reason })
  if (result.kind === 'no-answer') return unclear(result.reason)
  const { body, responseCode } = result
  const isLost = now >= (data.sentAt ?? now) + neverHappenedAfterMillis
  const notFound = (): TopUpEvent => (isLost ? { type: 'never-happened' } : unclear('not-found'))
  if (result.class === 'refused' && responseCode?.slice(0, 3) === '404' && responseCode.endsWith('01')) {
    return notFound()
  }
  if (result.class !== 'succeeded') return unclear(responseCode ?? result.class)
  if (asText(body.originalPartnerReferenceNo) !== number) return unclear('originalPartnerReferenceNo-differs')
  if (!isLeftOut(body.amount) && readSnapAmount(body.amount) !== data.amount) return unclear('amount-differs')
  const status = asWord(body.latestTransactionStatus)
  switch (status) {
    case '00':
      return { type: 'succeeded', referenceNo: asWord(body.originalReferenceNo) }
    case '04':
    case '05':
    case '06':
      return { type: 'denied', reason: `status-${status}` }
    case '07':
      return notFound()
    default:
      return unclear(`status-${status ?? 'missing'}`)
  }
}
