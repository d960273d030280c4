import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { SimulatorDialect } from '../dialect.ts'
import type { Simulator } from '../simulator-api.ts'
import { startSimulator } from '../start-simulator.ts'
import { type PosOrder, PosShop } from '../testing/pos-shop.ts'

const START = Date.parse('2026-03-02T10:00:00+07:00')
let sim: Simulator
let shop: PosShop
beforeAll(async () => {
  sim = await startSimulator({ startAt: START })
})
beforeEach(() => {
  sim.reset()
  shop = new PosShop(sim)
})
afterAll(() => sim.close())

const PAYS = '081200009000'
const codeOf = async (operation: Parameters<PosShop['call']>[0], order: Required<PosOrder>): Promise<string> =>
  (await shop.call(operation, order)).code

async function paid(): Promise<Required<PosOrder>> {
  const order = shop.order({ phone: PAYS })
  expect(await codeOf('push', order)).toBe('00')
  return order
}

test('reversal: returns what was taken, once, and always says 00', async () => {
  const order = await paid()
  expect(sim.books()).toMatchObject({ shop: 25_000 })
  const { code, body } = await shop.call('reversal', order)
  expect(code).toBe('00')
  expect(body).toMatchObject({ type: '0410', processingCode: '040000', amount: 25_000, referenceNumber: 1 })
  expect(body).not.toHaveProperty('transactionResponseData')
  expect(await codeOf('reversal', { ...order, phone: undefined } as never)).toBe('00')
  expect(sim.books()).toMatchObject({ shop: 0, shopBy: { 'INV-1': 0 }, invoices: { 'INV-1': { state: 'reversed' } } })
  expect(sim.books().entries.filter(({ kind }) => kind === 'reversal')).toHaveLength(1)
  expect(await codeOf('status', order)).toBe('73')
})

test.each([
  ['amount', { amount: 24_999 }],
  ['batchNo', { batchNo: '000002' }],
  ['referenceNumber', { referenceNumber: '000002' }],
  ['phone', { phone: '081200009001' }],
  ['merchantInvoice', { merchantInvoice: 'INV-2' }],
])('reversal with another %s: 00, and nothing goes back', async (field, change) => {
  const order = { ...(await paid()), ...change } as Required<PosOrder>
  expect(await codeOf('reversal', order)).toBe('00')
  expect(sim.books()).toMatchObject({ shop: 25_000 })
  expect(sim.requests.at(-1)?.notes?.[0]).toContain(field)
})

test('reversal closes a push that waits: the customer can no longer approve', async () => {
  const { order, answer } = await shop.begin()
  expect(await codeOf('reversal', order)).toBe('00')
  expect(sim.requests.at(-1)?.notes).toEqual(['the 60 seconds of the push are not over'])
  expect(await sim.approvePush({})).toEqual({ ok: false, reason: 'closed' })
  await sim.clock.advance(60_000)
  expect(await answer).toMatchObject({ status: 0 })
  expect(await codeOf('status', order)).toBe('73')
  expect(sim.books()).toMatchObject({ shop: 0, customers: sim.books().opening })
})

test('reversal before its push: nothing is returned, and the push can still take money', async () => {
  const order = shop.order({ phone: PAYS })
  expect(await codeOf('reversal', order)).toBe('00')
  expect(await codeOf('push', order)).toBe('00')
  expect(sim.books().shop).toBe(25_000)
  expect(await codeOf('reversal', order)).toBe('00')
  expect(sim.books().shop).toBe(0)
})

test('dialect: an early reversal is remembered', async () => {
  const other = await startSimulator({ startAt: START, dialect: { pushEarlyReversal: 'remembered' } })
  const theirs = new PosShop(other)
  const order = theirs.order({ phone: PAYS })
  expect((await theirs.call('reversal', order)).code).toBe('00')
  expect((await theirs.call('push', order)).code).toBe('73')
  expect(other.books().shop).toBe(0)
  await other.close()
})

test('fault reversal-overtakes: the push lands after its reversal was answered', async () => {
  sim.faults.add({ operation: 'pos.push', fault: 'reversal-overtakes' })
  const order = shop.order({ phone: PAYS })
  const answer = shop.call('push', order)
  while (sim.requests.length === 0) await new Promise((resolve) => setImmediate(resolve))
  await sim.clock.advance(60_000)
  expect(await answer).toMatchObject({ status: 0 })
  expect(await codeOf('status', order)).toBe('25')
  expect(sim.books().shop).toBe(0)
  await sim.clock.advance(5_000)
  expect(await codeOf('reversal', order)).toBe('00')
  expect(sim.books()).toMatchObject({ shop: 25_000, invoices: { 'INV-1': { state: 'paid' } } })
  expect(await codeOf('reversal', order)).toBe('00')
  expect(sim.books().shop).toBe(0)
})

