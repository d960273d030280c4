import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Simulator } from '../simulator-api.ts'
import { startSimulator } from '../start-simulator.ts'
import { PosShop } from '../testing/pos-shop.ts'

let sim: Simulator
let shop: PosShop
beforeAll(async () => {
  sim = await startSimulator({ startAt: Date.parse('2026-03-02T10:00:00+07:00') })
})
beforeEach(() => {
  sim.reset()
  shop = new PosShop(sim)
})
afterAll(() => sim.close())

test('the customer approves: the answer comes at once, with the fields of OVO’s own sample', async () => {
  const { order, answer } = await shop.begin()
  expect(sim.pushes()).toMatchObject([{ merchantInvoice: order.merchantInvoice, state: 'pending', amount: 25_000 }])
  expect(await sim.approvePush({ merchantInvoice: order.merchantInvoice, pin: '123456' })).toMatchObject({ ok: true })
  const { status, body } = await answer
  expect(status).toBe(200)
  expect(body).toEqual({
    type: '0210',
    processingCode: '040000',
    amount: 25_000,
    date: order.date,
    traceNumber: expect.any(Number),
    hostTime: expect.stringMatching(/^1000\d\d$/),
    hostDate: '0302',
    referenceNumber: 1,
    approvalCode: expect.stringMatching(/^\d{6}$/),
    responseCode: '00',
    tid: shop.credentials.terminalId,
    mid: shop.credentials.mid,
    transactionRequestData: { merchantInvoice: 'INV-1', batchNo: '000001', phone: '081200000001' },
    transactionResponseData: {
      storeAddress1: 'Jalan Simulasi 1',
      ovoid: '********0001',
      cashUsed: '25000',
      storeAddress2: 'Jakarta',
      ovoPointsEarned: '0',
      cashBalance: '9975000',
      fullName: 'Pelanggan 1',
      storeName: 'TOKO SIMULASI',
      ovoPointsUsed: '0',
      ovoPointsBalance: '0',
      storeCode: shop.credentials.storeCode,
      paymentType: 'PUSH TO PAY',
    },
  })
  expect(sim.books()).toMatchObject({
    shop: 25_000,
    inFlight: 0,
    shopBy: { 'INV-1': 25_000 },
    invoices: { 'INV-1': { state: 'paid', amount: 25_000, kept: 25_000 } },
  })
  expect(sim.requests).toMatchObject([{ operation: 'pos.push', status: 200, responseCode: '00', notes: [] }])
})

test('the customer rejects: 17, and no money moves', async () => {
  const { answer } = await shop.begin()
  expect(await sim.rejectPush({ referenceNumber: 1 })).toMatchObject({ ok: true })
  expect(await answer).toMatchObject({ status: 200, code: '17' })
  expect(sim.books()).toMatchObject({ shop: 0, shopBy: {}, invoices: { 'INV-1': { state: 'rejected', kept: 0 } } })
})

test('the customer has 55 seconds, and the call ends without a code after 60', async () => {
  const { answer } = await shop.begin()
  expect(sim.requests).toMatchObject([{ operation: 'pos.push', status: 0 }])
  await sim.clock.advance(50_000)
  expect(sim.pushes()[0]?.state).toBe('pending')
  await sim.clock.advance(5_000)
  expect(sim.pushes()[0]?.state).toBe('expired')
  expect(await sim.approvePush({ merchantInvoice: 'INV-1' })).toEqual({ ok: false, reason: 'expired' })
  expect(await sim.rejectPush({ merchantInvoice: 'INV-1' })).toEqual({ ok: false, reason: 'expired' })
  await sim.clock.advance(5_000)
  expect(await answer).toMatchObject({ status: 0, code: '' })
})

test('approval in the last moment counts', async () => {
  const { answer } = await shop.begin()
  await sim.clock.advance(52_000)
  expect(await sim.approvePush({ merchantInvoice: 'INV-1' })).toMatchObject({ ok: true })
  expect(await answer).toMatchObject({ code: '00' })
})

