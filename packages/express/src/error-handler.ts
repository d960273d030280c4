import { CheckoutError } from '@ovokit/core'
import { shopperError } from '@ovokit/core/checkout'
import type { ErrorRequestHandler } from 'express'
import type { Report } from './options.ts'

/** The end of every error in the router: JSON, no stack, and somebody hears of what is ours to mend. */
export function errorHandler(report: Report, now: () => Date): ErrorRequestHandler {
  return (thrown: unknown, req, res, _next) => {
    const error = isBadAddress(thrown) ? new CheckoutError('bad-address', 'the path cannot be decoded') : thrown
    const { status, headers, body } = shopperError(error, now())
    if (status >= 500) report(error, req)
    // An answer that has begun can only be ended.
    if (res.headersSent) return void res.end()
    res.status(status).set(headers).json(body)
  }
}

/** Express throws it for a path such as `/orders/%zz/payment`: the caller's mistake, and nothing to mend. */
const isBadAddress = (error: unknown): boolean =>
  error instanceof URIError && (error as { status?: unknown }).status === 400
