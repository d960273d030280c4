import type { Step } from '../lifecycle/lifecycle.ts'
import type { EpochMillis } from '../values/jakarta-time.ts'
import { pushToPayOperations } from './operations.ts'
import type { PushData, PushSubject } from './push-data.ts'

export type PushAction = 'give-up' | 'ask' | 'reverse' | 'raise' | 'close'

const second = 1_000
const minute = 60 * second
const day = 24 * 60 * minute

/** The clockwork of a push, in milliseconds. @see docs/protocol/push-to-pay.md#timing */
export interface PushTiming {
  /** A record that was not let go by then never is. */
  readonly letGoWithin: number
  /** How long the customer has to decide, as OVO shows it. */
  readonly customerHas: number
  /** A push whose call has not begun so soon after it was let go is never sent: its deadlines already count. */
  readonly startWithin: number
  /** OVO's session: the customer's 55 s and a buffer. No status check before that. */
  readonly statusFrom: number
  readonly reversalAt: number
  /** A reversal that is not through so long after it began is shown to a person. */
  readonly raiseAfter: number
  /** OVO tells a push's status for so long. */
  readonly statusUntil: number
}

export const pushTiming: PushTiming = {
  letGoWithin: 5 * second,
  customerHas: 55 * second,
  startWithin: second,
  statusFrom: 60 * second,
  reversalAt: 65 * second,
  raiseAfter: 5 * minute,
  statusUntil: 7 * day,
}

const statusRetry = 2 * second
/** A status check that could not be over before the reversal is not begun. */
const statusLatest = pushTiming.reversalAt - second
const reversalDelays = [2, 5, 10, 20, 30, 60, 120, 300, 900].map((seconds) => seconds * second)
const confirmDelays = [2, 5, 10, 30, 60, 300, 900].map((seconds) => seconds * second)
const heldDelays = [15, 15, 30, 60, 300, 900, 3_600].map((seconds) => seconds * second)
/** A push that reaches OVO late still gives the customer a minute; two looks, when that is over for any real delay. */
export const lookTimes: readonly number[] = [130 * second, 190 * second]
const pick = (delays: readonly number[], count: number): number =>
  delays[Math.min(Math.max(count, 0), delays.length - 1)] as number

/** When the reversal of an unanswered push begins. */
export const reversalDue = (pushedAt: EpochMillis): EpochMillis => pushedAt + pushTiming.reversalAt

/**
 * Says when to do what next about a push. Pure: the same record gives the same answer.
 *
 * An unanswered push is asked about at 60 s and reversed at 65 s, whatever came of the asking, unless that said paid.
 * After a crash of every process the asking comes first and the reversal right after it. What is reversed is looked at
 * again, in case the push was slower than its reversal.
 *
 * @see docs/protocol/push-to-pay.md#timing
 */
export function nextPushStep({
  state,
  data,
  createdAt,
}: Pick<PushSubject, 'state' | 'data' | 'createdAt'>): Step<PushAction> | null {
  const pushedAt = data.pushedAt ?? createdAt
  switch (state) {
    case 'created':
      return { at: createdAt + pushTiming.letGoWithin, action: 'give-up' }
    case 'pushed':
    case 'unknown':
      if (data.isClosed === true) return null
      return data.heldBy === undefined ? settle(data, pushedAt) : watch(data, pushedAt)
    case 'reversing':
      return data.isClosed === true ? null : reverse(data, pushedAt)
    case 'paid':
    case 'refunded':
    case 'declined':
    case 'failed':
      return null
    case 'reversed':
      return data.isClosed === true ? null : look(data, pushedAt)
  }
}

/** Ask once, again while there is time and OVO was not clear, then reverse. */
function settle({ asked, askedAt, lastWord }: PushData, pushedAt: EpochMillis): Step<PushAction> {
  const askFrom = pushedAt + pushTiming.statusFrom
  if (asked === 0) return { at: askFrom, action: 'ask' }
  const retryAt = Math.max(askFrom, (askedAt ?? askFrom) + statusRetry)
  if (lastWord === 'unclear' && retryAt <= pushedAt + statusLatest) return { at: retryAt, action: 'ask' }
  return { at: reversalDue(pushedAt), action: 'reverse' }
}

/** No rule may reverse: ask until OVO is clear, or no longer says. */
function watch({ asked, askedAt }: PushData, pushedAt: EpochMillis): Step<PushAction> {
  const at = Math.max(
    pushedAt + pushTiming.statusFrom,
    (askedAt ?? 0) + (asked === 0 ? 0 : pick(heldDelays, asked - 1)),
  )
  const end = pushedAt + pushTiming.statusUntil
  return at > end && asked > 0 ? { at: end, action: 'close' } : { at, action: 'ask' }
}

/** Reverse until OVO acknowledges, then ask until it no longer says paid. */
function reverse(data: PushData, pushedAt: EpochMillis): Step<PushAction> {
  const step = data.acknowledgedAt === undefined ? again(data, pushedAt) : confirm(data, data.acknowledgedAt)
  const end = Math.max(pushedAt + pushTiming.statusUntil, (data.reversingAt ?? 0) + pushTiming.raiseAfter)
  if (step.at > end) return { at: end, action: 'close' }
  const raiseAt = (data.reversingAt ?? pushedAt) + pushTiming.raiseAfter
  return data.isRaised !== true && raiseAt < step.at ? { at: raiseAt, action: 'raise' } : step
}

function again({ reversals, reversalSentAt, reversalEndedAt }: PushData, pushedAt: EpochMillis): Step<PushAction> {
  // Without a stored end the process died in the call, or it is still under way.
  const lost = (reversalSentAt ?? pushedAt) + pushToPayOperations.reversal.timeoutMillis
  return { at: (reversalEndedAt ?? lost) + pick(reversalDelays, reversals - 1), action: 'reverse' }
}

function confirm({ askedAt, confirmations = 0 }: PushData, acknowledgedAt: EpochMillis): Step<PushAction> {
  const last = confirmations === 0 ? acknowledgedAt : (askedAt ?? acknowledgedAt)
  return { at: last + pick(confirmDelays, confirmations), action: 'ask' }
}

/** OVO does not know it, and may only not know it yet. */
function look({ looks = 0, askedAt = 0 }: PushData, pushedAt: EpochMillis): Step<PushAction> {
  const patience = Math.min(Math.max((askedAt - pushedAt) / 8, 15 * second), 60 * minute)
  const at = Math.max(pushedAt + (lookTimes[looks] ?? 0), askedAt + Math.floor(patience))
  const end = Math.max(pushedAt + pushTiming.statusUntil, askedAt)
  return at > end ? { at: end, action: 'close' } : { at, action: 'ask' }
}
