import { createHash, timingSafeEqual } from 'node:crypto'
import type { RequestHandler } from 'express'

/** Headers for pages that run only the shop's own files. */
export const secureHeaders: RequestHandler = (_req, res, next) => {
  res.set({
    'Content-Security-Policy':
      "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'same-origin',
  })
  next()
}

/** Forms of other sites change nothing here. */
export const ownFormsOnly: RequestHandler = ({ method, headers }, res, next) => {
  const { origin, host, 'sec-fetch-site': site } = headers
  const isOwn =
    site === undefined
      ? origin !== undefined && URL.canParse(origin) && new URL(origin).host === host
      : site === 'same-origin'
  if (method === 'GET' || method === 'HEAD' || isOwn) next()
  else res.status(403).type('text').send('This form was not sent from the shop.')
}

/** The browser's own password dialogue, user `admin`. */
export function requireAdmin(password: string): RequestHandler {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  const expected = digest(`admin:${password}`)
  return ({ headers }, res, next) => {
    const given = Buffer.from((headers.authorization ?? '').replace(/^basic\s+/i, ''), 'base64').toString()
    if (timingSafeEqual(digest(given), expected)) return next()
    res.set('WWW-Authenticate', 'Basic realm="Sekar Lasem", charset="UTF-8"').status(401)
    res.type('text').send('The back office needs a password.')
  }
}
