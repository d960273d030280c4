import type { EpochMillis } from '../values/jakarta-time.ts'

/** Everything that can happen to a QRIS payment. `pending` and `inconclusive` are answers too: they change when to ask. */
export type QrisEvent =
  | { readonly type: 'shown'; readonly referenceNo: string | null; readonly qrContent: string }
  /** OVO refused to make a QR. */
  | { readonly type: 'refused'; readonly reason: string; readonly responseCode: string | null }
  /** Generate may have arrived, its answer did not. The QR was never shown to anyone. */
  | { readonly type: 'lost'; readonly reason: string }
  /** Generate provably never left. */
  | { readonly type: 'unsent'; readonly reason: string }
  /** OVO's payload is not the QR that was asked for. */
  | { readonly type: 'payload-wrong'; readonly problem: string }
  | { readonly type: 'watched'; readonly until: EpochMillis }
  | { readonly type: 'hinted' }
  | { readonly type: 'abandoned' }
  | { readonly type: 'resumed' }
  | { readonly type: 'superseded'; readonly by: string }
  | { readonly type: 'pending'; readonly status: string }
  | { readonly type: 'inconclusive'; readonly reason: string }
  | { readonly type: 'paid'; readonly paidAt: EpochMillis; readonly referenceNo: string | null }
  | { readonly type: 'declined'; readonly status: string }
  /** The QR's life is over and OVO does not say that it was paid. */
  | { readonly type: 'lapsed'; readonly status: string }
  /** OVO's final word on an expired QR: not paid. */
  | { readonly type: 'closed'; readonly status: string }
  /** Not final a whole day later. */
  | { readonly type: 'overdue' }
  /** OVO says paid, but about something else than what was asked for. */
  | { readonly type: 'mismatched'; readonly field: string }
  /** A person has looked at an answer that did not fit, and takes the money as this payment's. */
  | { readonly type: 'accepted' }
  /** A person has looked, and it is not this payment's money. */
  | { readonly type: 'written-off' }
  | { readonly type: 'refunded' }
