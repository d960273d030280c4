import { hintedAsk, onlyHinted } from '../lifecycle/hint.ts'
import type { Step } from '../lifecycle/lifecycle.ts'
import type { EpochMillis } from '../values/jakarta-time.ts'
import type { LinkedData, LinkedSubject } from './linked-data.ts'

export type LinkedAction = 'give-up' | 'ask' | 'raise'

const second = 1_000
const minute = 60 * second
const day = 24 * 60 * minute

/** A payment call that has no stored answer by then belongs to a process that died. */
export const payGraceMillis: number = 30 * second
const watchedIntervalMillis = 5 * second
const askDelays = [2 * second, 5 * second, 15 * second, 30 * second, minute, 2 * minute]
const lateDelays = [15 * second, 30 * second, minute, 2 * minute, 5 * minute, 15 * minute, 30 * minute, 60 * minute]

/**
 * Says when to do what next about a linked payment. Pure: the same record and time give the same answer.
 *
 * A payment whose customer types a PIN is asked about at growing distances until the time is over, every 5 s while
 * somebody watches, and at once after a hint. One without an answer is asked about from the start.
 *
 * @see docs/protocol/linkage.md#payment-status
 */
export function nextLinkedStep(
  { state, data, createdAt }: Pick<LinkedSubject, 'state' | 'data' | 'createdAt'>,
  now: EpochMillis,
): Step<LinkedAction> | null {
  switch (state) {
    case 'created':
      return { at: createdAt + payGraceMillis, action: 'give-up' }
    case 'awaiting-pin':
      return { at: Math.min(hintedAsk(data), liveAsk(data, createdAt, now)), action: 'ask' }
    case 'unknown':
      if (data.isClosed === true) return onlyHinted(data)
      return now < data.validUntil && data.mismatch === undefined
        ? { at: Math.min(hintedAsk(data), liveAsk(data, createdAt, now)), action: 'ask' }
        : lateAsk(data)
    case 'expired':
      return data.isClosed === true ? onlyHinted(data) : lateAsk(data)
    case 'failed':
      return onlyHinted(data)
    case 'paid':
    case 'refunded':
      return null
  }
}

function liveAsk(data: LinkedData, createdAt: EpochMillis, now: EpochMillis): EpochMillis {
  const last = data.askedAt ?? createdAt
  const end = data.validUntil + second
  // Past the end and still open: the last answer was unclear, or OVO says that somebody is paying right now.
  if (last >= end) return last + watchedIntervalMillis
  const isWatched = (data.watchedUntil ?? 0) > Math.max(now, last)
  const delay = askDelays[Math.min(data.asked, askDelays.length - 1)] as number
  return Math.min(last + (isWatched ? watchedIntervalMillis : delay), end)
}

function lateAsk(data: LinkedData): Step<LinkedAction> {
  const last = Math.max(data.askedAt ?? 0, 0)
  const age = Math.max(last - data.validUntil, 0)
  // The delay grows with the payment's own age, so it needs no counter and survives a restart.
  const delay = lateDelays.find((step) => age < step * 8) ?? 60 * minute
  const ask = Math.min(last + delay, hintedAsk(data))
  const deadline = data.validUntil + day
  return ask >= deadline ? { at: deadline, action: 'raise' } : { at: ask, action: 'ask' }
}
