import { OvoError, type OvoErrorCode } from '../errors/ovo-error.ts'
import type { ShopperText } from '../errors/shopper-text.ts'
import { readPushToPayCode } from '../push-to-pay/response-codes.ts'

/** What a shopper's page gets to know about an error. Translate by `code`; the message is safe to show. */
export interface ShopperError {
  readonly error: {
    readonly code: ShopperErrorCode
    readonly message: string
    /** OVO's own words, or what stands for them, where it asks that there be some. */
    readonly text?: ShopperText
    /** ISO 8601: when asking again makes sense. */
    readonly retryAt?: string
  }
}

export type ShopperErrorCode = keyof typeof problems

/** An error as HTTP. */
export interface ShopperErrorReply {
  readonly status: number
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: ShopperError
}

const problems = {
  'bad-address': { status: 400, message: 'This address cannot be read.' },
  'bad-request': { status: 400, message: 'This request cannot be read.' },
  'not-signed-in': { status: 401, message: 'Sign in first.' },
  'cross-site': { status: 403, message: 'This request did not come from the shop’s own page.' },
  'order-not-found': { status: 404, message: 'This order does not exist.' },
  'top-up-not-authorized': { status: 404, message: 'There is nothing to top up here.' },
  'top-up-not-found': { status: 404, message: 'There is no such top-up yet.' },
  'payment-not-found': { status: 404, message: 'There is no payment for this order yet.' },
  'attempt-in-progress': {
    status: 409,
    message: 'Another payment of this order is still open. Try again in a moment.',
  },
  'already-paid': { status: 409, message: 'This order is paid already.' },
  'not-cancellable': { status: 409, message: 'This payment can no longer be cancelled.' },
  'top-up-expired': { status: 409, message: 'These details are too old to be confirmed. Look at them again.' },
  'top-up-confirmed': { status: 409, message: 'This top-up has been confirmed before.' },
  'top-up-not-funded': { status: 409, message: 'This top-up is not paid for yet.' },
  'funding-spent': { status: 409, message: 'This has been used for another top-up.' },
  'qr-gone': { status: 410, message: 'This QR can no longer be paid.' },
  'invalid-amount': { status: 422, message: 'This amount cannot be paid with OVO.' },
  'invalid-phone': {
    status: 422,
    message: 'This is not an Indonesian mobile number. Write it like 0812 3456 7890.',
  },
  'phone-not-registered': { status: 422, message: 'This phone number has no OVO account.' },
  'top-up-account-not-found': { status: 422, message: 'This phone number has no OVO account.' },
  'top-up-account-inactive': { status: 422, message: 'This OVO account is not active.' },
  'top-up-over-limit': { status: 422, message: 'This is more than this OVO account may receive.' },
  'top-up-amount-invalid': { status: 422, message: 'This amount cannot be topped up.' },
  'phone-blocked': { status: 422, message: 'OVO has blocked this phone number. Only OVO can help.' },
  'phone-linked': { status: 409, message: 'This OVO account is linked to this shop already.' },
  'already-linked': { status: 409, message: 'An OVO account is linked already. Unlink it first.' },
  'link-in-progress': { status: 409, message: 'Linking or unlinking is under way. Try again in a moment.' },
  'not-linked': { status: 409, message: 'No OVO account is linked. Link one first.' },
  'too-many-requests': { status: 429, message: 'That was too often. Wait a moment.' },
  internal: { status: 500, message: 'Something went wrong on our side.' },
  'ovo-refused': { status: 502, message: 'OVO did not accept this payment. Try again, or pay another way.' },
  'ovo-unreachable': { status: 503, message: 'OVO cannot be reached right now. Please try again in a moment.' },
  'top-up-unavailable': { status: 503, message: 'Top-ups are not available right now. Try again later.' },
  unavailable: { status: 503, message: 'Payments are not available right now. Try again in a moment.' },
} as const

