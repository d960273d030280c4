import { OvoError } from './ovo-error.ts'
import type { ShopperText } from './shopper-text.ts'

/** The configuration cannot work. Thrown by `createOvo` and adapters at boot, with every problem found, never later. */
export class ConfigurationError extends OvoError {
  /** One sentence per problem, each naming the option and the mend. */
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super('invalid-configuration', `OvoKit is not configured right:\n${problems.map((p) => `  - ${p}`).join('\n')}`)
    this.name = 'ConfigurationError'
    this.problems = problems
  }
}

/** A key cannot be read, has the wrong kind, or is too small. The message never quotes the key. */
export class KeyError extends OvoError {
  constructor(message: string, options?: { cause?: unknown }) {
    super('invalid-key', message, options)
    this.name = 'KeyError'
  }
}

/** What is wrong with a hand-over file; see docs/protocol/credentials.md. */
export type HandoverFlaw =
  | 'files-swapped'
  | 'key-file-empty'
  | 'key-file-size'
  | 'key-size-differs'
  | 'wrong-key'
  | 'empty-passphrase'
  | 'not-encrypted'
  | 'base64'
  | 'truncated'
  | 'made-with-pbkdf2'
  | 'made-with-md5'
  | 'not-a-pair'

/** The files in which OVO hands over credentials cannot be opened. Nothing of them, and no key, is in the message. */
export class HandoverError extends OvoError {
  readonly flaw: HandoverFlaw

  constructor(flaw: HandoverFlaw, message: string, options?: { cause?: unknown }) {
    super('handover-unreadable', message, options)
    this.name = 'HandoverError'
    this.flaw = flaw
  }
}

/** An argument is not usable: wrong type, out of range, a fraction of a rupiah. Nothing was stored or sent. */
export class InputError extends OvoError {
  /** The argument, as the caller knows it. */
  readonly field: string

  constructor(field: string, message: string, code: 'invalid-input' | 'invalid-amount' = 'invalid-input') {
    super(code, `${field}: ${message}`)
    this.name = 'InputError'
    this.field = field
  }
}

/** The request is well-formed but the payment's state, or OVO's rules, do not allow it now. Nothing was sent. */
export class NotAllowedError extends OvoError {
  /** When asking again makes sense, where a time is known. */
  readonly retryAt: Date | undefined

  constructor(
    code:
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
      | 'not-linked'
      | 'top-up-expired'
      | 'top-up-confirmed'
      | 'top-up-not-funded'
      | 'funding-spent',
    message: string,
    options?: { retryAt?: Date },
  ) {
    super(code, message)
    this.name = 'NotAllowedError'
    this.retryAt = options?.retryAt
  }
}

/** There is no such payment, no such merchant, or the merchant lacks the credentials for this way to pay. */
export class NotFoundError extends OvoError {
  constructor(
    code: 'payment-not-found' | 'link-not-found' | 'top-up-not-found' | 'merchant-unknown' | 'not-configured',
    message: string,
  ) {
    super(code, message)
    this.name = 'NotFoundError'
  }
}

/** OVO takes no top-up of this number, of this amount, or out of this deposit. No money moved. */
export class TopUpError extends OvoError {
  /** What the customer is to be told, where OVO asks that there be a text. */
  readonly shopperText: ShopperText | null
  /** OVO's seven digits, when it sent them. */
  readonly responseCode: string | null

  constructor(
    code:
      | 'top-up-account-not-found'
      | 'top-up-account-inactive'
      | 'top-up-over-limit'
      | 'top-up-amount-invalid'
      | 'top-up-deposit-too-low',
    message: string,
    options: { readonly shopperText: ShopperText | null; readonly responseCode: string | null },
  ) {
    super(code, message)
    this.name = 'TopUpError'
    this.shopperText = options.shopperText
    this.responseCode = options.responseCode
  }
}

/** A shopper's request that a checkout turns away before anything happens. */
export class CheckoutError extends OvoError {
  /** When asking again makes sense, where a time is known. */
  readonly retryAt: Date | undefined
  /** How many requests there may be, where there were too many. */
  readonly limit: number | undefined

  constructor(
    code:
      | 'bad-address'
      | 'bad-request'
      | 'cross-site'
      | 'order-not-found'
      | 'top-up-not-authorized'
      | 'not-signed-in'
      | 'qr-gone'
      | 'too-many-requests',
    message: string,
    options?: { retryAt?: Date; limit?: number },
  ) {
    super(code, message)
    this.name = 'CheckoutError'
    this.retryAt = options?.retryAt
    this.limit = options?.limit
  }
}

/** OVO could not be asked, refused, or answered something that is not its protocol. */
export class OvoCallError extends OvoError {
  /** OVO's seven-digit responseCode, when it sent one. */
  readonly responseCode: string | undefined

  constructor(
    code: 'ovo-unreachable' | 'ovo-refused' | 'ovo-protocol' | 'ovo-outcome-unknown',
    message: string,
    options?: { responseCode?: string | undefined; cause?: unknown },
  ) {
    super(code, message, options)
    this.name = 'OvoCallError'
    this.responseCode = options?.responseCode
  }
}

/** A settlement report cannot be read at all: no such file, not the format, or its columns are not found. */
export class ReportError extends OvoError {
  /** The report, as the caller named it. */
  readonly file: string

  constructor(file: string, message: string, options?: { cause?: unknown }) {
    super('report-unreadable', `${file}: ${message}`, options)
    this.name = 'ReportError'
    this.file = file
  }
}

/** The store cannot be used: unreachable, held by another process, or sealed under a key that is not configured. */
export class StoreError extends OvoError {
  constructor(
    code: 'store-unavailable' | 'store-locked' | 'seal-broken',
    message: string,
    options?: { cause?: unknown },
  ) {
    super(code, message, options)
    this.name = 'StoreError'
  }
}

/** The OvoKit instance was used before `start()` or after `close()`. */
export class LifecycleError extends OvoError {
  constructor(code: 'not-started' | 'closed', message: string) {
    super(code, message)
    this.name = 'LifecycleError'
  }
}
