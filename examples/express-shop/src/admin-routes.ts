import { randomUUID } from 'node:crypto'
import { type Ovo, OvoError } from '@ovokit/core'
import { type Response, Router } from 'express'
import type { Order, OrderBook } from './order-book.ts'
import { paymentFacts, undoWord } from './payment-facts.ts'
import { paymentTimeline } from './payment-timeline.ts'

type Form = Readonly<Record<string, string | undefined>>

/** The back office: orders, what OVO said about each, money given back, and what a person has to decide. */
export function adminRoutes({ ovo, orders }: { ovo: Ovo; orders: OrderBook }): Router {
  const router = Router()

  router.use((_req, res, next) => {
    res.set('Cache-Control', 'no-store')
    next()
  })

  router.get('/', async (_req, res) => {
    const health = await ovo.health()
    res.render('admin-orders', { orders: orders.all(), health })
  })

  const show = async (res: Response, order: Order, problem: string | null = null): Promise<void> => {
    const attempts = await ovo.payments.find({ reference: order.id })
    const timelines = await Promise.all(attempts.map((payment) => paymentTimeline(ovo, payment)))
    const facts = attempts.map((payment) => paymentFacts(payment, ovo.now()))
    const cashbacks = (await ovo.topUp.find({ reference: order.id })).filter(({ status }) => status !== 'inquired')
    res.render('admin-order', {
      order,
      cashbacks,
      attempts,
      facts,
      timelines,
      problem,
      undoWord,
      newKey: randomUUID,
      toCurl: ovo.log.toCurl,
    })
  }

  router.get('/orders/:id', async (req, res, next) => {
    const order = orders.find(req.params.id)
    return order === undefined ? next() : show(res, order)
  })

  /** Does something to one of the order's payments; what the rules do not allow is shown, not thrown. */
  const act = (path: string, run: (paymentId: string, form: Form) => Promise<unknown>): void => {
    router.post(`/orders/:id/payments/:payment/${path}`, async (req, res, next) => {
      const order = orders.find(req.params.id)
      const attempts = await ovo.payments.find({ reference: req.params.id })
      const payment = attempts.find(({ id }) => id === req.params.payment)
      if (order === undefined || payment === undefined) return next()
      try {
        await run(payment.id, (req.body ?? {}) as Form)
        res.redirect(303, `/admin/orders/${order.id}`)
      } catch (error) {
        if (!OvoError.is(error)) throw error
        res.status(409)
        await show(res, order, error.message)
      }
    })
  }
  act('refund', (id, { amount, key }) =>
    ovo.payments.refund(id, {
      reason: 'Refunded by the shop',
      // Parts go back out of a linked account only. The form has a name for each, so that a double click is one.
      ...(amount === undefined || key === undefined ? {} : { amount: Number(amount), key }),
    }),
  )
  act('check', (id) => ovo.payments.check(id))
  act('resolve', (id, { as }) => ovo.payments.resolve(id, as === 'paid' ? 'paid' : 'failed'))

  return router
}
