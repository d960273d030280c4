import type { RequestHandler } from 'express'
import type { CheckoutOptions, OvoRouterOptions } from '../options.ts'
import { addOvoRoutes } from '../ovo-router.ts'
import type { Express, expresses } from './expresses.ts'
import { serve } from './serve.ts'
import { startOvo, type TestOvo } from './start-ovo.ts'

export interface TestShop extends TestOvo {
  readonly url: string
  readonly errors: unknown[]
  /** Calls a shopper's route as the shop's own page does. */
  call(method: 'GET' | 'POST', path: string, init?: RequestInit): Promise<Called>
}

export interface Called {
  readonly status: number
  readonly headers: Headers
  readonly body: Uint8Array
  // biome-ignore lint/suspicious/noExplicitAny: whatever JSON came
  readonly json: any
}

export type TestShopOptions = Omit<OvoRouterOptions, 'checkout'> & {
  readonly checkout?: Partial<CheckoutOptions>
  /** Middleware of the app's own, before the router. */
  readonly inFront?: (express: Express) => RequestHandler
}

/** A shop with the orders A (25,000) to D, and `BROKEN`, whose look-up fails. Everything else is nobody's. */
export async function startShop(
  { appOf, routerOf }: (typeof expresses)[number],
  { checkout, inFront, ...options }: TestShopOptions = {},
): Promise<TestShop> {
  const place = await startOvo()
  const errors: unknown[] = []
  const app = appOf()
  if (inFront !== undefined) app.use(inFront(appOf))
  const resolveOrder: CheckoutOptions['resolveOrder'] = (_req, orderId) => {
    if (orderId === 'BROKEN') throw new Error('the database of the shop is away; secret=hunter2')
    if (orderId === 'FRACTION') return { reference: orderId, amount: 12_500.5 }
    return /^[A-D]$/.test(orderId) ? { reference: `ORDER-${orderId}`, amount: 25_000 } : null
  }
  const onError = (error: unknown): void => void errors.push(error)
  app.use(
    '/ovo',
    addOvoRoutes(routerOf.Router(), place.ovo, { onError, ...options, checkout: { resolveOrder, ...checkout } }),
  )
  const shop = await serve(app)
  return {
    ...place,
    url: shop.url,
    errors,
    call: async (method, path, init = {}) => {
      const headers = { 'content-type': 'application/json', ...init.headers }
      const reply = await fetch(`${shop.url}/ovo/orders${path}`, { ...init, method, headers })
      const body = new Uint8Array(await reply.arrayBuffer())
      const isJson = reply.headers.get('content-type')?.includes('json') === true
      return {
        status: reply.status,
        headers: reply.headers,
        body,
        json: isJson ? JSON.parse(Buffer.from(body).toString()) : null,
      }
    },
    close: async () => {
      await shop.close()
      await place.close()
    },
  }
}
