import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createOvo, type Ovo, OvoError, type Store } from '@ovokit/core'
import { embeddedStore } from '@ovokit/core/embedded'
import { postgresStore } from '@ovokit/core/postgres'
import { startSimulator } from '@ovokit/simulator'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hearStore } from '../secrets/hear-shop.ts'
import { putEmptyEmbeddedStore } from '../support/empty-embedded-store.ts'
import { startPostgres, type TestPostgres } from '../support/postgres.ts'
import { credentials, openShop, type Shop, testEncryptionKey } from '../support/shop.ts'
import { link, pageOf, returnUrl } from '../support/wallet.ts'

const person = (ordinal: number) => ({ phone: `0812${String(9_000 + ordinal).padStart(8, '0')}` })
const codeOf = (task: Promise<unknown>): Promise<string> =>
  task.then(
    () => 'done',
    (error: unknown) => (OvoError.is(error) ? error.code : String(error)),
  )

describe('three OvoKits on one PostgreSQL', () => {
  let postgres: TestPostgres
  let shop: Shop
  const others: Ovo[] = []

  beforeAll(async () => {
    postgres = await startPostgres()
    const schema = postgres.schema()
    const open = (timeOffset: () => number): Store => postgresStore(postgres.pool(), { schema, timeOffset })
    shop = await openShop({ store: open })
    const { sim, partner } = shop
    for (let count = 0; count < 2; count++) {
      const ovo = createOvo({
        environment: { snap: sim.url },
        store: open(() => sim.clock.offset()),
        encryptionKey: testEncryptionKey,
        merchants: { default: { snap: credentials(sim, partner) } },
      })
      await ovo.start({ worker: false })
      others.push(ovo)
    }
    for (let ordinal = 0; ordinal < 10; ordinal++) sim.addCustomer({ ...person(ordinal), balance: 1_000_000 })
  })
  afterAll(async () => {
    for (const ovo of others) await ovo.close()
    await shop.close()
    await postgres.stop()
  })

  const all = (): readonly Ovo[] => [shop.ovo, ...others]
  const one = (turn: number): Ovo => all()[turn % all().length] as Ovo
  const calls = (operation: string): number => shop.sim.requests.filter((each) => each.operation === operation).length

  test('link a customer once, whichever of them is asked, and take the return once (G6, G9)', async () => {
    const input = { customer: 'alice', ...person(0), returnUrl }
    const begun = await Promise.all([0, 1, 2, 3, 4, 5].map((turn) => one(turn).links.start(input)))
    expect(new Set(begun.map(({ page }) => page)).size).toBe(1)
    expect(calls('link.bind')).toBe(1)
    const back = await shop.sim.approveLink({ page: begun[0]?.page ?? '' })
    const url = back.returnUrl ?? ''
    const ends = await Promise.all([0, 1, 2].map((turn) => one(turn).links.complete({ customer: 'alice', url })))
    expect(ends.map(({ outcome }) => outcome).sort()).toEqual(['ignored', 'ignored', 'linked'])
    expect(calls('link.token')).toBe(1)
  })

  test('renew a token that died once between them', async () => {
    shop.sim.faults.add({ operation: 'link.balance', fault: 'token-expired' })
    const before = calls('link.token')
    const all = await Promise.all([0, 1, 2, 3, 4, 5].map((turn) => one(turn).links.balance({ customer: 'alice' })))
    expect(all.map(({ cash }) => cash)).toEqual(Array(6).fill(1_000_000))
    expect(calls('link.token') - before).toBe(1)
  })

  test('start one payment, and never give back more than it', async () => {
    const input = { reference: 'ORDER-1', amount: 50_000, customer: 'alice', returnUrl }
    const started = await Promise.all([0, 1, 2, 3, 4, 5].map((turn) => one(turn).linked.start(input)))
    expect(new Set(started.map(({ id }) => id)).size).toBe(1)
    const payment = started[0] as (typeof started)[number]
    await shop.sim.approveLinked({ page: pageOf(payment) })
    await shop.settle()
    const wishes = Array.from({ length: 15 }, (_, n) => ({ amount: 7_000, key: `click ${n}` }))
    const ends = await Promise.all(wishes.map((wish, turn) => codeOf(one(turn).payments.refund(payment.id, wish))))
    expect(ends.filter((end) => end === 'done')).toHaveLength(7)
    expect(new Set(ends)).toEqual(new Set(['done', 'refund-above-remaining']))
    const same = { amount: 1_000, key: 'the rest' }
    const rest = await Promise.all([0, 1, 2, 3, 4, 5].map((turn) => one(turn).payments.refund(payment.id, same)))
    expect(new Set(rest.map(({ partnerRefundNo }) => partnerRefundNo)).size).toBe(1)
    expect(await shop.ovo.payments.get(payment.id)).toMatchObject({ status: 'refunded', refundedAmount: 50_000 })
    expect(shop.sim.books().shopBy[payment.partnerReferenceNo]).toBe(0)
    expect(calls('linked.refund')).toBe(8)
  })

  test('give a payment back in many parts at once, and keep every answer', async () => {
    await link(shop, 'bob', person(1))
    const input = { reference: 'ORDER-2', amount: 60_000, customer: 'bob', returnUrl }
    const payment = await shop.ovo.linked.start(input)
    await shop.sim.approveLinked({ page: pageOf(payment) })
    await shop.settle()
    const wishes = Array.from({ length: 63 }, (_, n) => ({ amount: 1_000, key: `part ${n}` }))
    const ends = await Promise.all(wishes.map((wish, turn) => codeOf(one(turn).payments.refund(payment.id, wish))))
    expect(ends.toSorted()).toEqual([...Array(60).fill('done'), ...Array(3).fill('refund-above-remaining')])
    expect(new Set((await shop.ovo.payments.refunds(payment.id)).map(({ status }) => status))).toEqual(
      new Set(['succeeded']),
    )
    expect(await shop.ovo.payments.get(payment.id)).toMatchObject({ status: 'refunded', refundedAmount: 60_000 })
  })
})

