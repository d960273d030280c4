/**
 * The shop of the demo, in a process of its own so that it can be killed: Express, OvoKit on the embedded store, and
 * orders in a file. It prints one JSON line with its address when it is ready. Environment: DATA_DIR, SIMULATOR_URL,
 * PORT, OFFSET.
 */
import { join } from 'node:path'
import { createOvo, OvoError, shopperView } from '@ovokit/core'
import { embeddedStore } from '@ovokit/core/embedded'
import { ovoRouter } from '@ovokit/express'
import { connectSimulator } from '@ovokit/simulator'
import express, { type Request, type Response } from 'express'
import { openOrders } from './orders.ts'

const { DATA_DIR: folder = './ovo-data', SIMULATOR_URL: simulatorUrl = '', PORT: port = '0' } = process.env
// The demo moves OVO's clock and this one together, so that nobody waits 75 seconds.
let offset = Number(process.env.OFFSET ?? 0)

const orders = openOrders(join(folder, 'orders.json'))
const simulator = await connectSimulator(simulatorUrl)
const {
  clientId,
  clientSecret,
  privateKey = '',
  merchantId,
  terminalId,
  channelId,
  pushToPay,
} = await simulator.partner()
const ovo = createOvo({
  environment: { snap: simulatorUrl, pushToPay: simulatorUrl },
  store: embeddedStore(join(folder, 'ovo-data'), { timeOffset: () => offset }),
  encryptionKey: '0123456789abcdef'.repeat(4),
  merchants: {
    default: {
      snap: {
        clientId,
        clientSecret,
        privateKey,
        merchantId,
        terminalId,
        channelId,
        topUp: { senderInstitutionID: '999' },
      },
      pushToPay,
    },
  },
  logger: { debug: () => {}, info: () => {}, warn: () => {}, error: console.error },
})

// The one place where an order becomes paid: what OVO's own answer said, at least once, with an id to know it again.
ovo.on('*', ({ id, type, reference }) => orders.hear(reference, { id, type }))
for (const type of ['topped-up', 'top-up-failed', 'top-up-attention'] as const)
  ovo.on(type, ({ id, reference }) => orders.hear(reference, { id, type }))
await ovo.start()

const app = express()
const checkout = { resolveOrder: (_: unknown, orderId: string): ReturnType<typeof orders.find> => orders.find(orderId) }
const topUp = {
  // Every order of this shop is a top-up as well, which the order itself pays for: once.
  authorizeTopUp: (_: unknown, orderId: string) => {
    const order = orders.find(orderId)
    return order === null ? null : { reference: orderId, amount: order.amount, funding: orderId }
  },
}
// The scenarios break things on purpose; what the shopper was told is in their results.
app.use('/ovo', ovoRouter(ovo, { checkout, topUp, onError: () => {} }))
app.use(express.json())

const callsOf = async (id: string) =>
  (await ovo.log.list({ paymentId: id })).map(({ at, direction, operation, response: answer }) => {
    return { at, direction, operation, answer: answer?.status ?? answer?.outcome ?? 'no answer on record' }
  })

app.post('/orders', (request, response) => {
  response.status(201).json(orders.add(request.body as Parameters<typeof orders.add>[0]))
})
app.get('/orders/:id', async ({ params: { id } }, response) => {
  const order = orders.find(id)
  const payments = await ovo.payments.find({ reference: id })
  const timelines = await Promise.all(
    payments.map(async (payment) => ({
      status: payment.status,
      reason: payment.reason,
      number: payment.method === 'push-to-pay' ? payment.merchantInvoice : payment.partnerReferenceNo,
      qrContent: payment.method === 'qris' ? (payment.qr?.content ?? null) : null,
      history: await ovo.payments.history(payment.id),
      calls: await callsOf(payment.id),
    })),
  )
  const topUps = await Promise.all(
    (await ovo.topUp.find({ reference: id })).map(async (one) => ({
      status: one.status,
      reason: one.status === 'inquired' ? null : one.reason,
      number: one.partnerReferenceNo,
      qrContent: null,
      history: await ovo.topUp.history(one.id),
      calls: await callsOf(one.id),
    })),
  )
  response.json({ order, payments: timelines, topUps })
})
app.post('/orders/:id/refund', async ({ params: { id }, body }, response) => {
  const payments = await ovo.payments.find({ reference: id })
  const paid = payments.find(({ status }) => status === 'paid' || status === 'refunded')
  await answer(response, async () => ({ status: (await ovo.payments.refund(paid?.id ?? '', body as object)).status }))
})

// Linked accounts. A real shop takes the customer from its session, never from the address.
const own = (request: Request, path: string): string => `http://${request.headers.host}${path}`

app.post('/accounts/:customer/ovo', async (request, response) => {
  const { customer } = request.params
  const { phone } = request.body as { phone: string }
  const returnUrl = own(request, `/accounts/${customer}/ovo/return`)
  await answer(response, async () => ({ page: (await ovo.links.start({ customer, phone, returnUrl })).page }))
})
app.get('/accounts/:customer/ovo/return', async ({ params: { customer }, originalUrl }, response) => {
  await answer(response, async () => ({ outcome: (await ovo.links.complete({ customer, url: originalUrl })).outcome }))
})
app.get('/accounts/:customer/ovo', async ({ params: { customer } }, response) => {
  await answer(response, async () => ({ status: (await ovo.links.find({ customer }))?.status ?? null }))
})
app.post('/orders/:id/linked', async (request, response) => {
  const { id } = request.params
  const { amount } = orders.find(id) ?? { amount: 0 }
  const returnUrl = own(request, `/orders/${id}/return`)
  await answer(response, async () => {
    const payment = await ovo.linked.start({ reference: id, customer: id, amount, returnUrl })
    return shopperView(payment, new Date(Date.now() + offset))
  })
})
// Coming back proves nothing: OVO is asked.
app.get('/orders/:id/return', async ({ params: { id } }, response) => {
  const latest = (await ovo.payments.find({ reference: id })).at(-1)
  await answer(response, async () => ({ status: (await ovo.payments.check(latest?.id ?? '')).status }))
})

async function answer(response: Response, act: () => Promise<object>): Promise<void> {
  try {
    response.json(await act())
  } catch (error) {
    response.status(409).json({ code: OvoError.is(error) ? error.code : 'internal' })
  }
}

app.post('/time', async (request, response) => {
  offset = Number((request.body as { offset: number }).offset)
  await ovo.runDue()
  response.json({ offset })
})

const server = app.listen(Number(port), '127.0.0.1', () => {
  const address = server.address()
  const bound = typeof address === 'object' && address !== null ? address.port : 0
  process.stdout.write(`${JSON.stringify({ port: bound })}\n`)
})
