import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Simulator } from '../simulator-api.ts'
import { startSimulator } from '../start-simulator.ts'
import { Shop } from '../testing/shop.ts'

let sim: Simulator
let shop: Shop
beforeAll(async () => {
  sim = await startSimulator({ startAt: Date.parse('2026-03-02T10:00:00+07:00') })
})
beforeEach(() => {
  sim.reset()
  shop = new Shop(sim)
})
afterAll(() => sim.close())

test.each<[string, Record<string, unknown>, string, string]>([
  ['no number', { partnerReferenceNo: undefined }, '4004702', 'partnerReferenceNo'],
  ['eleven digits', { partnerReferenceNo: '12345678901' }, '4004701', 'partnerReferenceNo'],
  ['a letter', { partnerReferenceNo: 'A23456789012' }, '4004701', 'partnerReferenceNo'],
  ['a number that is not a text', { partnerReferenceNo: 123456789012 }, '4004701', 'partnerReferenceNo'],
  ['no amount', { amount: undefined }, '4004702', 'amount.value'],
  ['an amount that is a number', { amount: { value: 10_000, currency: 'IDR' } }, '4004701', 'amount.value'],
  ['no decimals', { amount: { value: '10000', currency: 'IDR' } }, '4004701', 'amount.value'],
  ['sen', { amount: { value: '10000.50', currency: 'IDR' } }, '4004701', 'amount.value'],
  ['no currency', { amount: { value: '10000.00' } }, '4004702', 'amount.currency'],
  ['dollars', { amount: { value: '10000.00', currency: 'USD' } }, '4004701', 'amount.currency'],
  ['nothing to pay', { amount: { value: '0.00', currency: 'IDR' } }, '4044713', 'Amount'],
  ['over five million', { amount: { value: '5000001.00', currency: 'IDR' } }, '4034702', 'Limit'],
  ['no merchant', { merchantId: undefined }, '4004702', 'merchantId'],
  ['another merchant', { merchantId: 'SIM9999999' }, '4044708', 'Merchant'],
  ['no terminal', { terminalId: undefined }, '4004702', 'terminalId'],
  ['another terminal', { terminalId: 'T9' }, '4044717', 'Terminal'],
])('%s', async (_, change, code, about) => {
  const answer = await shop.call('generate', { ...shop.order(10_000), ...change })
  expect(answer.code).toBe(code)
  expect(answer.body.responseMessage).toContain(about)
  expect(sim.transactions()).toEqual([])
})

test('five million is the most', async () => {
  expect((await shop.generate(5_000_000)).code).toBe('2004700')
})

test('a body that is not JSON', async () => {
  expect((await shop.call('generate', {}, { raw: '{"a":' })).code).toBe('4004700')
  expect((await shop.call('generate', {}, { raw: '[]' })).code).toBe('4004700')
})

test('a number is good once', async () => {
  expect((await shop.generate(10_000, '000000000001')).code).toBe('2004700')
  expect((await shop.generate(10_000, '000000000001')).code).toBe('4094701')
})

test('a method or a path that is not there', async () => {
  expect((await shop.call('generate', {}, { method: 'PUT' })).code).toBe('4054700')
  expect((await fetch(`${sim.url}/OVOSNAP/v9/nothing`, { method: 'POST' })).status).toBe(404)
  expect(sim.requests.at(-1)).toMatchObject({ operation: 'unknown', status: 404 })
})

test('a QR dies 75 seconds after it was made', async () => {
  const { body } = await shop.generate(10_000, '000000000001')
  const qrContent = body.qrContent ?? ''
  await sim.clock.advance(74_000)
  expect((await shop.query('000000000001')).body.latestTransactionStatus).toBe('03')
  await sim.clock.advance(1_000)
  expect((await shop.query('000000000001')).body).toMatchObject({
    latestTransactionStatus: '05',
    transactionStatusDesc: 'Canceled',
  })
  expect(await sim.pay({ qrContent })).toEqual({ ok: false, reason: 'expired' })
})
