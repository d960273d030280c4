import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Simulator } from '../simulator-api.ts'
import { startSimulator } from '../start-simulator.ts'
import { type PosAnswer, PosShop } from '../testing/pos-shop.ts'
import { type FaultName, faultsOn, OPERATIONS, type PosOperation } from './fault-table.ts'

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

const PAYS = '081200009000'
const seen = async (): Promise<void> => {
  const before = sim.requests.length
  while (sim.requests.length === before) await new Promise((resolve) => setImmediate(resolve))
}

async function pushWith(fault: FaultName, delayMillis?: number): Promise<PosAnswer> {
  sim.faults.add({ operation: 'pos.push', fault, ...(delayMillis === undefined ? {} : { delayMillis }) })
  return shop.call('push', shop.order({ phone: PAYS }))
}

test.each<[FaultName, number, string, number]>([
  ['refuse-before', 0, '', 0],
  ['http-500', 500, 'ER', 0],
  ['too-many', 429, '', 0],
  ['in-progress', 200, '68', 0],
  ['empty-404', 404, '', 0],
  ['lose-response', 0, '', 25_000],
  ['act-then-500', 500, 'ER', 25_000],
  ['act-then-400', 400, '00', 25_000],
  ['http-504', 504, '', 25_000],
  ['malformed-json', 200, '', 25_000],
  ['missing-response-code', 200, '', 25_000],
  ['garbage', 200, '', 25_000],
  ['wrong-amount', 200, '00', 25_000],
  ['wrong-reference', 200, '00', 25_000],
])('push, %s: HTTP %i, code %j, the shop has %i', async (fault, status, code, has) => {
  expect(await pushWith(fault)).toMatchObject({ status, code })
  expect(sim.books().shop).toBe(has)
  expect(sim.pushes()).toHaveLength(has === 0 ? 0 : 1)
  expect(sim.faults.list()).toEqual([])
})

test.each<[Exclude<PosOperation, 'pos.push'>, Parameters<PosShop['call']>[0]]>([
  ['pos.inquiry', 'inquiry'],
  ['pos.reversal', 'reversal'],
  ['pos.void', 'void'],
  ['pos.status', 'status'],
  ['pos.void-status', 'voidStatus'],
])('%s can be refused before, lost after, and neither hits another operation', async (operation, call) => {
  const order = shop.order({ phone: PAYS })
  sim.faults.add({ operation, fault: 'refuse-before' })
  sim.faults.add({ operation, fault: 'lose-response' })
  expect((await shop.call('push', order)).code).toBe('00')
  const acts = operation === 'pos.reversal' || operation === 'pos.void'
  expect((await shop.call(call, order)).status).toBe(0)
  expect(sim.books().shop).toBe(25_000)
  expect((await shop.call(call, order)).status).toBe(0)
  expect(sim.books().shop).toBe(acts ? 0 : 25_000)
  expect((await shop.call(call, order)).status).toBe(200)
  expect(sim.requests.filter((request) => request.operation === operation)).toHaveLength(3)
})

test('a status about another amount, or another invoice', async () => {
  const order = shop.order({ phone: PAYS })
  await shop.call('push', order)
  sim.faults.add({ operation: 'pos.status', fault: 'wrong-amount' })
  sim.faults.add({ operation: 'pos.status', fault: 'wrong-reference' })
  expect((await shop.call('status', order)).body.amount).toBe(1)
  expect((await shop.call('status', order)).body.transactionRequestData).toMatchObject({
    merchantInvoice: 'ANOTHER-INVOICE',
  })
})

test('delay and answer-late go by the clock', async () => {
  sim.faults.add({ operation: 'pos.push', fault: 'delay', delayMillis: 20_000 })
  const delayed = shop.call('push', shop.order({ phone: PAYS }))
  await seen()
  expect(sim.books().shop).toBe(25_000)
  await sim.clock.advance(20_000)
  expect(await delayed).toMatchObject({ code: '00' })
  sim.faults.add({ operation: 'pos.push', fault: 'answer-late', delayMillis: 120_000 })
  const late = shop.call('push', shop.order({ phone: PAYS }))
  await seen()
  await sim.clock.advance(110_000)
  expect(sim.requests.at(-1)).toMatchObject({ operation: 'pos.push', status: 0 })
  await sim.clock.advance(10_000)
  expect(await late).toMatchObject({ code: '00' })
})

test('settle-late: 68 at once, the money 5 s later', async () => {
  expect(await pushWith('settle-late', 5_000)).toMatchObject({ code: '68' })
  expect(sim.books()).toMatchObject({ inFlight: 25_000, invoices: { 'INV-1': { state: 'in-flight', kept: 0 } } })
  expect(sim.books().shopBy).toEqual({})
  await sim.clock.advance(5_000)
  expect(sim.books()).toMatchObject({ inFlight: 0, shop: 25_000 })
})

test('a queued fault comes before what a phone does', async () => {
  sim.faults.add({ operation: 'pos.push', fault: 'http-500' })
  expect(await shop.call('push', shop.order({ phone: '081200009026' }))).toMatchObject({ status: 500 })
  expect(await shop.call('push', shop.order({ phone: '081200009026' }))).toMatchObject({ code: '26' })
})

test('a reset cuts an answer that is held back', async () => {
  const delayed = pushWith('delay', 20_000)
  await seen()
  sim.reset()
  expect(await delayed).toMatchObject({ status: 0 })
})

test('faults of SNAP do not fit Push To Pay', () => {
  for (const operation of OPERATIONS.filter((one) => one.startsWith('pos.'))) {
    for (const fault of ['token-expired', 'forge', 'wrong-crc'] as const) {
      expect(faultsOn(operation)).not.toContain(fault)
      expect(() => sim.faults.add({ operation, fault })).toThrow('lose-response')
    }
  }
})
