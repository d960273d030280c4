import type { MedusaRequest, MedusaResponse } from '@medusajs/framework/http'
import type { LinkView, ShopperView } from '@ovokit/core'
import { type Checkout, type LinkCheckout, shopperError, type Visit, type Visitor } from '@ovokit/core/checkout'
import type { OvoModuleService } from '../modules/ovo/service.ts'
import { markCart } from '../purchases/mark-cart.ts'
import { serviceOf } from './service-of.ts'

export type Route = (req: MedusaRequest, res: MedusaResponse) => Promise<void>

/** A route of the shopper's side: only translates, the rules are core's. An error is said in the shopper's words. */
export function checkoutRoute(
  answer: (checkout: Checkout<MedusaRequest>, visit: Visit<MedusaRequest>, res: MedusaResponse) => Promise<void>,
): Route {
  return async (req, res) => {
    const service = serviceOf(req)
    try {
      await answer(service.checkout, visitOf(req), res)
    } catch (error) {
      sayProblem(service, error, res)
    }
  }
}

/** A route that answers with the shopper's view of the payment. */
export const viewRoute = (
  ask: (checkout: Checkout<MedusaRequest>, visit: Visit<MedusaRequest>) => Promise<ShopperView>,
): Route =>
  checkoutRoute(async (checkout, visit, res) => {
    const view = await ask(checkout, visit)
    res.setHeader('Cache-Control', 'no-store').json(view)
  })

/** Starts whatever the cart's session is for. */
export const startRoute: Route = async (req, res) => {
  const cartId = String(req.params.id)
  const order = await serviceOf(req)
    .orderOf(req, cartId)
    .catch(() => null)
  const { phone } = (req.body ?? {}) as { readonly phone?: unknown }
  const isPush = order?.method === 'push-to-pay'
  return viewRoute(async (checkout, visit) => {
    if (order !== null) await markCart(req.scope, { cartId: visit.orderId, reference: order.reference })
    if (order?.method === 'linked') return checkout.linked(visit)
    return isPush ? checkout.push(visit, { phone }) : checkout.start(visit)
  })(req, res)
}

/** A route about the signed-in customer's own OVO account. */
export const accountRoute =
  (
    ask: (
      account: LinkCheckout<MedusaRequest>,
      visitor: Visitor<MedusaRequest>,
      body: Readonly<Record<string, unknown>>,
    ) => Promise<LinkView>,
  ): Route =>
  async (req, res) => {
    const service = serviceOf(req)
    try {
      const view = await ask(service.account, visitorOf(req), (req.body ?? {}) as Record<string, unknown>)
      res.setHeader('Cache-Control', 'no-store').json(view)
    } catch (error) {
      sayProblem(service, error, res)
    }
  }

export const pictureRoute = (format: 'svg' | 'png'): Route =>
  checkoutRoute(async (checkout, visit, res) => {
    const { type, body } = await checkout.qr(visit, format)
    res.setHeader('Cache-Control', 'no-store').setHeader('Content-Type', type).end(body)
  })

const visitOf = (req: MedusaRequest): Visit<MedusaRequest> => ({ ...visitorOf(req), orderId: String(req.params.id) })

const visitorOf = (req: MedusaRequest): Visitor<MedusaRequest> => ({
  // Found by Medusa behind the shop's proxies.
  address: (req as { request_context?: { ip_address?: string } }).request_context?.ip_address ?? req.ip,
  headers: req.headers,
  request: req,
})

function sayProblem(service: OvoModuleService, error: unknown, res: MedusaResponse): void {
  const { status, headers, body } = shopperError(error, service.ovo.now())
  if (status >= 500) service.report(error)
  // An answer that has begun can only be ended.
  if (res.headersSent) return void res.end()
  res.status(status).set(headers).json(body)
}
