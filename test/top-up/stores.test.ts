import { createOvo, type Ovo, type Store } from '@ovokit/core'
import { postgresStore } from '@ovokit/core/postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startPostgres, type TestPostgres } from '../support/postgres.ts'
import { credentials, openShop, type Shop, testEncryptionKey } from '../support/shop.ts'

let postgres: TestPostgres
let shop: Shop
const others: Ovo[] = []

beforeAll(async () => {
  postgres = await startPostgres()
  const schema = postgres.schema()
  const open = (timeOffset: () => number): Store => postgresStore(postgres.pool(), { schema, timeOffset })
  shop = await openShop({ store: open })
  const { sim, partner } = shop
  for (let count = 0; count < 3; count++) {
    const ovo = createOvo({
      environment: { snap: sim.url },
      store: open(() => sim.clock.offset()),
      encryptionKey: testEncryptionKey,
      merchants: { default: { snap: credentials(sim, partner) } },
    })
    await ovo.start({ worker: false })
    others.push(ovo)
  }
  sim.fundDeposit({ amount: 10_000_000 })
})
afterAll(async () => {
  for (const ovo of others) await ovo.close()
  await shop.close()
  await postgres.stop()
})

const given = (): number => Object.values(shop.sim.books().topUps).reduce((sum, one) => sum + one.given, 0)
const order = { amount: 50_000, phone: '081377719283' }

test('four OvoKits with a connection each to one database spend a funding reference once', async () => {
  const all = [shop.ovo, ...others]
  for (let round = 0; round < 5; round++) {
    const before = given()
    const inquiries = await Promise.all(
      all.map((ovo, index) => ovo.topUp.inquire({ ...order, reference: `R${round}${index}` })),
    )
    const ends = await Promise.allSettled(inquiries.map((one) => one.confirm({ funding: `PAY-${round}` })))
    const refusals = ends.flatMap((end) => (end.status === 'rejected' ? [(end.reason as { code: string }).code] : []))
    expect(refusals).toEqual(Array(3).fill('funding-spent'))
    expect(given() - before).toBe(50_000)
  }
})

test('four that confirm one inquiry send it once', async () => {
  const before = given()
  const { id } = await shop.ovo.topUp.inquire({ ...order, reference: 'ONE' })
  const ends = await Promise.all(
    [shop.ovo, ...others].map(async (ovo) => {
      const found = await ovo.topUp.get(id)
      return found.status === 'inquired' ? found.confirm({ funding: 'PAY-ONE' }) : found
    }),
  )
  expect(ends.map(({ status }) => status)).toEqual(Array(4).fill('succeeded'))
  expect(given() - before).toBe(50_000)
})
