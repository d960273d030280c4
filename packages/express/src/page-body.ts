import { CheckoutError } from '@ovokit/core'
import { json, type Request, type RequestHandler } from 'express'

const parse = json({ limit: '1kb' })

/** Reads the JSON of a page, unless a parser of the app's has read the body already. */
export const readPageBody: RequestHandler = (req, res, next) => {
  if (req.readableEnded) return next()
  parse(req, res, (error?: unknown) => next(error === undefined ? undefined : unreadable()))
}

/**
 * What the page sent, whichever parser was in front: `express.json()`, `express.raw()`, `express.text()` or none.
 *
 * @throws {CheckoutError} `bad-request`
 */
export function pageBody({ body }: Request): Readonly<Record<string, unknown>> {
  const isText = typeof body === 'string' || Buffer.isBuffer(body)
  const value: unknown = isText ? parseText(body.toString()) : (body ?? {})
  if (typeof value === 'object' && value !== null) return value as Record<string, unknown>
  throw unreadable()
}

function parseText(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw unreadable()
  }
}

const unreadable = (): CheckoutError => new CheckoutError('bad-request', 'the body is not JSON, or too long')
