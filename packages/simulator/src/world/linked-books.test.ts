import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Simulator } from '../simulator-api.ts'
import { startSimulator } from '../start-simulator.ts'
import { LinkedShop, money } from '../testing/linked-shop.ts'

let sim: Simulator
beforeAll(async () => {
  sim = await startSimulator({ startAt: Date.parse('2026-03-02T10:00:00+07:00') })
  sim.addCustomer({ phone: '081200000001', balance: 60_000, points: 4_000 })
})
afterAll(() => sim.close())

const FAULTS = ['lose-response', 'settle-late', 'fail-late', 'pay-late', 'wrong-amount'] as const

const steps = fc.array(
  fc.record({
    does: fc.constantFrom('pay', 'pay', 'approve', 'approve', 'cancel', 'refund', 'refund', 'wait', 'fault'),
    pick: fc.nat(12),
    size: fc.constantFrom(1_500, 3_000, 25_000, 70_000),
  }),
  { minLength: 1, maxLength: 14 },
)

test('whatever is paid, lost and given back in parts, no rupiah and no point is made or lost', {
  timeout: 60_000,
}, async () => {
  const run = fc.asyncProperty(steps, async (sequence) => {
    sim.reset()
    const shop = await new LinkedShop(sim, { phone: '081200000001' }).link()
    for (const { does, pick, size } of sequence) {
      const made = sim.linkedPayments()
      const { partnerReferenceNo = 'NONE' } = made[pick % Math.max(made.length, 1)] ?? {}
      const payMethod = pick % 2 === 0 ? 'POINTS' : 'CASH'
      const payOptionDetails = [{ payMethod, payOption: 'OVO', transAmount: money(size) }]
      if (does === 'pay') await shop.pay(shop.order(size, { payOptionDetails }))
      if (does === 'approve') await sim.approveLinked({ partnerReferenceNo })
      if (does === 'cancel') await sim.cancelLinked({ partnerReferenceNo })
      if (does === 'refund') await shop.refund(partnerReferenceNo, { amount: size / 2, number: `R${pick}` })
      if (does === 'wait') await sim.clock.advance(pick * 60_000)
      const operation = pick % 3 === 0 ? 'linked.refund' : 'linked.pay'
      const fault = operation === 'linked.refund' ? FAULTS[pick % 3] : FAULTS[pick % 5]
      if (does === 'fault' && fault !== undefined) sim.faults.add({ operation, fault })
      const books = sim.books()
      expect(books.customers + books.shop + books.inFlight).toBe(books.opening)
      expect(books.opening).toBe(64_000)
      expect(Object.values(books.shopBy).reduce((sum, kept) => sum + kept, 0)).toBe(books.shop)
      expect(Object.values(books.linked).reduce((sum, { kept }) => sum + kept, 0)).toBe(books.shop)
      const held = [...Object.values(books.balances), ...Object.values(books.points)]
      expect(Math.min(books.shop, books.inFlight, ...held)).toBeGreaterThanOrEqual(0)
      expect(books.points['081200000001']).toBeLessThanOrEqual(4_000)
    }
  })
  await fc.assert(run, { numRuns: 60 })
})
