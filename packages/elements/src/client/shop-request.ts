import { ShopError } from './shop-error.ts'
import type { ShopperError } from './wire.ts'

/** One request to the shop, and a clear answer to it. */
export type ShopRequest = (
  method: string,
  path: string,
  init?: { readonly body?: object; readonly signal?: AbortSignal },
) => Promise<Response>

/** How long an answer may take: longer than the server asks OVO for one. Streams have no such end. */
const patienceMillis = 30_000

/**
 * Makes a caller of a shop's routes under one address. JSON is what shows a server that a page of the shop's own asks.
 *
 * It rejects with a `ShopError`, or with the signal's reason.
 */
export function createShopRequest(
  base: string,
  {
    headers = () => ({}),
    credentials = 'same-origin',
  }: {
    /** Asked at each request. */
    readonly headers?: () => Readonly<Record<string, string>>
    readonly credentials?: RequestCredentials
  } = {},
): ShopRequest {
  return async (method, path, { body, signal } = {}) => {
    const patience = signal ?? AbortSignal.timeout(patienceMillis)
    const init: RequestInit = { method, credentials, cache: 'no-store', signal: patience }
    init.headers = { ...headers(), 'content-type': 'application/json' }
    if (method !== 'GET') init.body = JSON.stringify(body ?? {})
    const response = await fetch(base.replace(/\/$/, '') + path, init).catch((cause: unknown) => {
      if (signal?.aborted === true) throw cause
      throw new ShopError({ code: 'unreachable', message: 'The shop cannot be reached.' })
    })
    if (response.ok) return response
    const { error } = (await response.json().catch(() => ({}))) as Partial<ShopperError>
    const said = error ?? { code: 'internal', message: `The shop answered ${response.status}.` }
    throw new ShopError({ ...said, retryAfter: response.headers.get('retry-after') })
  }
}

/** The JSON of an answer. A line that breaks in the middle of it is one that was never answered. */
export async function readJson<Answer>(answer: Promise<Response>): Promise<Answer> {
  const response = await answer
  return response.json().catch(() => {
    throw new ShopError({ code: 'unreachable', message: 'The shop’s answer did not arrive whole.' })
  }) as Promise<Answer>
}
