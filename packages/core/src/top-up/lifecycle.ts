import type { Around, Change, Consequence, Lifecycle } from '../lifecycle/lifecycle.ts'
import type { SnapCall, SnapResult } from '../snap/call.ts'
import { nextTopUpStep, type TopUpAction } from './schedule.ts'
import { buildStatus, readStatus } from './status.ts'
import { fundingKey, type TopUpData, type TopUpState, type TopUpSubject, topUpKind } from './top-up-data.ts'
import { type TopUpEvent, topUpTable } from './top-up-events.ts'
import { buildTransfer, readTransfer } from './transfer.ts'

/** @see docs/protocol/top-up.md#lifecycle */
export const topUpLifecycle: Lifecycle<TopUpState, TopUpData, TopUpEvent, TopUpAction, SnapCall, SnapResult> = {
  kind: topUpKind,
  initial: 'inquired',
  terminal: ['succeeded', 'failed'],
  table: topUpTable,
  quiet: ['watched', 'hinted'],
  reduce,
  nextStep: nextTopUpStep,
  operations: {
    lapse: { event: () => ({ type: 'lapsed' }) },
    send: { intent: { type: 'sending' }, build: buildTransfer, read: readTransfer },
    'give-up': { event: () => ({ type: 'gave-up' }) },
    ask: { build: buildStatus, read: readStatus },
    raise: { event: () => ({ type: 'raised' }) },
  },
  exclusive,
  looksAround: () => false,
  consequences,
}

/** What pays for a top-up pays for that one only, unless it is known to have moved no money. */
function exclusive({ merchant, state, data }: TopUpSubject): string | null {
  return state === 'failed' || data.funding === undefined ? null : fundingKey({ merchant, funding: data.funding })
}

function reduce({ data }: TopUpSubject, event: TopUpEvent, { now }: Around): TopUpData {
  switch (event.type) {
    case 'confirmed':
      return { ...data, funding: event.funding, confirmedAt: now }
    case 'lapsed':
      return { ...data, reason: 'inquiry-expired' }
    case 'sending':
      return { ...data, sentAt: now }
    case 'missed':
      return { ...data, misses: data.misses + 1, missedAt: now, reason: event.reason }
    case 'gave-up':
      return { ...data, reason: 'not-sent' }
    case 'succeeded': {
      const { reason: _, ...rest } = data
      return { ...rest, doneAt: now, ...(event.referenceNo === null ? {} : { ovoReference: event.referenceNo }) }
    }
    case 'refused': {
      const { reason, responseCode } = event
      return { ...data, reason, ...(responseCode === null ? {} : { responseCode }) }
    }
    case 'unclear':
      return { ...data, asked: data.asked + 1, askedAt: now, reason: event.reason }
    case 'denied':
      return { ...data, asked: data.asked + 1, askedAt: now, reason: event.reason }
    case 'never-happened':
      return { ...data, asked: data.asked + 1, askedAt: now, reason: event.type }
    case 'raised':
      return { ...data, isRaised: true }
    case 'watched':
      return { ...data, watchedUntil: event.until }
    case 'hinted':
      return { ...data, hintedAt: now }
  }
}

function consequences({ after, event }: Change<TopUpState, TopUpData, TopUpEvent>): readonly Consequence[] {
  if (event.type === 'lapsed') return []
  if (event.type === 'raised') {
    return [attention('top-up-unknown', 'OVO has not said for five minutes whether it happened; it is still asked')]
  }
  if (after.state === 'succeeded') return [{ kind: 'notify', type: 'topped-up' }]
  if (after.state !== 'failed') return []
  const failed: Consequence = { kind: 'notify', type: 'top-up-failed' }
  if (after.data.reason !== 'deposit-too-low') return [failed]
  return [failed, attention('deposit-too-low', 'OVO refuses top-ups because the deposit is used up: pay into it')]
}

const attention = (reason: string, message: string): Consequence => ({
  kind: 'notify',
  type: 'top-up-attention',
  details: { reason, message },
})