/** What each error of OvoKit is to a shopper. `internal` where only the shop can mend it. */
const shownAs: Readonly<Record<OvoErrorCode, ShopperErrorCode>> = {
  'bad-address': 'bad-address',
  'bad-request': 'bad-request',
  'cross-site': 'cross-site',
  'order-not-found': 'order-not-found',
  'qr-gone': 'qr-gone',
  'too-many-requests': 'too-many-requests',
  'attempt-in-progress': 'attempt-in-progress',
  'already-paid': 'already-paid',
  'not-cancellable': 'not-cancellable',
  'not-resolvable': 'internal',
  'payment-not-found': 'payment-not-found',
  'invalid-amount': 'invalid-amount',
  'ovo-unreachable': 'ovo-unreachable',
  'ovo-outcome-unknown': 'ovo-unreachable',
  'ovo-refused': 'ovo-refused',
  'ovo-protocol': 'ovo-refused',
  'report-unreadable': 'internal',
  'store-unavailable': 'unavailable',
  'store-locked': 'unavailable',
  'not-started': 'unavailable',
  closed: 'unavailable',
  'invalid-input': 'internal',
  'merchant-unknown': 'internal',
  'not-configured': 'internal',
  'phone-not-registered': 'phone-not-registered',
  'not-signed-in': 'not-signed-in',
  'top-up-not-authorized': 'top-up-not-authorized',
  'top-up-not-found': 'top-up-not-found',
  'top-up-expired': 'top-up-expired',
  'top-up-confirmed': 'top-up-confirmed',
  'top-up-not-funded': 'top-up-not-funded',
  'funding-spent': 'funding-spent',
  'top-up-account-not-found': 'top-up-account-not-found',
  'top-up-account-inactive': 'top-up-account-inactive',
  'top-up-over-limit': 'top-up-over-limit',
  'top-up-amount-invalid': 'top-up-amount-invalid',
  'top-up-deposit-too-low': 'top-up-unavailable',
  'invalid-configuration': 'internal',
  'invalid-key': 'internal',
  'handover-unreadable': 'internal',
  'seal-broken': 'internal',
  'raw-body-missing': 'internal',
  'refund-not-paid': 'internal',
  'refund-amount-not-full': 'internal',
  'refund-window-closed': 'internal',
  'refund-above-remaining': 'internal',
  'refund-key-reused': 'internal',
  'phone-blocked': 'phone-blocked',
  'phone-linked': 'phone-linked',
  'already-linked': 'already-linked',
  'link-in-progress': 'link-in-progress',
  'link-not-found': 'not-linked',
  'not-linked': 'not-linked',
}

/**
 * Translates any error into what a shopper may see: never its own message, stack or fields. A status of 500 and more is
 * the shop's or OVO's to mend, so tell somebody.
 */
export function shopperError(error: unknown, now: Date): ShopperErrorReply {
  const code = codeOf(error)
  const { status, message } = problems[code]
  const { retryAt, limit } = OvoError.is(error) ? (error as { retryAt?: unknown; limit?: unknown }) : {}
  const headers: Record<string, string> = { 'cache-control': 'no-store' }
  const text = textOf(error, code)
  const shown = { code, message, ...(text === undefined ? {} : { text }) }
  if (!(retryAt instanceof Date)) return { status, headers, body: { error: shown } }
  const seconds = String(Math.max(1, Math.ceil((retryAt.getTime() - now.getTime()) / 1000)))
  headers['retry-after'] = seconds
  if (limit !== undefined) headers.ratelimit = `limit=${limit}, remaining=0, reset=${seconds}`
  return { status, headers, body: { error: { ...shown, retryAt: retryAt.toISOString() } } }
}

function textOf(error: unknown, code: ShopperErrorCode): ShopperText | undefined {
  if (code === 'phone-not-registered') return readPushToPayCode('14')?.shopper
  if (!OvoError.is(error)) return undefined
  return (error as { shopperText?: ShopperText | null }).shopperText ?? undefined
}

function codeOf(error: unknown): ShopperErrorCode {
  if (!OvoError.is(error)) return 'internal'
  // The only input that a shopper writes; every other is the shop's.
  const isPhone = error.code === 'invalid-input' && (error as { field?: unknown }).field === 'phone'
  return isPhone ? 'invalid-phone' : (shownAs[error.code] ?? 'internal')
}