test('several pushes wait at once, on one phone and on others', async () => {
  sim.addCustomer({ phone: '081277777777', balance: 1_000 })
  const first = await shop.begin()
  const second = await shop.begin({ amount: 5_000 })
  const poor = await shop.begin({ phone: '081277777777' })
  expect(await sim.approvePush({ merchantInvoice: 'INV-2', pin: '000000' })).toEqual({ ok: false, reason: 'wrong-pin' })
  expect(await sim.approvePush({ merchantInvoice: 'INV-2' })).toMatchObject({ ok: true, amount: 5_000 })
  expect(await sim.approvePush({ phone: '081277777777' })).toEqual({ ok: false, reason: 'insufficient' })
  expect(await second.answer).toMatchObject({ code: '00' })
  expect(await poor.answer).toMatchObject({ code: '51' })
  expect(await sim.approvePush({ merchantInvoice: 'INV-2' })).toEqual({ ok: false, reason: 'closed' })
  expect(await sim.approvePush({ merchantInvoice: 'INV-9' })).toEqual({ ok: false, reason: 'unknown-push' })
  expect(await sim.approvePush({})).toMatchObject({ ok: true, merchantInvoice: 'INV-1' })
  expect(await first.answer).toMatchObject({ code: '00' })
  expect(sim.books().shopBy).toEqual({ 'INV-1': 25_000, 'INV-2': 5_000 })
})

test('a number used before is refused, whatever became of it', async () => {
  const { order, answer } = await shop.begin()
  await sim.rejectPush({})
  await answer
  expect(await shop.call('push', order)).toMatchObject({ code: '94' })
  expect(await shop.call('push', shop.order({ merchantInvoice: 'INV-1' }))).toMatchObject({ code: '94' })
  expect(await shop.call('push', shop.order({ referenceNumber: '000001' }))).toMatchObject({ code: '94' })
  const other = await shop.begin({ referenceNumber: '000001', batchNo: '000002' })
  await sim.rejectPush({})
  expect(await other.answer).toMatchObject({ code: '17' })
  expect(sim.requests.at(-2)?.notes).toEqual(['referenceNumber was used before in this batch'])
})

test('numbers that jump are taken, and noted', async () => {
  const { answer } = await shop.begin({ referenceNumber: '000007' })
  await sim.approvePush({})
  await answer
  expect(sim.requests[0]?.notes).toEqual(['referenceNumber 7 follows 0; every push should add 1'])
})

test('a phone that nobody has is not registered; inquiry says so too', async () => {
  expect(await shop.call('push', shop.order({ phone: '081299990000' }))).toMatchObject({ code: '14' })
  expect(await shop.call('inquiry', shop.order({ phone: '081299990000' }))).toMatchObject({ code: '14' })
  expect(await shop.call('inquiry', shop.order())).toMatchObject({
    code: '00',
    body: { type: '0110', processingCode: '050000', transactionRequestData: { phone: '081200000001' } },
  })
  expect(sim.requests.map(({ operation }) => operation)).toEqual(['pos.push', 'pos.inquiry', 'pos.inquiry'])
})

test('a reset cuts what waits, and forgets the numbers', async () => {
  const { order, answer } = await shop.begin()
  sim.reset()
  expect(await answer).toMatchObject({ status: 0 })
  expect(sim.requests).toEqual([])
  const again = shop.call('push', { ...order, date: shop.date() })
  await sim.nextPush()
  await sim.approvePush({})
  expect(await again).toMatchObject({ code: '00' })
})

test('a client that hangs up does not take the push off the phone', async () => {
  const order = shop.order()
  const client = new AbortController()
  const lost = shop.call('push', order, { signal: client.signal })
  await sim.nextPush()
  client.abort()
  expect(await lost).toMatchObject({ status: 0 })
  expect(await sim.approvePush({ merchantInvoice: order.merchantInvoice })).toMatchObject({ ok: true })
  expect(await shop.call('status', order)).toMatchObject({ code: '00' })
  await shop.call('reversal', order)
  expect(sim.books()).toMatchObject({ shop: 0 })
})

test('pushes of different partners do not meet', async () => {
  sim.addPartner({ name: 'second' })
  const theirs = new PosShop(sim, 'second')
  const mine = await shop.begin()
  const other = await theirs.begin({ amount: 1_000 })
  expect(mine.order.merchantInvoice).toBe(other.order.merchantInvoice)
  expect(await theirs.call('reversal', mine.order)).toMatchObject({ code: '00' })
  expect(await sim.approvePush({ partner: 'default' })).toMatchObject({ ok: true, amount: 25_000 })
  expect(await sim.approvePush({ partner: 'second' })).toMatchObject({ ok: true, amount: 1_000 })
  expect(sim.books().shopBy).toEqual({ 'INV-1': 25_000, 'second/INV-1': 1_000 })
  await Promise.all([mine.answer, other.answer])
})
