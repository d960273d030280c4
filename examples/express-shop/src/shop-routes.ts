import { randomInt } from 'node:crypto'
import { type Ovo, qrisLimits } from '@ovokit/core'
import { type Request, Router } from 'express'
import { cartLines, changeCart, totalOf } from './cart.ts'
import { cashbackOf } from './cashback.ts'
import { catalogue } from './catalogue.ts'
import type { OrderBook } from './order-book.ts'
import type { Sessions } from './session.ts'

/** What visitors see: the shelf, the basket, their own orders, and their OVO account. */
export function shopRoutes({
  ovo,
  orders,
  sessions,
  now,
}: {
  ovo: Ovo
  orders: OrderBook
  sessions: Sessions
  now: () => Date
}): Router {
  const router = Router()
  const hasLink = async (req: Request): Promise<boolean> =>
    req.app.locals.hasLinkedAccounts &&
    (await ovo.links.find({ customer: sessions.read(req).visitor }))?.status === 'linked'

  router.use((req, res, next) => {
    const lines = cartLines(sessions.read(req))
    res.locals.basketCount = lines.reduce((count, { quantity }) => count + quantity, 0)
    next()
  })

  router.get('/', (_req, res) => res.render('home', { catalogue }))

  router.get('/basket', async (req, res) => {
    const lines = cartLines(sessions.read(req))
    const total = totalOf(lines)
    const isLinked = await hasLink(req)
    res.render('basket', { lines, total, isLinked, isTooMuch: total > qrisLimits.maxAmount })
  })

  router.post('/basket', (req, res) => {
    const session = sessions.read(req)
    const { product, by } = req.body as Record<string, string | undefined>
    sessions.write(req, res, { ...session, cart: changeCart(session, String(product), by === '-1' ? -1 : 1) })
    res.redirect(303, '/basket')
  })

  router.post('/orders', async (req, res) => {
    const session = sessions.read(req)
    const lines = cartLines(session)
    const total = totalOf(lines)
    if (lines.length === 0 || total > qrisLimits.maxAmount) return res.redirect(303, '/basket')
    const id = newOrderId()
    await orders.add({
      id,
      visitor: session.visitor,
      lines: lines.map(({ product, quantity, sum }) => ({ name: product.name, quantity, sum })),
      total,
      status: 'open',
      createdAt: now().toISOString(),
      notes: {},
    })
    sessions.write(req, res, { ...session, cart: {} })
    const { method } = (req.body ?? {}) as Record<string, string | undefined>
    res.redirect(303, method === undefined ? `/orders/${id}` : `/orders/${id}?method=${encodeURIComponent(method)}`)
  })

  router.get('/orders/:id', async (req, res, next) => {
    const order = orders.find(req.params.id)
    if (order === undefined || order.visitor !== sessions.read(req).visitor) return next()
    // What the page begins with when nothing was begun yet; later the payment itself says it.
    const methods = [
      ...((await hasLink(req)) ? ['linked'] : []),
      'qris',
      ...(req.app.locals.hasPushToPay ? ['push-to-pay'] : []),
    ]
    const method = methods.find((one) => one === req.query.method) ?? 'qris'
    res.set('Cache-Control', 'no-store').render('order', { order, method, methods, cashback: cashbackOf(order) })
  })

  router.get('/orders/:id/cashback', (req, res, next) => {
    const order = orders.find(req.params.id)
    if (!req.app.locals.hasTopUps || order?.visitor !== sessions.read(req).visitor) return next()
    if (order.status === 'open') return res.redirect(303, `/orders/${order.id}`)
    res.set('Cache-Control', 'no-store').render('cashback', { order, cashback: cashbackOf(order) })
  })

  router.get('/account', (req, res, next) => {
    if (!req.app.locals.hasLinkedAccounts) return next()
    // Who comes here first has no cookie yet, and it is by the cookie that an OVO account is somebody's.
    if (sessions.find(req) === null) sessions.write(req, res, sessions.read(req))
    res.set('Cache-Control', 'no-store').render('account')
  })

  return router
}

/** Short enough to read out, without letters that look alike. */
function newOrderId(): string {
  const letters = 'ABCDEFGHJKMNPQRSTVWXYZ23456789'
  return `SL-${Array.from({ length: 7 }, () => letters[randomInt(letters.length)]).join('')}`
}
