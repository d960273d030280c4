import { createOvo, memoryStore, type Ovo, type Store } from '@ovokit/core'
import { postgresStore } from '@ovokit/core/postgres'
import { type Simulator, startSimulator } from '@ovokit/simulator'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hearStore } from '../secrets/hear-shop.ts'
import { startPostgres, type TestPostgres } from '../support/postgres.ts'
import { credentials, testEncryptionKey } from '../support/shop.ts'
import { link, returnUrl } from '../support/wallet.ts'

const people = Array.from({ length: 200 }, (_, n) => ({
  customer: `customer ${n}`,
  phone: `0812${String(10_000 + n).padStart(8, '0')}`,
  // Everybody's own, so that a swapped account shows in the books too.
  amount: 20_000 + n,
}))
const phoneOf = new Map(people.map(({ customer, phone }) => [customer, phone]))

let postgres: TestPostgres
beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(() => postgres.stop())

const stores: Readonly<Record<'one process' | 'two processes', () => (timeOffset: () => number) => Store>> = {
  'one process': () => {
    const kept: { store?: Store } = {}
    return (timeOffset) => {
      kept.store ??= hearStore(memoryStore({ timeOffset }))
      return kept.store
    }
  },
  'two processes': () => {
    const schema = postgres.schema()
    return (timeOffset) => postgresStore(postgres.pool(), { schema, timeOffset })
  },
}

async function openShops(sim: Simulator, count: number, open: (timeOffset: () => number) => Store): Promise<Ovo[]> {
  const shops = Array.from({ length: count }, () =>
    createOvo({
      ...{ environment: { snap: sim.url }, store: open(() => sim.clock.offset()), encryptionKey: testEncryptionKey },
      merchants: { default: { snap: credentials(sim, sim.partner()) } },
    }),
  )
  for (const ovo of shops) await ovo.start({ worker: false })
  return shops
}

/** Whom OVO took the money from, and whom the shop thinks that it was, by OVO's own word. */
async function checkWhoPaid(sim: Simulator, ovo: Ovo): Promise<void> {
  const payments = (await ovo.payments.recent({ limit: 1_000 })).filter((one) => one.method === 'linked')
  expect(payments).toHaveLength(people.length)
  const customerOf = new Map(payments.map(({ partnerReferenceNo, customer }) => [partnerReferenceNo, customer]))
  const strays = sim
    .linkedPayments()
    .filter(({ partnerReferenceNo, phone }) => phoneOf.get(customerOf.get(partnerReferenceNo) ?? '') !== phone)
  expect(strays, 'everybody paid for themselves').toEqual([])
  expect(new Set(payments.map(({ status }) => status))).toEqual(new Set(['paid']))
  const { balances } = sim.books()
  for (const { phone, amount } of people) expect(balances[phone]).toBe(100_000 - amount)
}

test.each([
  ['one process', 1],
  ['two processes', 2],
] as const)(
  '200 customers pay at once through %s, each with their own token, also when all tokens die',
  { timeout: 120_000 },
  async (name, count) => {
    const sim = await startSimulator({ partners: [{ pinless: true }] })
    const shops = await openShops(sim, count, stores[name]())
    const one = (turn: number): Ovo => shops[turn % count] as Ovo
    try {
      for (const { phone } of people) sim.addCustomer({ phone, balance: 100_000 })
      await Promise.all(people.map((person, turn) => link({ ovo: one(turn), sim }, person.customer, person)))
      sim.faults.add({ operation: 'linked.pay', fault: 'token-expired' })
      await Promise.all(
        people.map(({ customer, amount }, turn) =>
          one(turn + 1).linked.start({ reference: `ORDER-${turn}`, amount, customer, returnUrl }),
        ),
      )
      await checkWhoPaid(sim, one(0))
      // Nobody's token was renewed by, or for, anybody else: at most once each.
      const refreshed = sim.requests.flatMap(({ body }) => /"refreshToken":"([^"]+)"/.exec(body)?.[1] ?? [])
      expect(new Set(refreshed).size).toBe(refreshed.length)
      const balances = await Promise.all(people.map(({ customer }, turn) => one(turn).links.balance({ customer })))
      expect(balances.map(({ cash }) => cash)).toEqual(people.map(({ amount }) => 100_000 - amount))
    } finally {
      for (const ovo of shops) await ovo.close()
      await sim.close()
    }
  },
)
