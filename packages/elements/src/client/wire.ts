/** What a shop's routes answer, as plain JSON. Written again from `@ovokit/core`, which no page may load; a test compares. */

/** One line for a shopper, in both languages. */
export interface ShopperText {
  readonly id: string
  readonly en: string
}

export type ShopperStatus =
  | 'preparing'
  | 'scan'
  | 'confirm'
  | 'checking'
  | 'paid'
  | 'refunded'
  | 'expired'
  | 'declined'
  | 'failed'
  | 'reversed'
  | 'cancelled'

/** How a payment stands, for the page of the shopper who pays it. */
export interface ShopperView {
  readonly id: string
  readonly method: 'qris' | 'push-to-pay'
  readonly reference: string
  /** Whole rupiah. */
  readonly amount: number
  readonly status: ShopperStatus
  readonly qrContent: string | null
  readonly maskedPhone: string | null
  /** OVO's own words for this outcome, where it prescribes some. */
  readonly text: ShopperText | null
  readonly secondsLeft: number
  /** ISO 8601, on the server's clock, which `now` tells. */
  readonly expiresAt: string
  readonly now: string
  readonly canRegenerate: boolean
  readonly canCancel: boolean
  readonly isFinal: boolean
}

/** Why a shop's routes refuse. */
export type ShopperErrorCode =
  | 'bad-address'
  | 'bad-request'
  | 'cross-site'
  | 'order-not-found'
  | 'payment-not-found'
  | 'attempt-in-progress'
  | 'already-paid'
  | 'not-cancellable'
  | 'qr-gone'
  | 'invalid-amount'
  | 'invalid-phone'
  | 'phone-not-registered'
  | 'too-many-requests'
  | 'internal'
  | 'ovo-refused'
  | 'ovo-unreachable'
  | 'unavailable'

export interface ShopperError {
  readonly error: {
    readonly code: ShopperErrorCode
    readonly message: string
    readonly text?: ShopperText
    readonly retryAt?: string
  }
}
