import type { TransitionTable } from '../lifecycle/transition.ts'
import type { PushState } from './push-data.ts'
import type { PushEvent } from './push-events.ts'

/**
 * The life of a push.
 *
 * What is not answered by 65 s leads to `reversing`, and from there only to `reversed`: a paid answer that comes after the
 * reversal began is recorded and changes nothing. `reversed` is looked at again for a while, because a push that was slow
 * on the way may reach OVO after its own reversal; if it was paid then, it is reversed again.
 *
 * @see docs/protocol/push-to-pay.md#lifecycle
 */
export const pushTable: TransitionTable<PushState, PushEvent['type']> = {
  created: { pushing: 'pushed', unsent: 'failed', abandoned: 'failed', superseded: 'failed' },
  pushed: {
    paid: 'paid',
    declined: 'declined',
    refused: 'failed',
    unsent: 'failed',
    unanswered: 'unknown',
    used: 'unknown',
    mismatched: 'unknown',
    asking: 'pushed',
    asked: 'unknown',
    inconclusive: 'unknown',
    reversing: 'reversing',
    unacknowledged: 'reversing',
    abandoned: 'pushed',
    resumed: 'pushed',
    superseded: 'pushed',
  },
  unknown: {
    paid: 'paid',
    declined: 'declined',
    refused: 'failed',
    unanswered: 'unknown',
    used: 'unknown',
    mismatched: 'unknown',
    asking: 'unknown',
    asked: 'unknown',
    inconclusive: 'unknown',
    hinted: 'unknown',
    closed: 'failed',
    'used-paid': 'unknown',
    overdue: 'unknown',
    accepted: 'paid',
    'written-off': 'failed',
    reversing: 'reversing',
    unacknowledged: 'reversing',
    abandoned: 'unknown',
    resumed: 'unknown',
    superseded: 'unknown',
  },
  reversing: {
    reversing: 'reversing',
    acknowledged: 'reversing',
    unacknowledged: 'reversing',
    asking: 'reversing',
    asked: 'reversing',
    inconclusive: 'reversing',
    paid: 'reversing',
    raised: 'reversing',
    overdue: 'reversing',
    abandoned: 'reversing',
    superseded: 'reversing',
    confirmed: 'reversed',
    'written-off': 'reversed',
  },
  paid: { refunded: 'refunded' },
  refunded: {},
  declined: {},
  failed: {},
  reversed: {
    asking: 'reversed',
    asked: 'reversed',
    inconclusive: 'reversed',
    hinted: 'reversed',
    paid: 'reversed',
    overdue: 'reversed',
    reopened: 'reversing',
  },
}
