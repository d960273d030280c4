import { type Ovo, OvoError, type Payment, type StartQris, shopperView } from '@ovokit/core'
import type { RequestHandler, Response, Router } from 'express'
import { asyncHandler } from './async-handler.ts'
import type { CheckoutOptions } from './options.ts'
import { createPaymentEvents } from './payment-events.ts'
import { createLimits } from './rate-limits.ts'
import { sameOrigin } from './same-origin.ts'
import { sendProblem } from './shopper-error.ts'

/** What `loadOrder` leaves for the handlers after it. */
type OrderLocals = { ovoOrder: StartQris }

/** Adds what a checkout page calls: start, status, events, the picture, cancel. */
export function addCheckoutRoutes(
  router: Router,
  ovo: Ovo,
  { resolveOrder, limits: limitOptions }: CheckoutOptions,
): void {
  const limits = createLimits(limitOptions)
  const streamEvents = createPaymentEvents(ovo)

  const loadOrder: RequestHandler = (req, res, next) => {
    const load = async (): Promise<void> => {
      const order = await resolveOrder(req, String(req.params.orderId))
      if (order === null || order === undefined) return sendProblem(res, 'order-not-found')
      res.locals.ovoOrder = order
      next()
    }
    load().catch(next)
  }

  /** The attempt that counts: the paid one, or else the latest. */
  async function findPayment({ reference, merchant }: StartQris): Promise<Payment | null> {
    const attempts = await ovo.payments.find({ reference, ...(merchant === undefined ? {} : { merchant }) })
    return attempts.findLast(({ status, isOrphan }) => status === 'paid' && !isOrphan) ?? attempts.at(-1) ?? null
  }

  const sendView = (res: Response, payment: Payment): void => {
    res.setHeader('Cache-Control', 'no-store')
    res.json(shopperView(payment, ovo.now()))
  }

  /** A handler for an order's payment, where there is one. */
  const onPayment = (handle: (payment: Payment, res: Response) => void | Promise<void>): RequestHandler =>
    asyncHandler<OrderLocals>(async (_req, res) => {
      const payment = await findPayment(res.locals.ovoOrder)
      if (payment === null) sendProblem(res, 'payment-not-found')
      else await handle(payment, res)
    })

  const picture = (
    type: string,
    draw: (qr: NonNullable<Payment['qr']>) => Promise<string | Uint8Array>,
  ): RequestHandler =>
    onPayment(async (payment, res) => {
      const isLive = shopperView(payment, ovo.now()).status === 'scan'
      if (!isLive || payment.qr === null) return sendProblem(res, 'qr-gone')
      const drawn = await draw(payment.qr)
      res.setHeader('Content-Type', type).setHeader('Cache-Control', 'no-store')
      res.end(drawn)
    })

  // The order's own limit counts only those who may pay it: a stranger cannot use it up.
  const changing = [sameOrigin, limits.address, loadOrder, limits.order]
  const looking = [limits.status, loadOrder]

  router.post(
    '/orders/:orderId/qris',
    ...changing,
    asyncHandler<OrderLocals>(async (_req, res) => {
      const order = res.locals.ovoOrder
      const payment = await ovo.qris.start(order).catch(async (error: unknown) => {
        const paid = OvoError.is(error) && error.code === 'already-paid' ? await findPayment(order) : null
        if (paid === null) throw error
        return paid
      })
      sendView(res, payment)
    }),
  )
  router.post(
    '/orders/:orderId/cancel',
    ...changing,
    onPayment(async ({ id }, res) => sendView(res, await ovo.payments.cancel(id))),
  )
  router.get(
    '/orders/:orderId/payment',
    ...looking,
    onPayment(async (payment, res) => {
      await ovo.payments.touch(payment.id)
      sendView(res, payment)
    }),
  )
  router.get('/orders/:orderId/payment/events', ...looking, onPayment(streamEvents))
  router.get(
    '/orders/:orderId/qr.svg',
    ...looking,
    picture('image/svg+xml', (qr) => qr.toSvg()),
  )
  router.get(
    '/orders/:orderId/qr.png',
    ...looking,
    picture('image/png', (qr) => qr.toPng()),
  )
}
