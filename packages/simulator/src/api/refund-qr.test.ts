import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Simulator } from '../simulator-api.ts'
import { startSimulator } from '../start-simulator.ts'
import { Shop } from '../testing/shop.ts'

let sim: Simulator
let shop: Shop
beforeAll(async () => {
  sim = await startSimulator({ startAt: Date.parse('2026-03-02T10:00:00+07:00'), partners: [{}, { name: 'other' }] })
})
beforeEach(() => {
  sim.reset()
  shop = new Shop(sim)
})
afterAll(() => sim.close())

async function paid(partnerReferenceNo = '000000000001', amount = 10_000): Promise<void> {
  const { body } = await shop.generate(amount, partnerReferenceNo)
  expect(await sim.pay({ qrContent: body.qrContent ?? '' })).toMatchObject({ ok: true })
}

test('gives all of it back once, and answers the same number again', async () => {
  await paid()
  const first = await shop.refund('000000000001', 10_000, 'R1')
  const again = await shop.refund('000000000001', 10_000, 'R1')
  expect(first).toMatchObject({ status: 200, code: '2007800' })
  expect(again.body).toEqual(first.body)
  expect(sim.books()).toMatchObject({ customers: 10_000_000, shop: 0 })
  expect(sim.books().shopBy).toEqual({ '000000000001': 0 })
  expect(sim.transactions()[0]).toMatchObject({ status: '04', refunds: [{ partnerRefundNo: 'R1', amount: 10_000 }] })
})

test('the same number for something else is inconsistent', async () => {
  await paid('000000000001')
  await paid('000000000002')
  await shop.refund('000000000001', 10_000, 'R1')
  expect((await shop.refund('000000000001', 9_000, 'R1')).code).toBe('4047818')
  expect((await shop.refund('000000000002', 10_000, 'R1')).code).toBe('4047818')
})

test('another number for a refunded payment is not allowed', async () => {
  await paid()
  await shop.refund('000000000001', 10_000, 'R1')
  expect((await shop.refund('000000000001', 10_000, 'R2')).code).toBe('4057801')
})

test('only all of it', async () => {
  await paid()
  expect((await shop.refund('000000000001', 9_999, 'R1')).code).toBe('4047813')
  expect((await shop.refund('000000000001', 10_001, 'R1')).code).toBe('4047813')
  expect(sim.books().shop).toBe(10_000)
})

test('only what is paid', async () => {
  await shop.generate(10_000, '000000000001')
  expect((await shop.refund('000000000001', 10_000, 'R1')).code).toBe('4057801')
  expect((await shop.refund('000000000009', 10_000, 'R1')).code).toBe('4047801')
})

test('only on the day it was paid, in Jakarta; an old refund is still answered again', async () => {
  await paid('000000000001')
  await paid('000000000002')
  await sim.clock.set(Date.parse('2026-03-02T23:59:50+07:00'))
  await shop.login()
  expect((await shop.refund('000000000001', 10_000, 'R1')).code).toBe('2007800')
  await sim.clock.advance(11_000)
  expect((await shop.refund('000000000002', 10_000, 'R2')).code).toBe('4057801')
  expect((await shop.refund('000000000001', 10_000, 'R1')).code).toBe('2007800')
})

test('a payment of another partner is not found', async () => {
  await paid()
  const stranger = new Shop(sim, 'other')
  expect((await stranger.refund('000000000001', 10_000, 'R1')).code).toBe('4047801')
  expect((await stranger.query('000000000001')).code).toBe('4045101')
  const original = sim.transactions()[0]?.referenceNo
  expect((await stranger.call('query', { originalReferenceNo: original, serviceCode: '47' })).code).toBe('4045101')
})

test('a query needs a number and the service code', async () => {
  await paid()
  expect((await shop.call('query', { serviceCode: '47' })).code).toBe('4005102')
  expect((await shop.call('query', { originalPartnerReferenceNo: '000000000001' })).code).toBe('4005102')
  expect((await shop.query('000000000001')).body.paidTime).toMatch(/\+07:00$/)
  expect((await shop.query('000000000009')).code).toBe('4045101')
})
