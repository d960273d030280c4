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
  | 'pin'
  | 'checking'
  | 'paid'
  | 'refunded'
  | 'expired'
  | 'declined'
  | 'failed'
  | 'reversed'
  | 'cancelled'

export interface PinPage {
  readonly web: string
  /** Opens the OVO app, where OVO gives an address for that. */
  readonly app: string | null
}

/** How a payment stands, for the page of the shopper who pays it. */
export interface ShopperView {
  readonly id: string
  readonly method: 'qris' | 'push-to-pay' | 'linked'
  readonly reference: string
  /** Whole rupiah. */
  readonly amount: number
  readonly status: ShopperStatus
  readonly qrContent: string | null
  readonly maskedPhone: string | null
  /** Where the PIN is typed: addresses of OVO's, for this shopper's browser only. */
  readonly pinPage: PinPage | null
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

/** How a top-up stands, for the page of the shopper whose account it fills. */
export interface TopUpView {
  readonly id: string
  readonly reference: string
  /** Whole rupiah: what arrives. */
  readonly amount: number
  /** Whole rupiah, to be shown before anybody confirms; and OVO's name for it. */
  readonly fee: number
  readonly feeType: string | null
  /** As OVO masked them. */
  readonly customerName: string | null
  readonly customerNumber: string | null
  readonly limits: { readonly min: number | null; readonly max: number | null; readonly monthly: number | null }
  readonly status: TopUpStatus
  readonly text: ShopperText | null
  readonly secondsLeft: number
  readonly expiresAt: string
  readonly now: string
  readonly canConfirm: boolean
  readonly canInquire: boolean
  readonly isFinal: boolean
}

export type TopUpStatus = 'confirm' | 'expired' | 'sending' | 'checking' | 'succeeded' | 'failed'

/** How a customer's OVO account stands at the shop. The customer is whoever is logged in there. */
export interface LinkView {
  /**
   * `none`: never linked. `away`: on OVO's pages. `checking`: back, and OVO has not said yet. `linked`: can pay.
   * `unlinking`: OVO is being told. `unlinked`, `revoked` by OVO or in its app, `declined` by OVO, `failed`: it is over.
   */
  readonly status: LinkStatus
  /** `0812****7890`. */
  readonly maskedPhone: string | null
  /** OVO's pages, for this customer's browser only, and only in the answer that has just begun to link. */
  readonly page: string | null
  /** Whole rupiah and points, where the shop asked for them. */
  readonly balance: { readonly cash: number | null; readonly points: number | null } | null
  /** ISO 8601, on the server's clock. */
  readonly now: string
  readonly isFinal: boolean
}

export type LinkStatus =
  | 'none'
  | 'away'
  | 'checking'
  | 'linked'
  | 'unlinking'
  | 'unlinked'
  | 'revoked'
  | 'declined'
  | 'failed'

/** Why a shop's routes refuse. */
export type ShopperErrorCode =
  | 'bad-address'
  | 'bad-request'
  | 'cross-site'
  | 'order-not-found'
  | 'top-up-not-authorized'
  | 'top-up-not-found'
  | 'payment-not-found'
  | 'attempt-in-progress'
  | 'already-paid'
  | 'not-cancellable'
  | 'top-up-expired'
  | 'top-up-confirmed'
  | 'top-up-not-funded'
  | 'funding-spent'
  | 'qr-gone'
  | 'invalid-amount'
  | 'invalid-phone'
  | 'phone-not-registered'
  | 'top-up-account-not-found'
  | 'top-up-account-inactive'
  | 'top-up-over-limit'
  | 'top-up-amount-invalid'
  | 'phone-blocked'
  | 'not-signed-in'
  | 'phone-linked'
  | 'already-linked'
  | 'link-in-progress'
  | 'not-linked'
  | 'too-many-requests'
  | 'internal'
  | 'ovo-refused'
  | 'ovo-unreachable'
  | 'top-up-unavailable'
  | 'unavailable'

export interface ShopperError {
  readonly error: {
    readonly code: ShopperErrorCode
    readonly message: string
    readonly text?: ShopperText
    readonly retryAt?: string
  }
}
