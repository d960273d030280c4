import { CheckoutError } from '../errors/errors.ts'

/** Header names in lower case, as Node gives them. */
export type RequestHeaders = Readonly<Record<string, string | readonly string[] | undefined>>

/**
 * Refuses requests that another site made the shopper's browser send (CSRF).
 *
 * A JSON content type is proof enough, since a browser asks the shop (CORS) before it sends one across sites. Without
 * it, the browser itself must say that the request comes from the shop's own page.
 *
 * @throws {CheckoutError} `cross-site`
 */
export function checkSameOrigin(headers: RequestHeaders): void {
  if (isJson(headers) || isOwnPage(headers)) return
  throw new CheckoutError('cross-site', 'send Content-Type: application/json, from the shop’s own page')
}

const isJson = (headers: RequestHeaders): boolean =>
  /^application\/json\s*(;|$)/i.test(String(headers['content-type'] ?? ''))

function isOwnPage(headers: RequestHeaders): boolean {
  const site = headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin'
  const origin = String(headers.origin ?? '')
  return URL.canParse(origin) && new URL(origin).host === headers.host
}
