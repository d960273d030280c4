import type { EpochMillis } from '../values/jakarta-time.ts'
import type { Json } from '../values/json.ts'
import type { Rupiah } from '../values/rupiah.ts'

export type QrisState = 'created' | 'awaiting-scan' | 'paid' | 'refunded' | 'failed' | 'expired' | 'unknown'

/** What may happen to money that is found after the shop heard that it expired, when nobody else has paid the order. */
export type LatePaymentPolicy = 'accept' | 'refund'

/**
 * Everything a QRIS payment remembers besides its state. Plain JSON: it is stored as it is.
 *
 * `sentAt` is our clock just before generate left. OVO's 75 s began after that, so the shopper's countdown ends at
 * `sentAt + 75 s`, while the QR may still be payable until `answeredAt + 75 s`; only then is the reference free again.
 */
export type QrisData = {
  readonly amount: Rupiah
  readonly merchantId: string
  readonly terminalId: string
  readonly allowedSources?: Json
  readonly latePayment: LatePaymentPolicy
  readonly sentAt: EpochMillis
  readonly answeredAt?: EpochMillis
  /** OVO's own number for the payment (referenceNo; `refNo` in OVO's reports). */
  readonly referenceNo?: string
  readonly qrContent?: string
  /** Somebody is looking at the QR until then: ask often. */
  readonly watchedUntil?: EpochMillis
  /** OVO's callback said that it was paid; not believed, but asked about at once. */
  readonly hint?: { readonly at: EpochMillis; readonly asked: number }
  readonly asked: number
  readonly askedAt?: EpochMillis
  /** The shop no longer wants this money: the shopper cancelled, or another attempt was paid. */
  readonly givenUp?: 'cancelled' | 'superseded'
  readonly paidAt?: EpochMillis
  /** Paid, or found to be paid, after the shop had heard that it expired or failed. */
  readonly isLate?: boolean
  /** Paid although the shop had given up: it goes back. */
  readonly isOrphan?: boolean
  /** OVO's word on an expired QR is final; nothing more is asked unless a callback comes. */
  readonly isClosed?: boolean
  /** Why it failed, as a short machine word, and OVO's code where there is one. */
  readonly reason?: string
  readonly responseCode?: string
}

export const qrisLimits = {
  /** @see docs/protocol/qris.md#generate OVO dynamic QRIS FAQ: maximum IDR 5,000,000; no public source for a minimum. */
  minAmount: 1,
  maxAmount: 5_000_000,
  /** @see docs/protocol/qris.md#generate OVO dynamic QRIS FAQ: 75 seconds, the same for all partners. */
  lifetimeMillis: 75_000,
} as const

/** When the shopper's countdown ends. Epoch milliseconds. */
export const expiresAt = (data: QrisData): EpochMillis => data.sentAt + qrisLimits.lifetimeMillis

/** When nobody can pay the QR any more, at the latest. Epoch milliseconds. */
export const payableUntil = (data: QrisData): EpochMillis =>
  (data.answeredAt ?? data.sentAt) + qrisLimits.lifetimeMillis
