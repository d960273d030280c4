import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Simulator } from '../simulator-api.ts'
import { startSimulator } from '../start-simulator.ts'
import { type PosAnswer, PosShop } from '../testing/pos-shop.ts'
import { MAGIC_PHONES, magicPhone } from './magic-phones.ts'

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

/** Pushes to a phone with these last digits, moves the clock on, and says what came back and when. */
async function pushTo(digits: string, millis: number): Promise<PosAnswer> {
  const answer = shop.call('push', shop.order({ phone: `08120000${digits}` }))
  while (sim.requests.length === 0) await new Promise((resolve) => setImmediate(resolve))
  if (millis > 0) await sim.clock.advance(millis)
  return answer
}

test.each<[string, number, number, string, number, number]>([
  ['9000', 0, 200, '00', 25_000, 0],
  ['9001', 60_000, 0, '', 0, 0],
  ['9002', 0, 0, '', 25_000, 0],
  ['9003', 62_000, 200, '00', 25_000, 0],
  ['9004', 0, 404, '', 0, 0],
  ['9005', 0, 200, '', 25_000, 0],
  ['9006', 0, 200, 'ER', 0, 0],
  ['9007', 0, 500, 'ER', 25_000, 0],
  ['9014', 0, 200, '14', 0, 0],
  ['9017', 3_000, 200, '17', 0, 0],
  ['9026', 0, 200, '26', 0, 0],
  ['9040', 0, 200, '40', 0, 0],
  ['9051', 0, 200, '51', 0, 0],
  ['9054', 54_000, 200, '00', 25_000, 0],
  ['9063', 0, 200, '63', 0, 0],
  ['9068', 0, 200, '68', 0, 25_000],
  ['9094', 0, 200, '94', 0, 0],
  ['9100', 0, 200, '00', 25_000, 0],
  ['9112', 12_000, 200, '00', 25_000, 0],
  ['9156', 60_000, 0, '', 0, 0],
])('…%s after %i ms: HTTP %i, code %j, shop has %i, %i in flight', async (digits, at, status, code, has, inFlight) => {
  expect(await pushTo(digits, at)).toMatchObject({ status, code })
  const books = sim.books()
  expect(books).toMatchObject({ shop: has, inFlight, total: books.opening })
})

test('every row of the table is tried above, and written in the documentation', () => {
  const text = readFileSync(new URL('../../../../docs/simulator.md', import.meta.url), 'utf8')
  const own = readFileSync(new URL(import.meta.url), 'utf8')
  for (const digits of Object.keys(MAGIC_PHONES)) {
    expect(own).toContain(`['${digits}', `)
    expect(text).toContain(`| …${digits} |`)
  }
})

test('nothing comes before its time', async () => {
  const late = shop.begin({ phone: '081200009054' })
  const { order, answer } = await late
  let isAnswered = false
  void answer.then(() => {
    isAnswered = true
  })
  await sim.clock.advance(50_000)
  expect((await shop.call('status', order)).code).toBe('68')
  expect(isAnswered).toBe(false)
  await sim.clock.advance(4_000)
  expect(await answer).toMatchObject({ code: '00' })
})

test('…9003: the money is taken at 50 s, and the answer stays away until 62 s', async () => {
  const { order, answer } = await shop.begin({ phone: '081200009003' })
  await sim.clock.advance(60_500)
  expect(sim.books().shop).toBe(25_000)
  expect((await shop.call('status', order)).code).toBe('00')
  expect(sim.requests[0]).toMatchObject({ operation: 'pos.push', status: 0 })
  await sim.clock.advance(1_500)
  expect(await answer).toMatchObject({ code: '00' })
})

test('…9068: status is pending until the money arrives; a reversal before that returns it', async () => {
  const first = shop.order({ phone: '081200009068' })
  const second = shop.order({ phone: '081200009068' })
  for (const order of [first, second]) expect((await shop.call('push', order)).code).toBe('68')
  expect((await shop.call('status', first)).code).toBe('68')
  await shop.call('reversal', second)
  expect(sim.books()).toMatchObject({ inFlight: 25_000, shop: 0 })
  await sim.clock.advance(90_000)
  expect((await shop.call('status', first)).code).toBe('00')
  expect(sim.books()).toMatchObject({ inFlight: 0, shop: 25_000, shopBy: { 'INV-1': 25_000, 'INV-2': 0 } })
})

test('…9005 answers with a page', async () => {
  expect(await pushTo('9005', 0)).toMatchObject({ type: 'text/html', raw: expect.stringContaining('<html>') })
})

test('inquiry: all of them have an account but …9014', async () => {
  for (const digits of Object.keys(MAGIC_PHONES)) {
    const { code } = await shop.call('inquiry', shop.order({ phone: `08125555${digits}` }))
    expect(code).toBe(digits === '9014' ? '14' : '00')
  }
})

test('other phones wait for their customer', () => {
  for (const phone of ['081200000001', '081212349999', '081234569200']) expect(magicPhone(phone)).toBeUndefined()
})
