import type { Ovo } from '@ovokit/core'
import { createCheckout, type Visit, type WalletCheckout } from '@ovokit/core/checkout'
import type { Request, RequestHandler, Router } from 'express'
import { asyncHandler } from './async-handler.ts'
import type { CheckoutOptions } from './options.ts'
import { answerBack, answerEvents, answerJson, noStore, visitorOf } from './page-answers.ts'
import { pageBody, readPageBody } from './page-body.ts'

/** Adds what a checkout page calls: start, status, events, the picture, cancel. Only translates: the rules are core's. */
export function addCheckoutRoutes(
  router: Router,
  ovo: Ovo,
  { wallet, ...options }: CheckoutOptions & { readonly wallet: WalletCheckout<Request> | undefined },
): void {
  const { resolveOrder } = options
  const checkout = createCheckout(ovo, { ...options, resolveOrder: wallet?.payingFor(resolveOrder) ?? resolveOrder })
  const picture = (format: 'svg' | 'png'): RequestHandler =>
    asyncHandler(async (req, res) => {
      const { type, body } = await checkout.qr(visitOf(req), format)
      noStore(res).setHeader('Content-Type', type).end(body)
    })
  if (wallet !== undefined) {
    router.post(
      '/orders/:orderId/linked',
      answerJson(async (req) => {
        await wallet.checkSignedIn(visitOf(req))
        return checkout.linked(visitOf(req))
      }),
    )
    router.get(
      '/orders/:orderId/linked/return',
      answerBack(async (req) => {
        await checkout.backFromPin(visitOf(req))
        return { location: wallet.orderPage(visitOf(req).orderId) }
      }),
    )
  }
  const push = answerJson((req) => checkout.push(visitOf(req), { phone: pageBody(req).phone }))

  router.post(
    '/orders/:orderId/qris',
    answerJson((req) => checkout.start(visitOf(req))),
  )
  router.post('/orders/:orderId/push-to-pay', readPageBody, push)
  router.post(
    '/orders/:orderId/cancel',
    answerJson((req) => checkout.cancel(visitOf(req))),
  )
  router.get(
    '/orders/:orderId/payment',
    answerJson((req) => checkout.status(visitOf(req))),
  )
  router.get(
    '/orders/:orderId/payment/events',
    answerEvents((req, options) => checkout.events(visitOf(req), options)),
  )
  router.get('/orders/:orderId/qr.svg', picture('svg'))
  router.get('/orders/:orderId/qr.png', picture('png'))
}

const visitOf = (req: Request): Visit<Request> => ({ ...visitorOf(req), orderId: String(req.params.orderId) })
