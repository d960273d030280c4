import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Simulator } from '../simulator-api.ts'
import { startSimulator } from '../start-simulator.ts'
import { Shop, type ShopAnswer } from '../testing/shop.ts'
import { readQrisPayload } from '../wire/qris-payload.ts'
import { FAULTS, type FaultName, faultsOn, OPERATIONS } from './fault-table.ts'
import { MAGIC_AMOUNTS } from './magic-amounts.ts'

let sim: Simulator
let shop: Shop
beforeAll(async () => {
  sim = await startSimulator({ startAt: Date.parse('2026-03-02T10:00:00+07:00') })
})
beforeEach(async () => {
  sim.reset()
  shop = new Shop(sim)
  await shop.login()
})
afterAll(() => sim.close())

const NUMBER = '000000000001'

async function generateWith(fault: FaultName, delayMillis?: number): Promise<ShopAnswer> {
  sim.faults.add({ operation: 'qris.generate', fault, ...(delayMillis === undefined ? {} : { delayMillis }) })
  return shop.generate(10_000, NUMBER)
}

test.each<[FaultName, number, string, number]>([
  ['refuse-before', 0, '', 0],
  ['http-500', 500, '5004700', 0],
  ['too-many', 429, '4294700', 0],
  ['in-progress', 202, '2024700', 0],
  ['empty-404', 404, '', 0],
  ['token-expired', 401, '4014701', 0],
  ['lose-response', 0, '', 1],
  ['act-then-500', 500, '5004700', 1],
  ['http-504', 504, '5044700', 1],
  ['malformed-json', 200, '', 1],
  ['missing-response-code', 200, '', 1],
])('%s: HTTP %i, code %j, %i QR made', async (fault, status, code, made) => {
  expect(await generateWith(fault)).toMatchObject({ status, code })
  expect(sim.transactions()).toHaveLength(made)
  expect(sim.faults.list()).toEqual([])
})

test('an empty 404 is empty, a cut answer is cut', async () => {
  expect((await generateWith('empty-404')).raw).toBe('')
  const { raw } = await generateWith('malformed-json')
  expect(raw.startsWith('{"responseCode":"2004700"')).toBe(true)
  expect(() => JSON.parse(raw)).toThrow()
})

test('tokens that died early are refused until there is a new one', async () => {
  await generateWith('token-expired')
  expect((await shop.generate(10_000, NUMBER)).code).toBe('4014701')
  await shop.login()
  expect((await shop.generate(10_000, NUMBER)).code).toBe('2004700')
})

test('expiresIn as a number', async () => {
  sim.faults.add({ operation: 'token.b2b', fault: 'numeric-expires-in' })
  expect((await shop.login()).body.expiresIn).toBe(900)
})

test('delay', async () => {
  const before = performance.now()
  expect((await generateWith('delay', 120)).code).toBe('2004700')
  expect(performance.now() - before).toBeGreaterThan(100)
})

test('a payload with another amount, or a wrong check', async () => {
  const dear = await generateWith('wrong-amount')
  expect(readQrisPayload(dear.body.qrContent ?? '')?.amount).toBe(11_000)
  sim.faults.add({ operation: 'qris.generate', fault: 'wrong-crc' })
  const qrContent = (await shop.generate(10_000)).body.qrContent ?? ''
  expect(await sim.pay({ qrContent })).toEqual({ ok: false, reason: 'invalid-qr' })
})

test('a query about another amount, or another number', async () => {
  await shop.generate(10_000, NUMBER)
  sim.faults.add({ operation: 'qris.query', fault: 'wrong-amount' })
  sim.faults.add({ operation: 'qris.query', fault: 'wrong-reference' })
  expect((await shop.query(NUMBER)).body.amount).toMatchObject({ value: '1.00' })
  expect((await shop.query(NUMBER)).body.originalPartnerReferenceNo).not.toBe(NUMBER)
  expect((await shop.query(NUMBER)).body).toMatchObject({ originalPartnerReferenceNo: NUMBER })
})

