import type { LinkView, ShopperView } from '@ovokit/core'
import type { ShopperError } from '@ovokit/core/checkout'
import { readEvents } from './read-events.mts'
import { OvoStorefrontError } from './storefront-error.mts'

export interface OvoStorefrontOptions {
  /** Where Medusa is, such as `https://store.example`. */
  readonly baseUrl: string
  /** Medusa's publishable API key. */
  readonly publishableKey: string
  /** The signed-in customer's token, where the store uses tokens and not sessions. Asked at each call. */
  readonly token?: () => string | null
  /** @default the browser's */
  readonly fetch?: typeof fetch
}

/** The signed-in customer's own OVO account: linked once, on OVO's pages, and paid from with `ovo-linked`. */
export interface OvoAccount {
  /** @throws {OvoStorefrontError} `not-signed-in` */
  look(): Promise<LinkView>
  /**
   * Begins to link. Send the browser to `page`; OVO leads it back to the store's `linked.linkReturnUrl`.
   *
   * @throws {OvoStorefrontError} `already-linked`, `invalid-phone`, `phone-not-registered`, …
   */
  link(phone: string): Promise<LinkView>
  /** On the page that OVO leads back to: passes on the address that it was opened with. */
  complete(url: string): Promise<LinkView>
  unlink(): Promise<LinkView>
}

/** OVO's part of the store API, by the cart. The way to pay is that of the cart's payment session. */
export interface OvoStorefront {
  /**
   * Starts the payment, or joins the one that is out already: a double click and two tabs get the same. With
   * `ovo-push-to-pay`, `phone` is the customer's OVO number as she writes it.
   *
   * @throws {OvoStorefrontError} `attempt-in-progress` with `retryAt`, `invalid-phone`, `phone-not-registered`, …
   */
  start(cartId: string, input?: { readonly phone?: string }): Promise<ShopperView>
  /** @throws {OvoStorefrontError} `payment-not-found` before anything was started */
  look(cartId: string): Promise<ShopperView>
  cancel(cartId: string): Promise<ShopperView>
  readonly account: OvoAccount
  /** The QR as an SVG document, while it can be paid. */
  qr(cartId: string): Promise<string>
  /** The payment now and at each change, until it is final. Listens, and asks where listening does not work. */
  watch(cartId: string, options?: { readonly signal?: AbortSignal }): AsyncGenerator<ShopperView, void>
}

const pollMillis = 3_000

export function createOvoStorefront(options: OvoStorefrontOptions): OvoStorefront {
  const send = options.fetch ?? ((...args) => fetch(...args))
  const base = `${options.baseUrl.replace(/\/$/, '')}/store/ovo`

  function headers(): Record<string, string> {
    const token = options.token?.() ?? null
    return {
      ...{ 'x-publishable-api-key': options.publishableKey, 'content-type': 'application/json' },
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    }
  }

  async function ask(method: string, path: string, init: RequestInit = {}): Promise<Response> {
    // A store without tokens knows its customer by the cookie of Medusa's own session.
    const from = { method, headers: headers(), cache: 'no-store', credentials: 'include' } as const
    const response = await send(`${base}${path}`, { ...from, ...init }).catch((cause: unknown) => {
      if (init.signal?.aborted === true) throw cause
      throw new OvoStorefrontError({ code: 'unreachable', message: 'The store cannot be reached.' })
    })
    if (response.ok) return response
    if (response.status === 401)
      throw new OvoStorefrontError({ code: 'not-signed-in', message: 'Sign in to use your OVO account.' })
    const { error } = (await response.json().catch(() => ({}))) as Partial<ShopperError>
    throw new OvoStorefrontError(error ?? { code: 'internal', message: `The store answered ${response.status}.` })
  }

  const call = (method: string, cartId: string, path = '', init: RequestInit = {}): Promise<Response> =>
    ask(method, `/carts/${encodeURIComponent(cartId)}/payment${path}`, init)
  const account = async (method: string, path: string, body?: object): Promise<LinkView> =>
    (await ask(method, `/link${path}`, body === undefined ? {} : { body: JSON.stringify(body) })).json()
  const view = async (answer: Promise<Response>): Promise<ShopperView> => (await answer).json() as Promise<ShopperView>
  const look = (cartId: string): Promise<ShopperView> => view(call('GET', cartId))

  async function* watch(cartId: string, signal: AbortSignal | undefined): AsyncGenerator<ShopperView, void> {
    const init = signal === undefined ? {} : { signal }
    const hasLeft = (): boolean => signal?.aborted === true
    while (!hasLeft()) {
      try {
        const stream = await call('GET', cartId, '/events', init)
        for await (const data of readEvents(stream)) {
          const next = JSON.parse(data) as ShopperView
          yield next
          if (next.isFinal) return
        }
      } catch (error) {
        if (hasLeft()) return
        if (error instanceof OvoStorefrontError && error.code === 'payment-not-found') throw error
        const next = await look(cartId).catch(() => null)
        if (next !== null) yield next
        if (next?.isFinal === true) return
      }
      await new Promise((resolve) => setTimeout(resolve, pollMillis))
    }
  }

  return {
    start: (cartId, { phone } = {}) =>
      view(call('POST', cartId, '', { body: JSON.stringify(phone === undefined ? {} : { phone }) })),
    look,
    cancel: (cartId) => view(call('DELETE', cartId, '', { body: '{}' })),
    account: {
      look: () => account('GET', ''),
      link: (phone) => account('POST', '', { phone }),
      complete: (url) => account('POST', '/return', { url }),
      unlink: () => account('POST', '/unlink', {}),
    },
    qr: async (cartId) => (await call('GET', cartId, '/qr.svg')).text(),
    watch: (cartId, { signal } = {}) => watch(cartId, signal),
  }
}
