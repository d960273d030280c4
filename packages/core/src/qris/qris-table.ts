import type { TransitionTable } from '../lifecycle/transition.ts'
import type { QrisState } from './qris-data.ts'
import type { QrisEvent } from './qris-events.ts'

/**
 * The life of a QRIS payment.
 *
 * `expired` and `failed` are resting places, not ends: money that arrives there all the same leads to `paid`, and from
 * there, when the shop has given up, back to the customer. Only `refunded` has no exit.
 *
 * @see docs/protocol/qris.md#lifecycle
 */
export const qrisTable: TransitionTable<QrisState, QrisEvent['type']> = {
  created: {
    shown: 'awaiting-scan',
    refused: 'failed',
    lost: 'failed',
    unsent: 'failed',
    'payload-wrong': 'failed',
    abandoned: 'created',
    superseded: 'created',
  },
  'awaiting-scan': {
    watched: 'awaiting-scan',
    hinted: 'awaiting-scan',
    pending: 'awaiting-scan',
    inconclusive: 'awaiting-scan',
    abandoned: 'awaiting-scan',
    resumed: 'awaiting-scan',
    superseded: 'awaiting-scan',
    paid: 'paid',
    declined: 'failed',
    lapsed: 'expired',
    mismatched: 'unknown',
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
  unknown: {
    hinted: 'unknown',
    pending: 'unknown',
    inconclusive: 'unknown',
    abandoned: 'unknown',
    superseded: 'unknown',
    mismatched: 'unknown',
    overdue: 'unknown',
    paid: 'paid',
    closed: 'failed',
    accepted: 'paid',
    'written-off': 'failed',
  },
  paid: { refunded: 'refunded' },
  refunded: {},
}
