import { OvoError, type OvoErrorCode } from '@ovokit/core'
import type { ErrorRequestHandler, Response } from 'express'
import type { Report } from './options.ts'

/** What a shopper's page gets to know about an error. Translate by `code`; the message is safe to show. */
export interface ShopperError {
  readonly error: {
    readonly code: ShopperErrorCode
    readonly message: string
    /** ISO 8601: when asking again makes sense. */
    readonly retryAt?: string
  }
}

export type ShopperErrorCode = keyof typeof problems

const problems = {
  'bad-address': { status: 400, message: 'This address cannot be read.' },
  'cross-site': { status: 403, message: 'This request did not come from the shop’s own page.' },
  'order-not-found': { status: 404, message: 'This order does not exist.' },
  'payment-not-found': { status: 404, message: 'There is no payment for this order yet.' },
  'attempt-in-progress': {
    status: 409,
    message: 'Another payment of this order is still open. Try again in a moment.',
  },
  'already-paid': { status: 409, message: 'This order is paid already.' },
  'not-cancellable': { status: 409, message: 'This payment can no longer be cancelled.' },
  'qr-gone': { status: 410, message: 'This QR can no longer be paid.' },
  'invalid-amount': { status: 422, message: 'This amount cannot be paid with QRIS.' },
  'too-many-requests': { status: 429, message: 'That was too often. Wait a moment.' },
  internal: { status: 500, message: 'Something went wrong on our side.' },
  'ovo-refused': { status: 502, message: 'OVO did not accept this payment. Try again, or pay another way.' },
  'ovo-unreachable': { status: 503, message: 'OVO cannot be reached right now. Please try again in a moment.' },
  unavailable: { status: 503, message: 'Payments are not available right now. Try again in a moment.' },
} as const

/** What each error of OvoKit is to a shopper. `internal` where only the shop can mend it. */
const shownAs: Readonly<Record<OvoErrorCode, ShopperErrorCode>> = {
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
  'store-unavailable': 'unavailable',
  'store-locked': 'unavailable',
  'not-started': 'unavailable',
  closed: 'unavailable',
  'invalid-input': 'internal',
  'merchant-unknown': 'internal',
  'invalid-configuration': 'internal',
  'invalid-key': 'internal',
  'seal-broken': 'internal',
  'raw-body-missing': 'internal',
  'refund-not-paid': 'internal',
  'refund-amount-not-full': 'internal',
  'refund-window-closed': 'internal',
}

function codeOf(error: unknown): ShopperErrorCode {
  if (OvoError.is(error)) return shownAs[error.code] ?? 'internal'
  // Express throws it for a path such as `/orders/%zz/payment`: the caller's mistake, and nothing to mend.
  return error instanceof URIError && (error as { status?: unknown }).status === 400 ? 'bad-address' : 'internal'
}

/** Answers with a problem, as JSON and with the status that belongs to it. */
export function sendProblem(res: Response, code: ShopperErrorCode, retry?: { at: Date; seconds: number }): void {
  const { status, message } = problems[code]
  const body: ShopperError = {
    error: { code, message, ...(retry === undefined ? {} : { retryAt: retry.at.toISOString() }) },
  }
  if (retry !== undefined) res.setHeader('Retry-After', String(retry.seconds))
  res.status(status).setHeader('Cache-Control', 'no-store')
  res.json(body)
}

/** The end of every error in the router: JSON, no stack, and somebody hears of what is ours to mend. */
export function errorHandler(report: Report, now: () => Date): ErrorRequestHandler {
  return (error: unknown, req, res, _next) => {
    const code = codeOf(error)
    if (problems[code].status >= 500) report(error, req)
    // An answer that has begun can only be ended.
    if (res.headersSent) return void res.end()
    const at = (error as { retryAt?: unknown } | null)?.retryAt
    if (!(at instanceof Date)) return sendProblem(res, code)
    sendProblem(res, code, { at, seconds: Math.max(1, Math.ceil((at.getTime() - now().getTime()) / 1000)) })
  }
}
