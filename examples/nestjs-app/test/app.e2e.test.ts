import type { INestApplication } from '@nestjs/common'
import { Test } from '@nestjs/testing'
import type { Ovo } from '@ovokit/core'
import { getOvoOptionsToken, getOvoToken } from '@ovokit/nestjs'
import { OvoTesting } from '@ovokit/nestjs/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { AppModule } from '../src/app.module.ts'
import { OrdersService } from '../src/orders/orders.service.ts'
import { wallet } from '../src/payments/ovo-options.ts'

let testing: OvoTesting
let app: INestApplication
let url: string

beforeAll(async () => {
  testing = await OvoTesting.start({ options: { worker: true } })
  const module = await Test.createTestingModule({ imports: [AppModule] })
    .overrideProvider(getOvoOptionsToken())
    .useValue({ ...testing.options, wallet: wallet() })
    .compile()
  app = module.createNestApplication({ rawBody: true, logger: false })
  await app.listen(0, '127.0.0.1')
  url = await app.getUrl()
  await testing.attach(app, '/ovo/v1.0/qr/qr-mpm-notify')
})
afterAll(async () => {
  await app.close()
  await testing.close()
})

/** A browser with a cookie of its own. */
function browser() {
  let cookie = ''
  return async (method: string, path: string, body: object = {}) => {
    const headers = { 'content-type': 'application/json', cookie }
    const init = method === 'GET' ? { headers } : { method, headers, body: JSON.stringify(body) }
    const reply = await fetch(url + path, init)
    cookie = reply.headers.get('set-cookie')?.split(';')[0] ?? cookie
    // biome-ignore lint/suspicious/noExplicitAny: whatever JSON came
    return { status: reply.status, json: (await reply.json()) as any }
  }
}

const shopper = browser()
const order = async (item = 'Kopi susu') => (await shopper('POST', '/orders', { item })).json

// First: later tests move the clock, and health says so.
test('it is healthy, and refuses what is not on the menu', async () => {
  expect((await shopper('GET', '/health')).json).toMatchObject({ status: 'ok', info: { ovo: { status: 'up' } } })
  expect((await shopper('POST', '/orders', { item: 'Durian' })).status).toBe(400)
})

test('an order is paid with a QR, and only OVO’s word counts', async () => {
  const { id, total } = await order()
  const { json: started } = await shopper('POST', `/ovo/orders/${id}/qris`, { amount: 1 })
  expect(started).toMatchObject({ status: 'scan', amount: total })
  expect((await shopper('GET', `/orders/${id}`)).json.status).toBe('open')
  const [payment] = await app.get<Ovo>(getOvoToken()).payments.find({ reference: id })
  if (payment === undefined) throw new Error('no payment')
  await testing.pay(payment)
  expect((await shopper('GET', `/orders/${id}`)).json.status).toBe('paid')
  expect((await shopper('GET', `/ovo/orders/${id}/payment`)).json).toMatchObject({ status: 'paid', isFinal: true })
})

test('an order is paid with a push, refunded, and cannot be paid again', async () => {
  const { id } = await order('Nasi goreng')
  const { phone } = testing.simulator.addCustomer()
  expect((await shopper('POST', `/ovo/orders/${id}/push-to-pay`, { phone })).json.method).toBe('push-to-pay')
  const ovo = app.get<Ovo>(getOvoToken())
  const [payment] = await ovo.payments.find({ reference: id })
  if (payment === undefined) throw new Error('no payment')
  await testing.pay(payment)
  expect((await shopper('GET', `/orders/${id}`)).json.status).toBe('paid')
  await ovo.payments.refund(payment.id)
  await testing.settle()
  expect((await shopper('GET', `/orders/${id}`)).json.status).toBe('refunded')
  expect((await shopper('POST', `/ovo/orders/${id}/qris`)).status).toBe(404)
})

test('a QR that nobody scans expires, and a new one can be had', async () => {
  const { id } = await order()
  await shopper('POST', `/ovo/orders/${id}/qris`)
  await testing.advance(90_000)
  expect((await shopper('GET', `/ovo/orders/${id}/payment`)).json).toMatchObject({
    status: 'expired',
    canRegenerate: true,
  })
  expect((await shopper('POST', `/ovo/orders/${id}/qris`)).json.status).toBe('scan')
})

test('nobody sees or pays the order of somebody else', async () => {
  const { id } = await order()
  const stranger = browser()
  await stranger('GET', '/health')
  expect((await stranger('GET', `/orders/${id}`)).status).toBe(404)
  expect((await stranger('POST', `/ovo/orders/${id}/qris`)).json.error.code).toBe('order-not-found')
})

test('an event that comes twice is taken once', async () => {
  const { id } = await order()
  const orders = app.get(OrdersService)
  await orders.settle('event-1', id, { status: 'paid' })
  await orders.settle('event-2', id, { status: 'refunded' })
  await orders.settle('event-1', id, { status: 'paid' })
  expect((await shopper('GET', `/orders/${id}`)).json.status).toBe('refunded')
})
