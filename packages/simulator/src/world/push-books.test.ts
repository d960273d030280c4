import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Simulator } from '../simulator-api.ts'
import { startSimulator } from '../start-simulator.ts'
import { type PosOrder, PosShop } from '../testing/pos-shop.ts'

let sim: Simulator
beforeAll(async () => {
  sim = await startSimulator({ startAt: Date.parse('2026-03-02T10:00:00+07:00') })
  sim.addCustomer({ balance: 60_000 })
  sim.addCustomer({ phone: '081200009000', balance: 30_000 })
  sim.addCustomer({ phone: '081200009068', balance: 30_000 })
  sim.addCustomer({ phone: '081200009054', balance: 30_000 })
})
afterAll(() => sim.close())

type Does = 'push' | 'approve' | 'reject' | 'reversal' | 'void' | 'status' | 'wait' | 'fault'
type Step = { readonly does: Does; readonly pick: number }

const steps = fc.array(
  fc.record<Step>({
    does: fc.constantFrom<Does>('push', 'push', 'approve', 'reject', 'reversal', 'void', 'status', 'wait', 'fault'),
    pick: fc.nat(20),
  }),
  { minLength: 1, maxLength: 16 },
)

const FAULTS = ['lose-response', 'settle-late', 'reversal-overtakes', 'empty-404', 'answer-late'] as const

class Story {
  readonly shop: PosShop = new PosShop(sim)
  readonly orders: Array<Required<PosOrder>> = []
  readonly answers: Promise<unknown>[] = []

  async take({ does, pick }: Step): Promise<void> {
    if (does === 'push') return this.#push(pick)
    if (does === 'wait') return sim.clock.advance(pick * 5_000)
    if (does === 'fault') return sim.faults.add({ operation: 'pos.push', fault: FAULTS[pick % 5] ?? 'empty-404' })
    const order = this.orders[pick % Math.max(this.orders.length, 1)]
    if (order === undefined) return
    const { merchantInvoice } = order
    if (does === 'approve') await sim.approvePush({ merchantInvoice })
    else if (does === 'reject') await sim.rejectPush({ merchantInvoice })
    else await this.shop.call(does, order)
  }

  async #push(pick: number): Promise<void> {
    const phone = sim.customers()[pick % 4]?.phone
    const order = this.shop.order({ phone, amount: [1_000, 25_000, 70_000][pick % 3] })
    this.orders.push(order)
    const before = sim.requests.length
    this.answers.push(this.shop.call('push', order))
    while (sim.requests.length === before) await new Promise((resolve) => setImmediate(resolve))
  }
}

function checkBooks(): void {
  const books = sim.books()
  expect(books.customers + books.shop + books.inFlight).toBe(books.opening)
  expect(books.opening).toBe(150_000)
  expect(Object.values(books.shopBy).reduce((sum, kept) => sum + kept, 0)).toBe(books.shop)
  expect(Object.values(books.invoices).reduce((sum, { kept }) => sum + kept, 0)).toBe(books.shop)
  expect(Math.min(books.shop, books.inFlight, ...Object.values(books.balances))).toBeGreaterThanOrEqual(0)
  const byState = (state: string): number =>
    sim.pushes().reduce((sum, push) => sum + (push.state === state ? push.amount : 0), 0)
  expect(books).toMatchObject({ shop: byState('paid'), inFlight: byState('in-flight') })
}

test('whatever is pushed, approved, reversed and voided, no rupiah is made or lost', { timeout: 60_000 }, async () => {
  const run = fc.asyncProperty(steps, async (sequence) => {
    sim.reset()
    const story = new Story()
    for (const step of sequence) {
      await story.take(step)
      checkBooks()
    }
    for (const order of story.orders) await story.shop.call('reversal', order)
    for (const order of story.orders) await story.shop.call('reversal', order)
    checkBooks()
    expect(sim.books()).toMatchObject({ shop: 0, inFlight: 0, customers: 150_000 })
    await sim.clock.advance(200_000)
    await Promise.all(story.answers)
    checkBooks()
  })
  await fc.assert(run, { numRuns: 60 })
})
