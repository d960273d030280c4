import { hintedAsk, onlyHinted } from '../lifecycle/hint.ts'
import type { Step, Subject } from '../lifecycle/lifecycle.ts'
import type { EpochMillis } from '../values/jakarta-time.ts'
import { payableUntil, type QrisData, type QrisState } from './qris-data.ts'

export type QrisAction = 'give-up' | 'ask' | 'raise'

const second = 1_000
const minute = 60 * second
const day = 24 * 60 * minute

/** A generate that has not been answered by then is taken as lost: no call of ours, token renewed and all, is longer. */
export const generateGraceMillis: number = 30 * second
/** @see docs/protocol/qris.md#query OVO dynamic QRIS FAQ: every 5 seconds while the QR lives. */
export const watchedIntervalMillis: number = 5 * second
const unwatchedCheckpoints = [20 * second, 50 * second]
const watchDelays = [15 * second, 30 * second, minute, 2 * minute, 5 * minute, 15 * minute, 30 * minute, 60 * minute]

/**
 * Says when to do what next about a QRIS payment. Pure: the same record and time give the same answer.
 *
 * While a shopper watches, every 5 s; else 20, 50 and 76 s after generate; a callback makes it due now; after expiry
 * backed off until OVO's word is final, and a person is called after a day without one.
 *
 * @see docs/protocol/qris.md#query
 */
export function nextQrisStep(
  { state, data }: Pick<Subject<QrisState, QrisData>, 'state' | 'data'>,
  now: EpochMillis,
): Step<QrisAction> | null {
  switch (state) {
    case 'created':
      return { at: data.sentAt + generateGraceMillis, action: 'give-up' }
    case 'awaiting-scan':
      return { at: Math.min(hintedAsk(data), liveAsk(data, now)), action: 'ask' }
    case 'expired':
    case 'unknown':
      return data.isClosed === true ? onlyHinted(data) : watch(data)
    case 'failed':
      return onlyHinted(data)
    case 'paid':
    case 'refunded':
      return null
  }
}

function liveAsk(data: QrisData, now: EpochMillis): EpochMillis {
  const last = data.askedAt ?? data.answeredAt ?? data.sentAt
  const end = payableUntil(data) + second
  // Past the end and still open: the last answer was unclear, or OVO says that somebody is paying right now.
  if (last >= end) return last + watchedIntervalMillis
  const isWatched = (data.watchedUntil ?? 0) > Math.max(now, last)
  const checkpoint = isWatched
    ? last + watchedIntervalMillis
    : (unwatchedCheckpoints.map((offset) => data.sentAt + offset).find((at) => at > last) ?? end)
  return Math.min(checkpoint, end)
}

function watch(data: QrisData): Step<QrisAction> {
  const last = data.askedAt ?? data.sentAt
  const age = last - data.sentAt
  // The delay grows with the payment's own age, so it needs no counter and survives a restart.
  const delay = watchDelays.find((step) => age < step * 8) ?? 60 * minute
  const ask = Math.min(last + delay, hintedAsk(data))
  const deadline = data.sentAt + day
  return ask >= deadline ? { at: deadline, action: 'raise' } : { at: ask, action: 'ask' }
}
