import { type Ovo, OvoError, shopperView } from '@ovokit/core'
import { shopperError } from '@ovokit/core/checkout'
import { Router } from 'express'
import type { OrderBook } from './order-book.ts'
import type { Sessions } from './session.ts'

/** Starts an order's payment out of the visitor's linked account, or joins the one that is out: what the page's element asks for. */
export function linkedPaymentRoute({
  ovo,
  orders,
  sessions,
}: {
  ovo: Ovo
  orders: OrderBook
  sessions: Sessions
}): Router {
  return Router().post('/ovo/orders/:id/linked', async (req, res) => {
    const order = orders.find(req.params.id)
    const { visitor: customer } = sessions.read(req)
    res.set('Cache-Control', 'no-store')
    if (order === undefined || order.visitor !== customer || order.status === 'refunded')
      return void res.status(404).json({ error: { code: 'order-not-found', message: 'This order does not exist.' } })
    const returnUrl = `${req.protocol}://${req.get('host')}/orders/${order.id}`
    try {
      const payment = await ovo.linked.start({ reference: order.id, amount: order.total, customer, returnUrl })
      res.json(shopperView(payment, ovo.now()))
    } catch (error) {
      if (!OvoError.is(error)) throw error
      const { status, headers, body } = shopperError(error, ovo.now())
      res.status(status).set(headers).json(body)
    }
  })
}
