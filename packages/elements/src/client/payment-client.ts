import { readEvents } from './read-events.ts'
import { readJson, type ShopRequest } from './shop-request.ts'
import type { ShopperView } from './wire.ts'

/** A way to pay that a page can begin. */
export type PaymentMethod = ShopperView['method']

/** What a page asks of the shop about one order's payment. Every promise rejects with a `ShopError`. */
export interface PaymentClient {
  /** Begins a payment, or joins the one that is out already: a double click and two tabs get the same. */
  start(method: PaymentMethod, input?: { readonly phone?: string }): Promise<ShopperView>
  look(): Promise<ShopperView>
  /** How it stands now, and at each change, until it is final or the line breaks. */
  listen(signal: AbortSignal): AsyncIterable<ShopperView>
  cancel(): Promise<ShopperView>
  /** The QR as an SVG document, while it can be paid. */
  qr(): Promise<string>
}

/** Where a kind of shop answers. */
interface PaymentRoutes {
  readonly start: (method: PaymentMethod) => string
  readonly payment: string
  readonly events: string
  readonly cancel: readonly [method: string, path: string]
  readonly qr: string
}

/** The routes of `@ovokit/express` and `@ovokit/nestjs`. */
export const orderRoutes = (orderId: string): PaymentRoutes => {
  const order = `/orders/${encodeURIComponent(orderId)}`
  return {
    start: (method) => `${order}/${method}`,
    payment: `${order}/payment`,
    events: `${order}/payment/events`,
    cancel: ['POST', `${order}/cancel`],
    qr: `${order}/qr.svg`,
  }
}

/** The store routes of `@ovokit/medusa`. What is begun is what the cart's payment session is for. */
export const cartRoutes = (cartId: string): PaymentRoutes => {
  const payment = `/store/ovo/carts/${encodeURIComponent(cartId)}/payment`
  return {
    start: () => payment,
    payment,
    events: `${payment}/events`,
    cancel: ['DELETE', payment],
    qr: `${payment}/qr.svg`,
  }
}

export function createPaymentClient(request: ShopRequest, routes: PaymentRoutes): PaymentClient {
  return {
    start: (method, input) => readJson(request('POST', routes.start(method), { body: input ?? {} })),
    look: () => readJson(request('GET', routes.payment)),
    listen: async function* (signal) {
      for await (const data of readEvents(await request('GET', routes.events, { signal })))
        yield JSON.parse(data) as ShopperView
    },
    cancel: () => readJson(request(...routes.cancel)),
    qr: async () => (await request('GET', routes.qr)).text(),
  }
}