test('a linked account, its payment and its refund survive a restart on the embedded store', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ovokit-linked-'))
  await putEmptyEmbeddedStore(join(folder, 'ovo'))
  const sim = await startSimulator()
  sim.addCustomer({ ...person(0), balance: 1_000_000 })
  const boot = async (): Promise<Ovo> => {
    const ovo = createOvo({
      environment: { snap: sim.url },
      store: hearStore(embeddedStore(join(folder, 'ovo'), { timeOffset: () => sim.clock.offset() })),
      encryptionKey: testEncryptionKey,
      merchants: { default: { snap: credentials(sim, sim.partner()) } },
    })
    await ovo.start({ worker: false })
    return ovo
  }
  let ovo = await boot()
  try {
    await link({ ovo, sim }, 'alice', person(0))
    const payment = await ovo.linked.start({ reference: 'ORDER-1', amount: 50_000, customer: 'alice', returnUrl })
    await sim.approveLinked({ page: pageOf(payment) })
    await ovo.payments.check(payment.id)
    sim.faults.add({ operation: 'linked.refund', fault: 'lose-response' })
    expect(await ovo.payments.refund(payment.id, { amount: 20_000 })).toMatchObject({ status: 'unknown' })
    await ovo.close()
    ovo = await boot()
    await sim.clock.advance(6_000)
    await ovo.runDue()
    expect(await ovo.payments.refunds(payment.id)).toMatchObject([{ status: 'succeeded', amount: 20_000 }])
    expect(await ovo.links.balance({ customer: 'alice' })).toMatchObject({ cash: 970_000 })
    expect(await ovo.payments.refund(payment.id)).toMatchObject({ status: 'succeeded', amount: 30_000 })
    expect(sim.books().shop).toBe(0)
  } finally {
    await ovo.close()
    await sim.close()
    await rm(folder, { recursive: true, force: true })
  }
})
