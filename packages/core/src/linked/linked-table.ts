import type { TransitionTable } from '../lifecycle/transition.ts'
import type { LinkedState } from './linked-data.ts'
import type { LinkedEvent } from './linked-events.ts'

/**
 * The life of a linked payment.
 *
 * A payment without an answer is `unknown`, never failed: with a token that needs no PIN it may have been paid. `expired`
 * and `failed` are resting places; money that arrives there leads to `paid`, and back when the shop has given up.
 *
 * @see docs/protocol/linkage.md#linked-payment-lifecycle
 */
export const linkedTable: TransitionTable<LinkedState, LinkedEvent['type']> = {
  created: {
    'pin-asked': 'awaiting-pin',
    taken: 'unknown',
    refused: 'failed',
    unsent: 'failed',
    lost: 'unknown',
    abandoned: 'created',
    superseded: 'created',
  },
  'awaiting-pin': {
    watched: 'awaiting-pin',
    hinted: 'awaiting-pin',
    pending: 'awaiting-pin',
    inconclusive: 'awaiting-pin',
    abandoned: 'awaiting-pin',
    resumed: 'awaiting-pin',
    superseded: 'awaiting-pin',
    paid: 'paid',
    declined: 'failed',
    lapsed: 'expired',
    mismatched: 'unknown',
  },
  unknown: {
    watched: 'unknown',
    hinted: 'unknown',
    pending: 'unknown',
    inconclusive: 'unknown',
    abandoned: 'unknown',
    resumed: 'unknown',
    superseded: 'unknown',
    mismatched: 'unknown',
    overdue: 'unknown',
    paid: 'paid',
    accepted: 'paid',
    declined: 'failed',
    closed: 'failed',
    'written-off': 'failed',
    lapsed: 'expired',
  },
  expired: {
    hinted: 'expired',
    pending: 'expired',
    inconclusive: 'expired',
    abandoned: 'expired',
    superseded: 'expired',
    closed: 'expired',
    overdue: 'expired',
    paid: 'paid',
    mismatched: 'unknown',
  },
  failed: {
    hinted: 'failed',
    pending: 'failed',
    inconclusive: 'failed',
    closed: 'failed',
    paid: 'paid',
    mismatched: 'unknown',
  },
  paid: { 'refund-asked': 'paid', 'partly-refunded': 'paid', refunded: 'refunded' },
  refunded: {},
}
