import type { TransitionTable } from '../lifecycle/transition.ts'
import type { EpochMillis } from '../values/jakarta-time.ts'
import type { TopUpReason } from './response-codes.ts'
import type { TopUpState } from './top-up-data.ts'

export type TopUpEvent =
  /** The customer has seen whom it reaches and what it costs, and the shop has what pays for it. */
  | { readonly type: 'confirmed'; readonly funding: string }
  /** Nobody confirmed it in its time. */
  | { readonly type: 'lapsed' }
  | { readonly type: 'sending' }
  /** It provably did not leave, or OVO asked for patience: it may be sent again. */
  | { readonly type: 'missed'; readonly reason: string }
  /** It could not be sent in its time. */
  | { readonly type: 'gave-up' }
  | { readonly type: 'succeeded'; readonly referenceNo: string | null }
  | { readonly type: 'refused'; readonly reason: TopUpReason; readonly responseCode: string | null }
  /** No clear answer: it may have happened. */
  | { readonly type: 'unclear'; readonly reason: string }
  /** The status says that it failed. */
  | { readonly type: 'denied'; readonly reason: string }
  /** OVO still does not know it, long after it could have arrived. */
  | { readonly type: 'never-happened' }
  | { readonly type: 'raised' }
  /** Somebody waits for the outcome until then: ask often. */
  | { readonly type: 'watched'; readonly until: EpochMillis }
  /** Somebody wants it asked about now. */
  | { readonly type: 'hinted' }

/**
 * The life of a top-up. Its sending is written down before it leaves, and from `sent` nothing leads back to it but the
 * proof that it never left: what is unknown is asked about, never sent again.
 *
 * @see docs/protocol/top-up.md#lifecycle
 */
export const topUpTable: TransitionTable<TopUpState, TopUpEvent['type']> = {
  inquired: { confirmed: 'confirmed', lapsed: 'failed' },
  confirmed: { sending: 'sent', missed: 'confirmed', 'gave-up': 'failed' },
  sent: {
    missed: 'confirmed',
    succeeded: 'succeeded',
    refused: 'failed',
    unclear: 'unknown',
    denied: 'failed',
    'never-happened': 'failed',
  },
  unknown: {
    succeeded: 'succeeded',
    // Its own answer, of a process that was thought dead.
    refused: 'failed',
    unclear: 'unknown',
    denied: 'failed',
    'never-happened': 'failed',
    raised: 'unknown',
    watched: 'unknown',
    hinted: 'unknown',
  },
  succeeded: {},
  failed: {},
}
