import type { ShopperView } from '@ovokit/core'
import type { ShopperError } from '@ovokit/core/checkout'
import { readEvents } from './read-events.mts'
import { OvoStorefrontError } from './storefront-error.mts'

export interface OvoStorefrontOptions {
  /** Where Medusa is, such as `https://store.example`. */
  readonly baseUrl: string
  /** Medusa's publishable API key. */
  readonly publishableKey: string
  /** @default the browser's */
  readonly fetch?: typeof fetch
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
  /** The QR as an SVG document, while it can be paid. */
  qr(cartId: string): Promise<string>
  /** The payment now and at each change, until it is final. Listens, and asks where listening does not work. */
  watch(cartId: string, options?: { readonly signal?: AbortSignal }): AsyncGenerator<ShopperView, void>
}

const pollMillis = 3_000

export function createOvoStorefront(options: OvoStorefrontOptions): OvoStorefront {
  const send = options.fetch ?? ((...args) => fetch(...args))
  const headers = { 'x-publishable-api-key': options.publishableKey, 'content-type': 'application/json' }

  async function call(method: string, cartId: string, path = '', init: RequestInit = {}): Promise<Response> {
    const url = `${options.baseUrl.replace(/\/$/, '')}/store/ovo/carts/${encodeURIComponent(cartId)}/payment${path}`
    const response = await send(url, { method, headers, cache: 'no-store', ...init }).catch((cause: unknown) => {
      if (init.signal?.aborted === true) throw cause
      throw new OvoStorefrontError({ code: 'unreachable', message: 'The store cannot be reached.' })
    })
    if (response.ok) return response
    const { error } = (await response.json().catch(() => ({}))) as Partial<ShopperError>
    throw new OvoStorefrontError(error ?? { code: 'internal', message: `The store answered ${response.status}.` })
  }

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
    qr: async (cartId) => (await call('GET', cartId, '/qr.svg')).text(),
    watch: (cartId, { signal } = {}) => watch(cartId, signal),
  }
}
