import type { Request, RequestHandler } from 'express'
import { sendProblem } from './shopper-error.ts'

/**
 * Refuses requests that another site made the shopper's browser send (CSRF).
 *
 * A JSON content type is proof enough, since a browser asks the shop (CORS) before it sends one across sites. Without
 * it, the browser itself must say that the request comes from the shop's own page.
 */
export const sameOrigin: RequestHandler = (req, res, next) => {
  if (isJson(req) || isOwnPage(req)) next()
  else sendProblem(res, 'cross-site')
}

const isJson = ({ headers }: Request): boolean => /^application\/json\s*(;|$)/i.test(headers['content-type'] ?? '')

function isOwnPage({ headers }: Request): boolean {
  const site = headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin'
  const { origin, host } = headers
  return origin !== undefined && URL.canParse(origin) && new URL(origin).host === host
}
