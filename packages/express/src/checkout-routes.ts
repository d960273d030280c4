import { ConfigurationError, type Ovo, type ShopperView } from '@ovokit/core'
import { createCheckout, sendEvents, type Visit } from '@ovokit/core/checkout'
import type { Request, RequestHandler, Response, Router } from 'express'
import { asyncHandler } from './async-handler.ts'
import type { CheckoutOptions, Report } from './options.ts'
import { pageBody, readPageBody } from './page-body.ts'

/** Adds what a checkout page calls: start, status, events, the picture, cancel. Only translates: the rules are core's. */
export function addCheckoutRoutes(
  router: Router,
  ovo: Ovo,
  { report, ...options }: CheckoutOptions & { readonly report: Report },
): void {
  const checkout = createCheckout(ovo, options)

  const view = (ask: (visit: Visit<Request>) => Promise<ShopperView>): RequestHandler =>
    asyncHandler(async (req, res) => void noStore(res).json(await ask(visitOf(req))))

  const picture = (format: 'svg' | 'png'): RequestHandler =>
    asyncHandler(async (req, res) => {
      const { type, body } = await checkout.qr(visitOf(req), format)
      noStore(res).setHeader('Content-Type', type).end(body)
    })

  const push = asyncHandler(async (req, res) => {
    const { phone } = pageBody(req)
    noStore(res).json(await checkout.push(visitOf(req), { phone }))
  })

  const events = asyncHandler((req, res) => sendEvents(res, (signal) => checkout.events(visitOf(req), { signal })))

  router.use('/orders', noticeProxy(report))
  router.post('/orders/:orderId/qris', view(checkout.start))
  router.post('/orders/:orderId/push-to-pay', readPageBody, push)
  router.post('/orders/:orderId/cancel', view(checkout.cancel))
  router.get('/orders/:orderId/payment', view(checkout.status))
  router.get('/orders/:orderId/payment/events', events)
  router.get('/orders/:orderId/qr.svg', picture('svg'))
  router.get('/orders/:orderId/qr.png', picture('png'))
}

const visitOf = (request: Request): Visit<Request> => ({
  orderId: String(request.params.orderId),
  address: request.ip,
  headers: request.headers,
  request,
})

const noStore = (res: Response): Response => res.setHeader('Cache-Control', 'no-store')

/** Says once that there is a proxy which Express was not told of: all visitors would share one address, and its limits. */
function noticeProxy(report: Report): RequestHandler {
  let isSaid = false
  return (req, _res, next) => {
    if (!isSaid && req.headers['x-forwarded-for'] !== undefined && req.app.get('trust proxy') === false) {
      isSaid = true
      const mend =
        "a proxy is in front, and all visitors count as one address: app.set('trust proxy', …) says which to believe"
      report(new ConfigurationError([mend]), req)
    }
    next()
  }
}
