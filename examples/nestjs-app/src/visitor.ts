import { randomUUID } from 'node:crypto'
import type { NextFunction, Request, Response } from 'express'

/** A request with the visitor that the middleware has found. */
export type VisitorRequest = Request & { visitor: string }

const maxAge = 30 * 24 * 60 * 60 * 1000

/** Knows visitors by a cookie that nobody can guess. A shop with accounts has its session here. */
export function visitor(request: Request, response: Response, next: NextFunction): void {
  const known = /(?:^|; )visitor=([0-9a-f-]{36})(?:;|$)/.exec(request.headers.cookie ?? '')?.[1]
  const id = known ?? randomUUID()
  // Another site's form comes without the cookie, and must not take the visitor's place.
  if (known === undefined && request.headers['sec-fetch-site'] !== 'cross-site')
    response.cookie('visitor', id, { httpOnly: true, sameSite: 'lax', secure: request.secure, maxAge })
  Object.assign(request, { visitor: id })
  next()
}
