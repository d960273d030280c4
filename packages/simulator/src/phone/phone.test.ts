import { afterAll, beforeAll, expect, test } from 'vitest'
import { TEXTS } from '../../web/texts.js'
import type { Simulator } from '../simulator-api.ts'
import { startSimulator } from '../start-simulator.ts'
import { LinkedShop } from '../testing/linked-shop.ts'
import { PosShop } from '../testing/pos-shop.ts'
import { Shop } from '../testing/shop.ts'
import { TopUpShop } from '../testing/top-up-shop.ts'
import type { Bench } from './bench.ts'
import type { PhoneState } from './phone-state.ts'

const anything = { id: expect.any(String), en: expect.any(String) }

let sim: Simulator
beforeAll(async () => {
  sim = await startSimulator({ partners: [{ merchantName: '<b>TOKO</b>' }] })
})
afterAll(() => sim.close())

const get = (path: string): Promise<Response> => fetch(sim.url + path)
const state = async (): Promise<PhoneState> => (await (await get('/phone/state')).json()) as PhoneState

test('the page needs nothing from elsewhere, runs no inline script, and never writes HTML', async () => {
  const page = await get('/phone')
  const html = await page.text()
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'")
  expect(html).not.toMatch(/https?:\/\/|\son\w+=|<script>|style="/)
  const wanted = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path = '']) => path)
  // Every module that a module asks for, too.
  for (const path of wanted) {
    const answer = await get(path)
    expect([path, answer.status]).toEqual([path, 200])
    if (!path.endsWith('.js')) continue
    const script = await answer.text()
    expect(script).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|document\.write/)
    for (const [, name = ''] of script.matchAll(/^import .*'(\..+)'$/gm)) {
      const { pathname } = new URL(name, sim.url + path)
      if (!wanted.includes(pathname)) wanted.push(pathname)
    }
  }
  expect(wanted).toContain('/phone/phone/screens/pin.js')
  for (const path of ['/phone/../package.json', '/phone/%2e%2e/package.json', '/phone/style', '/phone/'])
    expect((await get(path)).status).toBe(404)
})

test('both languages say everything', () => {
  expect(Object.keys(TEXTS.en)).toEqual(Object.keys(TEXTS.id))
})

test('the bench has every magic number and every fault where it fits', async () => {
  const bench = (await (await get('/phone/bench')).json()) as Bench
  expect(bench.phones).toContainEqual({
    number: '081200009017',
    about: { id: 'menolak setelah 3 detik: 17', en: 'rejects after 3 s: 17' },
  })
  expect(bench.amounts.map(({ amount }) => amount)).toContain(1005)
  for (const { operation, faults } of bench.operations) {
    expect(faults.length).toBeGreaterThan(0)
    for (const name of faults) expect([operation, name, bench.faults[name]]).toEqual([operation, name, anything])
  }
})

test('shows the QRs nearby, then the payment and its refund', async () => {
  const shop = new Shop(sim)
  const { body } = await shop.generate(10_000, '000000000001')
  const qrContent = body.qrContent ?? ''
  expect((await state()).nearby).toMatchObject([{ qrContent, merchant: '<b>TOKO</b>', amount: 10_000 }])
  const scan = await fetch(`${sim.url}/phone/scan`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ qrContent }),
  })
  expect(await scan.json()).toMatchObject({ ok: true, amount: 10_000 })
  await sim.pay({ qrContent })
  await shop.refund('000000000001', 10_000, 'R1')
  const after = await state()
  expect(after.nearby).toEqual([])
  expect(after.history.map(({ kind }) => kind).sort()).toEqual(['payment', 'refund'])
  expect(after.holder.balance).toBe(10_000_000)
})

