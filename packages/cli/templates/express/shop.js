// A first shop: one thing to buy, paid with OVO. Orders are in memory; put your own in their place.
import { randomUUID } from 'node:crypto'
import { createOvo } from '@ovokit/core'
import { embeddedStore } from '@ovokit/core/embedded'
import { browserFiles } from '@ovokit/elements/files'
import { ovoRouter } from '@ovokit/express'
import express from 'express'
import { ovoConfig } from './ovo-config.js'
import { orderPage, shelfPage } from './pages.js'

const orders = new Map()
const visitorOf = (req) => /(?:^|; )visitor=([0-9a-f-]{36})/.exec(req.headers.cookie ?? '')?.[1]

const ovo = createOvo({ ...ovoConfig, store: embeddedStore(process.env.OVO_DATA || './ovo-data') })
// At least once, until it succeeds: a paid order has to stay paid when it comes again.
ovo.on('paid', ({ reference }) => mark(reference, 'paid'))
for (const type of ['refunded', 'voided']) ovo.on(type, ({ reference }) => mark(reference, 'refunded'))
ovo.on('attention', ({ reference, attention }) => console.error(`look at ${reference}: ${attention?.message}`))

function mark(reference, status) {
  const order = orders.get(reference)
  if (order) order.status = status
  console.log(`${reference} is ${status}`)
}

const app = express()
app.use(
  '/ovo',
  ovoRouter(ovo, {
    checkout: {
      // Your order, your price, your visitor: nothing that the browser sends decides what is paid.
      resolveOrder: (req, id) => {
        const order = orders.get(id)
        return order?.visitor === visitorOf(req) && order ? { reference: order.id, amount: order.total } : null
      },
    },
  }),
)
app.use('/elements', express.static(browserFiles))
app.get('/', (_req, res) => res.send(shelfPage()))
app.post('/orders', (req, res) => {
  const visitor = visitorOf(req) ?? randomUUID()
  const id = `ORDER-${randomUUID().slice(0, 8)}`
  orders.set(id, { id, total: 25_000, visitor, status: 'open' })
  res.cookie('visitor', visitor, { httpOnly: true, sameSite: 'lax' }).redirect(303, `/orders/${id}`)
})
app.get('/orders/:id', (req, res) => {
  const order = orders.get(req.params.id)
  if (order?.visitor !== visitorOf(req)) return res.status(404).send('There is no such order.')
  return res.send(orderPage(order))
})

await ovo.start()
const server = app.listen(Number(process.env.PORT || __PORT__), '127.0.0.1', () => {
  console.log(`the shop is at http://127.0.0.1:${server.address().port}`)
})

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    server.close(() => ovo.close().then(() => process.exit()))
    server.closeAllConnections()
  })
}