test('paid after it expired', async () => {
  const { body } = await generateWith('pay-late')
  await sim.clock.advance(80_000)
  expect((await shop.query(NUMBER)).body.latestTransactionStatus).toBe('05')
  expect(await sim.pay({ qrContent: body.qrContent ?? '' })).toMatchObject({ ok: true })
  expect((await shop.query(NUMBER)).body.latestTransactionStatus).toBe('00')
})

test('settled long after it was paid: the money is in flight', async () => {
  const { body } = await generateWith('settle-late')
  await sim.pay({ qrContent: body.qrContent ?? '' })
  await sim.clock.advance(80_000)
  expect((await shop.query(NUMBER)).body.latestTransactionStatus).toBe('03')
  expect(sim.books()).toMatchObject({ inFlight: 10_000, shop: 0 })
  expect((await shop.refund(NUMBER, 10_000, 'R1')).code).toBe('4057801')
  await sim.clock.advance(10_000)
  expect((await shop.query(NUMBER)).body.latestTransactionStatus).toBe('00')
  expect(sim.books()).toMatchObject({ inFlight: 0, shop: 10_000 })
})

test('a fault hits as often as it is told', async () => {
  sim.faults.add({ operation: 'qris.query', fault: 'http-500', times: 2 })
  await shop.generate(10_000, NUMBER)
  const codes = [await shop.query(NUMBER), await shop.query(NUMBER), await shop.query(NUMBER)].map(({ code }) => code)
  expect(codes).toEqual(['5005100', '5005100', '2005100'])
})

test('a fault that makes no sense is refused with the ones that do', () => {
  expect(() => sim.faults.add({ operation: 'callback', fault: 'wrong-crc' })).toThrow('forge')
  expect(() => sim.faults.add({ operation: 'nothing' as 'callback', fault: 'drop' })).toThrow('qris.generate')
  expect(() => sim.faults.add({ operation: 'callback', fault: 'drop', times: 0 })).toThrow('1 or more')
})

test('every fault fits somewhere', () => {
  const placed = new Set(OPERATIONS.flatMap(faultsOn))
  expect([...placed].sort()).toEqual(Object.keys(FAULTS).sort())
})

test.each([
  [1_001, 0, ''],
  [1_002, 500, '5004700'],
  [40_403, 404, '4044708'],
  [50_000, 200, '2004700'],
])('magic amount %i answers HTTP %i %s', async (amount, status, code) => {
  expect(await shop.generate(amount, NUMBER)).toMatchObject({ status, code })
})

test('magic amounts: payloads', async () => {
  expect(readQrisPayload((await shop.generate(1_003)).body.qrContent ?? '')?.amount).toBe(2_003)
  expect(readQrisPayload((await shop.generate(1_004)).body.qrContent ?? '')).toBeUndefined()
})

test('magic amounts: the customer acts by herself', async () => {
  await shop.generate(1_008, '000000001008')
  await shop.generate(1_009, '000000001009')
  await sim.clock.advance(3_000)
  expect((await shop.query('000000001008')).body.latestTransactionStatus).toBe('00')
  expect((await shop.query('000000001009')).body.latestTransactionStatus).toBe('06')
})

test('magic amount: the answer to the first refund is lost', async () => {
  const { body } = await shop.generate(1_010, NUMBER)
  await sim.pay({ qrContent: body.qrContent ?? '' })
  expect((await shop.refund(NUMBER, 1_010, 'R1')).status).toBe(0)
  expect((await shop.refund(NUMBER, 1_010, 'R1')).code).toBe('2007800')
})

test('ordinary prices are not magic', () => {
  for (const amount of Object.keys(MAGIC_AMOUNTS).map(Number)) expect(amount % 500).not.toBe(0)
})

test('the tables in the documentation list every fault and every magic amount', () => {
  const text = readFileSync(new URL('../../../../docs/simulator.md', import.meta.url), 'utf8')
  for (const fault of Object.keys(FAULTS)) expect(text).toContain(`| \`${fault}\` |`)
  for (const amount of Object.keys(MAGIC_AMOUNTS)) expect(text).toContain(`| ${Number(amount).toLocaleString('en')} |`)
})
