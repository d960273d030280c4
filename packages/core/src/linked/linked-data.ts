import type { Subject } from '../lifecycle/lifecycle.ts'
import type { EpochMillis } from '../values/jakarta-time.ts'
import type { Rupiah } from '../values/rupiah.ts'

export type LinkedState = 'created' | 'awaiting-pin' | 'paid' | 'refunded' | 'failed' | 'expired' | 'unknown'

/** Everything a linked payment remembers besides its state. Plain JSON: it is stored as it is. */
export type LinkedData = {
  readonly amount: Rupiah
  readonly merchantId: string
  /** The shop's own name for the customer who pays, and the record of their link. */
  readonly customer: string
  readonly link: string
  readonly deviceId: string
  /** What is used up: cash alone, or points first and cash for the rest. */
  readonly use: 'cash' | 'points-first'
  readonly latePayment: 'accept' | 'refund'
  /** Until when the customer may pay. OVO is told the same. */
  readonly validUntil: EpochMillis
  /** How many days after the payment OVO takes refunds. */
  readonly refundDays: number
  /** OVO's own number for the payment. */
  readonly referenceNo?: string
  /** The address of OVO's PIN page, which may carry a token. */
  readonly sealedPage?: string
  readonly sealedAppPage?: string
  /** Somebody waits for the outcome until then: ask often. */
  readonly watchedUntil?: EpochMillis
  /** The customer came back, or OVO's notification came; not believed, but asked about at once. */
  readonly hint?: { readonly at: EpochMillis; readonly asked: number }
  readonly asked: number
  readonly askedAt?: EpochMillis
  readonly givenUp?: 'cancelled' | 'superseded'
  readonly paidAt?: EpochMillis
  readonly isLate?: boolean
  readonly isOrphan?: boolean
  readonly isClosed?: boolean
  /** The first identity in a paid answer that was not ours: only a person or OVO's final word ends it. */
  readonly mismatch?: string
  /** What has gone back so far. */
  readonly refunded?: number
  readonly reason?: string
  readonly responseCode?: string
}

export type LinkedSubject = Subject<LinkedState, LinkedData>

export const linkedLimits = {
  minAmount: 1,
  /** @see docs/protocol/linkage.md#payment no public source; ours */
  lifetimeMillis: 600_000,
  /** @see docs/protocol/linkage.md#refund OVO payment API guide: D+60 in default. */
  refundDays: 60,
} as const
