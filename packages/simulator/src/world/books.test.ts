import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Simulator } from '../simulator-api.ts'
import { startSimulator } from '../start-simulator.ts'
import { Shop } from '../testing/shop.ts'

let sim: Simulator
beforeAll(async () => {
  sim = await startSimulator({ startAt: Date.parse('2026-03-02T10:00:00+07:00') })
  sim.addCustomer({ balance: 60_000 })
  sim.addCustomer({ balance: 20_000 })
})
afterAll(() => sim.close())

type Step = {
  readonly does: 'generate' | 'pay' | 'decline' | 'refund' | 'wait'
  readonly pick: number
  readonly size: number
}

const steps = fc.array(
  fc.record<Step>({
    does: fc.constantFrom('generate', 'generate', 'pay', 'pay', 'decline', 'refund', 'wait'),
    pick: fc.nat(20),
    size: fc.constantFrom(1_000, 1_003, 1_011, 1_012, 25_000, 70_000),
  }),
  { minLength: 1, maxLength: 14 },
)

async function take(shop: Shop, { does, pick, size }: Step): Promise<void> {
  const made = sim.transactions()
  const one = made[pick % Math.max(made.length, 1)]
  if (does === 'generate') await shop.generate(size)
  if (does === 'wait') await sim.clock.advance(pick * 5_000)
  if (one === undefined) return
  if (does === 'pay') await sim.pay({ qrContent: one.qrContent, phone: sim.customers()[pick % 2]?.phone ?? '' })
  if (does === 'decline') await sim.decline({ qrContent: one.qrContent }).catch(() => undefined)
  if (does === 'refund') await shop.refund(one.partnerReferenceNo, one.payable, `R${pick}`)
}

test('whatever happens, no rupiah is made or lost', { timeout: 60_000 }, async () => {
  const run = fc.asyncProperty(steps, async (sequence) => {
    sim.reset()
    const shop = new Shop(sim)
    for (const step of sequence) {
      await take(shop, step)
      const books = sim.books()
      expect(books.customers + books.shop + books.inFlight).toBe(books.opening)
      expect(books.opening).toBe(80_000)
      expect(Object.values(books.shopBy).reduce((sum, kept) => sum + kept, 0)).toBe(books.shop)
      expect(Math.min(books.shop, books.inFlight, ...Object.values(books.balances))).toBeGreaterThanOrEqual(0)
    }
    const kept = sim.transactions().filter(({ status }) => status === '00')
    expect(kept.reduce((sum, { payable }) => sum + payable, 0)).toBe(sim.books().shop)
  })
  await fc.assert(run, { numRuns: 60 })
})

test('paying says why not', async () => {
  sim.reset()
  const shop = new Shop(sim)
  const { body } = await shop.generate(25_000)
  const qrContent = body.qrContent ?? ''
  const [rich, poor] = sim.customers()
  expect(await sim.pay({ qrContent: 'hello' })).toEqual({ ok: false, reason: 'invalid-qr' })
  expect(await sim.pay({ qrContent, phone: '089999999999' })).toEqual({ ok: false, reason: 'unknown-customer' })
  expect(await sim.pay({ qrContent, pin: '000000' })).toEqual({ ok: false, reason: 'wrong-pin' })
  expect(await sim.pay({ qrContent, phone: poor?.phone ?? '' })).toEqual({ ok: false, reason: 'insufficient' })
  expect(await sim.pay({ qrContent, phone: rich?.phone ?? '', pin: '123456' })).toMatchObject({ ok: true })
  expect(await sim.pay({ qrContent })).toEqual({ ok: false, reason: 'already-paid' })
  sim.reset()
  expect(await sim.pay({ qrContent })).toEqual({ ok: false, reason: 'unknown-qr' })
})

test('customers and partners are checked when they are added', () => {
  expect(() => sim.addCustomer({ phone: '+62812' })).toThrow('081200000001')
  expect(() => sim.addCustomer({ pin: '12' })).toThrow('six digits')
  expect(() => sim.addCustomer({ balance: 1.5 })).toThrow('whole rupiah')
  expect(() => sim.addPartner({})).toThrow('exists already')
  expect(() => sim.addPartner({ name: 'x', clientId: 'tokosimulasi' })).toThrow('another clientId')
  expect(() => sim.addPartner({ name: 'x', publicKey: 'nonsense' })).toThrow('PEM')
  expect(() => sim.addPartner({ name: 'x', publicKey: sim.partner().privateKey })).toThrow('public half')
  expect(() => sim.partner().setCallbackUrl('notify')).toThrow('full http')
  expect(() => sim.partner('nobody')).toThrow('default')
})
