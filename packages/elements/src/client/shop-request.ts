import { ShopError, shopErrorOf } from './shop-error.ts'
import type { ShopperError } from './wire.ts'

/** One request to the shop, and a clear answer to it. */
export type ShopRequest = (
  method: string,
  path: string,
  init?: { readonly body?: object; readonly signal?: AbortSignal },
) => Promise<Response>

const unreachable = (): ShopError =>
  new ShopError({ code: 'unreachable', message: 'The shop cannot be reached. Is there a connection?' })

/** What is refused without a code. */
const plainly: Readonly<Record<number, () => ShopError>> = {
  401: () => new ShopError({ code: 'not-signed-in', message: 'Sign in first.' }),
  404: () => new ShopError({ code: 'order-not-found', message: 'This order does not exist.' }),
}

/** How long an answer may take: longer than the server asks OVO for one. Streams have no such end. */
const patienceMillis = 30_000

/**
 * Makes a caller of a shop's routes under one address. JSON is what shows a server that a page of the shop's own asks.
 *
 * It rejects with a `ShopError`, or with the signal's reason. When `left` is aborted, nobody waits for what was only looked
 * at; what was asked to be done goes on.
 */
export function createShopRequest(
  base: string,
  {
    left,
    headers,
    credentials,
  }: {
    readonly left: AbortSignal
    /** Asked at each request. */
    readonly headers: () => Readonly<Record<string, string>>
    readonly credentials: RequestCredentials
  },
): ShopRequest {
  /** Until it takes too long. */
  function patience(method: string): AbortSignal {
    const tooLong = AbortSignal.timeout(patienceMillis)
    // Safari before 17.4 and Firefox before 124 go on waiting for what nobody reads.
    return (method === 'GET' && AbortSignal.any?.([left, tooLong])) || tooLong
  }
  return async (method, path, { body, signal } = {}) => {
    const init: RequestInit = { method, credentials, cache: 'no-store', signal: signal ?? patience(method) }
    init.headers = { ...headers(), 'content-type': 'application/json' }
    if (method !== 'GET') init.body = JSON.stringify(body ?? {})
    const response = await fetch(base.replace(/\/$/, '') + path, init).catch((cause: unknown) => {
      if (signal?.aborted === true) throw cause
      throw unreachable()
    })
    if (response.ok) return response
    const said = (await response.json().catch(() => null)) as Partial<ShopperError> | null
    const retryAfter = response.headers.get('retry-after')
    if (said?.error?.code !== undefined) throw new ShopError({ ...said.error, retryAfter })
    // Somebody in front of the shop said it: a proxy that did not reach it, what asks for a sign-in, or worse.
    throw response.status > 500 ? unreachable() : (plainly[response.status]?.() ?? shopErrorOf(null))
  }
}

/** The JSON of an answer. A line that breaks in the middle of it is one that was never answered. */
export async function readJson<Answer>(answer: Promise<Response>): Promise<Answer> {
  const response = await answer
  return response.json().catch(() => {
    throw unreachable()
  }) as Promise<Answer>
}