test('void: the whole payment, once, and the same again is answered the same', async () => {
  const order = await paid()
  expect(await codeOf('voidStatus', order)).toBe('25')
  const first = await shop.call('void', order)
  expect(first).toMatchObject({ code: '00', body: { type: '0210', processingCode: '020040' } })
  const again = await shop.call('void', order)
  expect(again).toMatchObject({ code: '00', body: { approvalCode: first.body.approvalCode } })
  expect(sim.books()).toMatchObject({ shop: 0, invoices: { 'INV-1': { state: 'voided', kept: 0 } } })
  expect(sim.books().entries.filter(({ kind }) => kind === 'void')).toHaveLength(1)
  expect(await codeOf('voidStatus', order)).toBe('00')
  expect(await codeOf('status', order)).toBe('73')
  expect(await codeOf('reversal', order)).toBe('00')
  expect(sim.books().entries.filter(({ kind }) => kind === 'reversal')).toHaveLength(0)
})

test('void is refused for a part, for another number, without a phone, and for what was not paid or was reversed', async () => {
  const order = await paid()
  expect(await codeOf('void', { ...order, amount: 10_000 })).toBe('57')
  expect(await codeOf('void', { ...order, referenceNumber: '000009' })).toBe('57')
  expect(await codeOf('void', { ...order, phone: undefined } as never)).toBe('30')
  expect(await codeOf('void', shop.order())).toBe('57')
  expect(sim.books().shop).toBe(25_000)
  await codeOf('reversal', order)
  expect(await codeOf('void', order)).toBe('57')
  const waiting = await shop.begin()
  expect(await codeOf('void', waiting.order)).toBe('57')
  await sim.rejectPush({})
  await waiting.answer
})

test('void is of the same Jakarta day only', async () => {
  const order = await paid()
  const midnight = Math.ceil((sim.clock.now() + 25_200_000) / 86_400_000) * 86_400_000 - 25_200_000
  await sim.clock.set(midnight - 30_000)
  const today = await paid()
  expect(await codeOf('void', order)).toBe('00')
  await sim.clock.set(midnight)
  expect(await codeOf('void', today)).toBe('57')
  expect(await codeOf('void', order)).toBe('00')
})

test('status: pending, then not found when nobody acted', async () => {
  const { order, answer } = await shop.begin()
  const asked = await shop.call('status', order)
  expect(asked).toMatchObject({ status: 200, code: '68', body: { type: '0110', processingCode: '040000' } })
  expect(sim.requests.at(-1)?.notes).toContain('the 60 seconds of the push are not over')
  await sim.clock.advance(50_000)
  expect(await codeOf('status', order)).toBe('68')
  await sim.clock.advance(10_000)
  expect(await codeOf('status', order)).toBe('25')
  expect(await answer).toMatchObject({ status: 0 })
})

test('status: a paid push shows the numbers of its payment', async () => {
  const order = await paid()
  const { body } = await shop.call('status', order)
  expect(body).toMatchObject({
    responseCode: '00',
    amount: 25_000,
    referenceNumber: 1,
    approvalCode: expect.any(String),
    transactionResponseData: { cashUsed: '25000', paymentType: 'PUSH TO PAY', ovoid: '********9000' },
  })
  expect(await codeOf('status', { ...order, amount: 1 })).toBe('25')
  expect(await codeOf('status', { ...order, merchantInvoice: 'INV-9' })).toBe('25')
})

test('status: after 7 days it is too old', async () => {
  const order = await paid()
  await sim.clock.advance(7 * 86_400_000 - 10_000)
  expect(await codeOf('status', order)).toBe('00')
  await sim.clock.advance(10_000)
  expect(await codeOf('status', order)).toBe('54')
  expect(await codeOf('status', { ...order, merchantInvoice: 'INV-9' })).toBe('54')
})

test.each<[SimulatorDialect['pushStatusDate'], string]>([
  ['format-error', '30'],
  ['not-found', '25'],
  ['any', '00'],
])('status with another date, dialect %s: %s', async (pushStatusDate, code) => {
  const other = await startSimulator({ startAt: START, dialect: { pushStatusDate } })
  const theirs = new PosShop(other)
  const order = theirs.order({ phone: PAYS })
  await theirs.call('push', order)
  await other.clock.advance(65_000)
  expect((await theirs.call('status', { ...order, date: theirs.date() })).code).toBe(code)
  expect((await theirs.call('status', order)).code).toBe('00')
  await other.close()
})

test('void status goes by the date of the push or of the void', async () => {
  const order = await paid()
  await sim.clock.advance(10_000)
  const voidDate = shop.date()
  await shop.post(JSON.stringify({ ...shop.body('void', order), date: voidDate }))
  expect(await codeOf('voidStatus', order)).toBe('00')
  expect(await codeOf('voidStatus', { ...order, date: voidDate })).toBe('00')
  expect(await codeOf('voidStatus', { ...order, date: '2026-03-02 09:00:00.000' })).toBe('30')
})
