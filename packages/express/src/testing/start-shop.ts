import type { RequestHandler } from 'express'
import type { CheckoutOptions, OvoRouterOptions, TopUpOptions } from '../options.ts'
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

export type TestShopOptions = Omit<OvoRouterOptions, 'checkout' | 'topUp'> & {
  readonly checkout?: Partial<CheckoutOptions>
  /** @default true */
  readonly hasTopUps?: boolean
  /** Middleware of the app's own, before the router. */
  readonly inFront?: (express: Express) => RequestHandler
}

/** A shop with the orders A (25,000) to D, paid top-ups (50,000) of the same names, and `BROKEN`, whose look-up fails. Everything else is nobody's. */
export async function startShop(
  { appOf, routerOf }: (typeof expresses)[number],
  { checkout, inFront, hasTopUps = true, ...options }: TestShopOptions = {},
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
  const authorizeTopUp: TopUpOptions['authorizeTopUp'] = (_req, topUpId) => {
    if (topUpId === 'BROKEN') throw new Error('the database of the shop is away; secret=hunter2')
    const topUp = { reference: `TOP-UP-${topUpId}`, amount: 50_000, funding: `PAY-${topUpId}` }
    return /^[A-D]$/.test(topUpId) ? topUp : null
  }
  const onError = (error: unknown): void => void errors.push(error)
  app.use(
    '/ovo',
    addOvoRoutes(routerOf.Router(), place.ovo, {
      onError,
      ...(hasTopUps ? { topUp: { authorizeTopUp } } : {}),
      ...options,
      checkout: { resolveOrder, ...checkout },
    }),
  )
  const shop = await serve(app)
  return {
    ...place,
    url: shop.url,
    errors,
    call: async (method, path, init = {}) => {
      const headers = { 'content-type': 'application/json', ...init.headers }
      const below = path.startsWith('/top-ups/') ? path : `/orders${path}`
      const reply = await fetch(`${shop.url}/ovo${below}`, { ...init, method, headers })
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
