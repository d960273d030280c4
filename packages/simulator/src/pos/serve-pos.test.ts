import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { SimulatorDialect } from '../dialect.ts'
import type { Simulator } from '../simulator-api.ts'
import { startSimulator } from '../start-simulator.ts'
import { PosShop } from '../testing/pos-shop.ts'

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
const noteOf = (): string => sim.requests.at(-1)?.notes?.join() ?? ''

test.each<[string, Record<string, string | undefined>, string, string]>([
  ['another content type', { 'Content-Type': 'text/plain' }, '30', 'application/json'],
  ['no app-id', { 'app-id': undefined }, '63', 'app-id'],
  ['an unknown app-id', { 'app-id': 'nobody' }, '63', 'app-id'],
  ['letters in random', { random: 'abcdefghij' }, '63', '10 digits'],
  ['random in milliseconds', { random: '1772420400000' }, '63', '10 digits'],
  ['an old random', { random: String(START / 1000 - 400) }, '63', '5 minutes'],
  ['a random of the future', { random: String(START / 1000 + 400) }, '63', '5 minutes'],
  ['no hmac', { hmac: undefined }, '63', 'hmac'],
  ['a wrong hmac', { hmac: 'f'.repeat(64) }, '63', 'hmac'],
])('%s: %s is refused', async (_, headers, code, note) => {
  expect(await shop.call('push', shop.order({ phone: PAYS }), { headers })).toMatchObject({ status: 200, code })
  expect(noteOf()).toContain(note)
  expect(sim.pushes()).toEqual([])
})

const without = (name: string) => (body: Record<string, unknown>) => ({ ...body, [name]: undefined })
const with_ = (name: string, value: unknown) => (body: Record<string, unknown>) => ({ ...body, [name]: value })
const data = (name: string, value: unknown) => (body: Record<string, unknown>) => ({
  ...body,
  transactionRequestData: { ...(body.transactionRequestData as object), [name]: value },
})

test.each<[string, (body: Record<string, unknown>) => Record<string, unknown>, string]>([
  ['no amount', without('amount'), '30'],
  ['a text as amount', with_('amount', '25000'), '30'],
  ['a fraction', with_('amount', 25_000.5), '30'],
  ['nothing to pay', with_('amount', 0), '13'],
  ['less than nothing', with_('amount', -1), '13'],
  ['no date', without('date'), '30'],
  ['another layout of the date', with_('date', '2026-03-02T10:00:00.000'), '30'],
  ['six digits after the second', with_('date', '2026-03-02 10:00:00.000000'), '30'],
  ['an old date', with_('date', '2026-03-02 09:50:00.000'), '30'],
  ['a date in another zone', with_('date', '2026-03-02 03:00:00.000'), '30'],
  ['a day that does not exist', with_('date', '2026-02-30 10:00:00.000'), '30'],
  ['no appSource', without('appSource'), '30'],
  ['no referenceNumber', without('referenceNumber'), '30'],
  ['a number as referenceNumber', with_('referenceNumber', 1), '30'],
  ['no zeros before referenceNumber', with_('referenceNumber', '1'), '30'],
  ['referenceNumber nought', with_('referenceNumber', '000000'), '30'],
  ['no batchNo', data('batchNo', undefined), '30'],
  ['a batchNo of seven digits', data('batchNo', '0000001'), '30'],
  ['no merchantInvoice', data('merchantInvoice', undefined), '30'],
  ['a merchantInvoice of 51 characters', data('merchantInvoice', 'x'.repeat(51)), '30'],
  ['no phone', data('phone', undefined), '30'],
  ['a phone with 62', data('phone', '6281200009000'), '14'],
  ['no transactionRequestData', without('transactionRequestData'), '30'],
  ['another tid', with_('tid', '9'), 'EB'],
  ['another mid', with_('mid', '9'), 'EB'],
  ['another merchantId', with_('merchantId', '9'), '58'],
  ['another storeCode', with_('storeCode', '9'), '58'],
  ['an unknown processingCode', with_('processingCode', '010000'), '96'],
  ['codes without their zeros', with_('type', '200'), '96'],
])('%s: refused', async (_, change, code) => {
  const raw = JSON.stringify(change(shop.body('push', shop.order({ phone: PAYS }))))
  expect(await shop.post(raw)).toMatchObject({ status: 200, code })
  expect(noteOf()).not.toBe('')
  expect(sim.pushes()).toEqual([])
})

test('what is not JSON, and what is not POST', async () => {
  expect(await shop.post('[]')).toMatchObject({ code: '30' })
  expect(await shop.post('{')).toMatchObject({ code: '30' })
  expect(await shop.post('', { method: 'GET' })).toMatchObject({ status: 405, raw: '' })
  expect(await shop.post(JSON.stringify(shop.body('push', shop.order())), { method: 'PUT' })).toMatchObject({
    status: 405,
  })
})

test('a merchantInvoice of 50 characters passes, and so do fields nobody knows', async () => {
  const order = shop.order({ phone: PAYS, merchantInvoice: 'x'.repeat(50) })
  expect(await shop.post(JSON.stringify({ ...shop.body('push', order), extra: true }))).toMatchObject({ code: '00' })
})

async function withDialect(dialect: Partial<SimulatorDialect>, run: (other: PosShop) => Promise<void>): Promise<void> {
  const other = await startSimulator({ startAt: START, dialect })
  await run(new PosShop(other))
  await other.close()
}

test('dialect: the body is signed too', async () => {
  await withDialect({ pushSignedContent: 'app-id-random-body' }, async (other) => {
    const raw = JSON.stringify(other.body('push', other.order({ phone: PAYS })))
    expect(await other.post(raw)).toMatchObject({ code: '63' })
    const { appId, appKey } = other.credentials
    const random = String(Math.floor(other.sim.clock.now() / 1000))
    const hmac = createHmac('sha256', appKey)
      .update(appId + random + raw)
      .digest('hex')
    expect(await other.post(raw, { headers: { random, hmac } })).toMatchObject({ code: '00' })
  })
})

test.each([
  ['plain', '12', '012'],
  ['number', 12, '12'],
] as const)('dialect: referenceNumber %s', async (pushReferenceNumber, right, wrong) => {
  await withDialect({ pushReferenceNumber }, async (other) => {
    const order = other.order({ phone: PAYS, referenceNumber: wrong })
    expect(await other.call('push', order)).toMatchObject({ code: '30' })
    expect(await other.call('push', { ...order, referenceNumber: right })).toMatchObject({
      code: '00',
      body: { referenceNumber: 12 },
    })
  })
})

test('dialect: an empty 404 when nobody acts, and 40 for a number used before', async () => {
  await withDialect({ pushExpiry: 'empty-404', pushDuplicate: '40' }, async (other) => {
    const { order, answer } = await other.begin()
    await other.sim.clock.advance(60_000)
    expect(await answer).toMatchObject({ status: 404, raw: '' })
    expect(await other.call('push', { ...order, date: other.date() })).toMatchObject({ code: '40' })
  })
})
