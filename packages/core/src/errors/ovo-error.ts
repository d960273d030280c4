/** Every code an OvoKit error can carry. `switch (error.code)` is exhaustive over this union. */
export type OvoErrorCode =
  | 'invalid-configuration'
  | 'invalid-key'
  | 'handover-unreadable'
  | 'invalid-input'
  | 'invalid-amount'
  | 'merchant-unknown'
  | 'not-configured'
  | 'payment-not-found'
  | 'attempt-in-progress'
  | 'already-paid'
  | 'phone-not-registered'
  | 'not-cancellable'
  | 'not-resolvable'
  | 'refund-not-paid'
  | 'refund-amount-not-full'
  | 'refund-window-closed'
  | 'refund-above-remaining'
  | 'refund-key-reused'
  | 'phone-blocked'
  | 'phone-linked'
  | 'already-linked'
  | 'link-in-progress'
  | 'link-not-found'
  | 'not-linked'
  | 'top-up-not-found'
  | 'top-up-expired'
  | 'top-up-confirmed'
  | 'top-up-not-funded'
  | 'funding-spent'
  | 'top-up-account-not-found'
  | 'top-up-account-inactive'
  | 'top-up-over-limit'
  | 'top-up-amount-invalid'
  | 'top-up-deposit-too-low'
  | 'ovo-unreachable'
  | 'ovo-refused'
  | 'ovo-protocol'
  | 'ovo-outcome-unknown'
  | 'raw-body-missing'
  | 'bad-address'
  | 'bad-request'
  | 'cross-site'
  | 'order-not-found'
  | 'top-up-not-authorized'
  | 'not-signed-in'
  | 'qr-gone'
  | 'too-many-requests'
  | 'report-unreadable'
  | 'store-unavailable'
  | 'store-locked'
  | 'seal-broken'
  | 'not-started'
  | 'closed'

/** The same symbol in every copy of the package, unlike a class. */
const mark = Symbol.for('ovokit.error')

/**
 * The one base of everything OvoKit throws.
 *
 * The message says what is wrong and what to do about it, and never contains a key, a token, a PIN, a phone number or
 * a name. `OvoError.is` works across duplicate installs of the package, where `instanceof` does not.
 */
export class OvoError extends Error {
  readonly code: OvoErrorCode

  static {
    Object.defineProperty(OvoError.prototype, mark, { value: true })
  }

  constructor(code: OvoErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options?.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'OvoError'
    this.code = code
  }

  /** True for any OvoKit error, also one from another copy of the package in the same process. */
  static is(error: unknown): error is OvoError {
    return typeof error === 'object' && error !== null && mark in error
  }
}
