import type { EpochMillis } from '../values/jakarta-time.ts'

/** Everything that can happen to a linked payment. */
export type LinkedEvent =
  /** OVO took the call and asks for the PIN on its own page. */
  | {
      readonly type: 'pin-asked'
      readonly sealedPage: string
      readonly sealedAppPage: string | null
      readonly referenceNo: string | null
    }
  /** OVO took the call and asks for nothing: only the status says what became of it. */
  | { readonly type: 'taken'; readonly referenceNo: string | null }
  | { readonly type: 'refused'; readonly reason: string; readonly responseCode: string | null }
  /** The call may have arrived, its answer did not. */
  | { readonly type: 'lost'; readonly reason: string }
  | { readonly type: 'unsent'; readonly reason: string }
  | { readonly type: 'watched'; readonly until: EpochMillis }
  | { readonly type: 'hinted' }
  | { readonly type: 'abandoned' }
  | { readonly type: 'resumed' }
  | { readonly type: 'superseded'; readonly by: string }
  | { readonly type: 'pending'; readonly status: string }
  | { readonly type: 'inconclusive'; readonly reason: string }
  | { readonly type: 'paid'; readonly paidAt: EpochMillis; readonly referenceNo: string | null }
  | { readonly type: 'declined'; readonly status: string }
  /** The customer's time is over and OVO does not say that it was paid. */
  | { readonly type: 'lapsed'; readonly status: string }
  /** OVO's final word afterwards: not paid. */
  | { readonly type: 'closed'; readonly status: string }
  | { readonly type: 'overdue' }
  | { readonly type: 'mismatched'; readonly field: string }
  | { readonly type: 'accepted' }
  | { readonly type: 'written-off' }
  /** The shop gives a part, or all, back. `key` is the shop's own name for that: the same key is the same refund. */
  | { readonly type: 'refund-asked'; readonly amount: number; readonly key: string; readonly note?: string }
  /** A refund worked, and there is more that could go back. */
  | { readonly type: 'partly-refunded'; readonly refunded: number }
  /** All of it went back. */
  | { readonly type: 'refunded' }