test('shows the pushes of its holder with their countdown, takes the PIN, and keeps the history', async () => {
  const shop = new PosShop(sim)
  const other = await shop.begin({ phone: sim.addCustomer().phone })
  const first = await shop.begin({ amount: 12_000 })
  const second = await shop.begin()
  const [shown, ...rest] = (await state()).pushes
  expect(shown).toMatchObject({ merchantInvoice: 'INV-2', merchant: '<b>TOKO</b>', amount: 12_000, partner: 'default' })
  expect(rest).toMatchObject([{ merchantInvoice: 'INV-3' }])
  expect((shown?.expiresAt ?? 0) - sim.clock.now()).toBeGreaterThan(50_000)
  expect((shown?.expiresAt ?? 0) - sim.clock.now()).toBeLessThanOrEqual(55_000)
  const tap = (path: string, input: object): Promise<unknown> =>
    fetch(`${sim.url}/_simulator/pushes/${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ partner: 'default', ...input }),
    }).then((answer) => answer.json())
  expect(await tap('approve', { merchantInvoice: 'INV-2', pin: '000000' })).toEqual({ ok: false, reason: 'wrong-pin' })
  expect(await tap('approve', { merchantInvoice: 'INV-2', pin: '123456' })).toMatchObject({ ok: true })
  expect(await tap('reject', { merchantInvoice: 'INV-3' })).toMatchObject({ ok: true })
  expect([(await first.answer).code, (await second.answer).code]).toEqual(['00', '17'])
  await shop.call('void', first.order)
  const after = await state()
  expect(after.pushes).toEqual([])
  const mine = after.history.filter(({ referenceNo }) => referenceNo === 'INV-2')
  expect(mine.map(({ kind }) => kind).sort()).toEqual(['payment', 'refund'])
  await sim.clock.advance(60_000)
  await other.answer
})

test('shows points, where the account is linked, and what was paid out of it; unlinks', async () => {
  const { phone } = sim.addCustomer({ points: 2_500 })
  const shop = await new LinkedShop(sim, { phone }).link()
  const number = await shop.paid(9_000)
  await shop.refund(number, { amount: 4_000, number: 'R1' })
  const mine = async () => (await (await get(`/phone/state?phone=${phone}`)).json()) as PhoneState
  const { holder, links, history } = await mine()
  expect(holder).toMatchObject({ phone, points: 2_500 })
  expect(links).toMatchObject([{ partner: 'default', merchant: '<b>TOKO</b>' }])
  expect(history.map(({ kind, amount }) => [kind, amount]).sort()).toEqual([
    ['payment', 9_000],
    ['refund', 4_000],
  ])
  await fetch(`${sim.url}/_simulator/unlink`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ phone, partner: 'default' }),
  })
  expect((await mine()).links).toEqual([])
  expect((await shop.balance()).code).toBe('4011102')
})

test('tells what came in: a top-up, and a payment that failed on its way', async () => {
  const { phone } = sim.addCustomer({ balance: 20_000 })
  sim.fundDeposit({ amount: 100_000 })
  const shop = new TopUpShop(sim)
  await shop.topUp(shop.order(15_000, phone))
  const linked = await new LinkedShop(sim, { phone }).link()
  sim.faults.add({ operation: 'linked.pay', fault: 'fail-late' })
  await linked.paid(9_000)
  const mine = async () => (await (await get(`/phone/state?phone=${phone}`)).json()) as PhoneState
  const kinds = async () => (await mine()).history.map(({ kind, amount }) => [kind, amount]).sort()
  expect(await kinds()).toEqual([
    ['pending', 9_000],
    ['top-up', 15_000],
  ])
  await sim.clock.advance(90_000)
  expect(await kinds()).toEqual([
    ['returned', 9_000],
    ['top-up', 15_000],
  ])
  expect((await mine()).holder.balance).toBe(35_000)
})

test('draws a QR', async () => {
  const picture = await get('/phone/qr.svg?content=hello')
  expect(picture.headers.get('content-type')).toBe('image/svg+xml')
  expect(await picture.text()).toContain('<svg')
  expect((await get('/phone/nothing')).status).toBe(404)
})
