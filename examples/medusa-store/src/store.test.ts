import { type Simulator, startSimulator } from '@ovokit/simulator'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { freePort, startPostgres, type TestPostgres } from '../../../test/support/postgres.ts'
import { canaryCustomer } from '../../../test/secrets/canaries.ts'
import { createKeeper, type Keeper } from '../launch/keeper.ts'
import { preparePlugin } from '../launch/prepare-plugin.ts'
import { createShopper, type Shopper } from '../launch/shopper.ts'
import { migrateStore, type StoreOptions, type StoreProcess, startStore } from '../launch/start-store.ts'

let postgres: TestPostgres
let sim: Simulator
let store: StoreProcess
let shopper: Shopper
let keeper: Keeper
let options: StoreOptions

beforeAll(async () => {
  preparePlugin()
  postgres = await startPostgres()
  sim = await startSimulator({ startAt: Date.parse('2027-03-02T11:00:00+07:00') })
  sim.addCustomer(canaryCustomer)
  options = { databaseUrl: postgres.url.replace('127.0.0.1', 'localhost'), sim, port: await freePort() }
  await migrateStore(options)
  await open()
}, 120_000)

async function open(): Promise<void> {
  store = await startStore(options)
  sim.partner().setCallbackUrl(`${store.url}/ovo/v1.0/qr/qr-mpm-notify`)
  shopper = createShopper(store)
  keeper = await createKeeper(store)
}

afterEach(() => sim.faults.clear())
afterAll(async () => {
  if (process.env.SHOW_STORE !== undefined) console.log(store?.output())
  await store?.kill('SIGTERM')
  await sim?.close()
  await postgres?.stop()
})

const qris = 'pp_ovo-qris_ovo'
/** Medusa and OvoKit have work to do between an answer of OVO's and an order. */
const soon = { timeout: 15_000, interval: 100 }

interface Shown {
  readonly cart: string
  readonly total: number
  readonly qrContent: string
  readonly collection: string
}

async function showQr(handles?: readonly string[]): Promise<Shown> {
  const { id: cart, total } = await shopper.fillCart(handles)
  expect((await shopper.choose(cart, qris)).status).toBe(200)
  const { body } = await shopper.start(cart)
  expect(body).toMatchObject({ status: 'scan', amount: total })
  return { cart, total, qrContent: body.qrContent, collection: body.reference }
}

const pay = async ({ qrContent }: Pick<Shown, 'qrContent'>): Promise<void> =>
  expect(await sim.pay({ qrContent })).toMatchObject({ ok: true })

const ordersOf = async ({ collection }: Shown) =>
  (await keeper.orders()).filter(({ payment_collections: all }) =>
    all.some(({ id }: { id: string }) => id === collection),
  )

async function orderOf(shown: Shown) {
  await expect.poll(async () => (await ordersOf(shown)).length, soon).toBe(1)
  await expect.poll(async () => (await ordersOf(shown))[0].payment_status, soon).toBe('captured')
  const [order] = await ordersOf(shown)
  const [payment] = order.payment_collections[0].payments
  return { order, payment }
}

const paidOrder = async (handles?: readonly string[]) => {
  const shown = await showQr(handles)
  await pay(shown)
  return { ...shown, ...(await orderOf(shown)) }
}

/** What the shop holds of one purchase, by OVO's own books. */
const held = ({ qrContent }: Shown): number => {
  const transaction = sim.transactions().find((each) => each.qrContent === qrContent)
  return sim.books().shopBy[transaction?.partnerReferenceNo ?? ''] ?? 0
}

const sessionOf = async (cart: string) => {
  const { body } = await shopper.call('GET', `/store/carts/${cart}?fields=*payment_collection.payment_sessions`)
  return body.cart.payment_collection.payment_sessions[0]
}

const casesOf = async ({ collection }: Shown) => {
  const { body } = await keeper.call('GET', '/admin/ovo/cases')
  return body.cases.filter(({ reference }: { reference: string }) => reference === collection)
}

describe('a shopper pays', () => {
  test('with QRIS, and completes the cart: one order, one capture of the whole amount', async () => {
    const shown = await showQr()
    expect(await sessionOf(shown.cart)).toMatchObject({ status: 'requires_more', amount: shown.total })
    await pay(shown)
    await expect.poll(async () => (await shopper.look(shown.cart)).body.status, soon).toBe('paid')
    expect((await shopper.complete(shown.cart)).body).toMatchObject({ type: 'order' })
    const { order, payment } = await orderOf(shown)
    expect(payment).toMatchObject({ amount: shown.total, captures: [{ amount: shown.total }], refunds: [] })
    expect(order).toMatchObject({ total: shown.total, summary: { paid_total: shown.total, pending_difference: 0 } })
    expect(held(shown)).toBe(shown.total)
  })

  test('and closes the tab: the order is made all the same', async () => {
    const shown = await showQr()
    await pay(shown)
    await orderOf(shown)
  })

  test('without a callback: OVO is asked, and the order is made', async () => {
    sim.faults.add({ operation: 'callback', fault: 'drop' })
    const shown = await showQr()
    await pay(shown)
    await sim.clock.advance(21_000)
    await orderOf(shown)
  })

  test('while ten completions, the callback and a poll race: one order, one capture (G6)', async () => {
    const shown = await showQr()
    await pay(shown)
    await Promise.all([
      ...Array.from({ length: 10 }, () => shopper.complete(shown.cart)),
      ...Array.from({ length: 5 }, () => shopper.look(shown.cart)),
      keeper.call('GET', '/admin/orders'),
    ])
    const { payment, order } = await orderOf(shown)
    expect(order.payment_collections[0].payments).toHaveLength(1)
    expect(payment.captures).toMatchObject([{ amount: shown.total }])
    expect(payment.refunds).toEqual([])
    expect(held(shown)).toBe(shown.total)
  })

  test('too late: the QR expires, the session says so, and a new QR is paid', async () => {
    const shown = await showQr()
    await sim.clock.advance(80_000)
    await expect.poll(async () => (await sessionOf(shown.cart)).status, soon).toBe('canceled')
    expect((await shopper.look(shown.cart)).body).toMatchObject({ status: 'expired', canRegenerate: true })
    const again = await shopper.start(shown.cart)
    expect(again.body).toMatchObject({ status: 'scan' })
    expect(again.body.qrContent).not.toBe(shown.qrContent)
    expect((await sessionOf(shown.cart)).status).toBe('requires_more')
    await pay(again.body)
    await orderOf(shown)
  })
})

describe('a shopper changes her mind', () => {
  test('with the cart: the old QR’s money goes back, and the new amount makes the order', async () => {
    const shown = await showQr()
    const { body } = await shopper.call('GET', `/store/products?region_id=${store.regionId}&handle=toraja&fields=*variants`)
    const more = { variant_id: body.products[0].variants[0].id, quantity: 1 }
    expect((await shopper.call('POST', `/store/carts/${shown.cart}/line-items`, more)).status).toBe(200)
    await pay(shown)
    await expect.poll(() => held(shown), soon).toBe(0)
    expect(await ordersOf(shown)).toEqual([])

    expect((await shopper.choose(shown.cart, qris)).status).toBe(200)
    const again = (await shopper.start(shown.cart)).body
    expect(again.amount).toBe(shown.total + 115_000)
    await pay(again)
    expect((await orderOf(shown)).order.total).toBe(again.amount)
  })

  test('and takes the same way again: the QR that is out stays good (G6)', async () => {
    const shown = await showQr()
    expect((await shopper.choose(shown.cart, qris)).status).toBe(200)
    expect((await shopper.start(shown.cart)).body.qrContent).toBe(shown.qrContent)
    expect((await shopper.choose(shown.cart, qris)).status).toBe(200)
    await pay(shown)
    await orderOf(shown)
    expect(held(shown)).toBe(shown.total)
  })

  test('and cancels, and pays all the same: the money goes back', async () => {
    const shown = await showQr()
    expect((await shopper.call('DELETE', `/store/ovo/carts/${shown.cart}/payment`, {})).body.status).toBe('cancelled')
    expect((await sessionOf(shown.cart)).status).toBe('pending')
    await pay(shown)
    await expect.poll(() => held(shown), soon).toBe(0)
    expect(await ordersOf(shown)).toEqual([])
  })

  test('and pays another way, and the QR too: one order, and OVO’s money goes back', async () => {
    const shown = await showQr()
    expect((await shopper.choose(shown.cart, 'pp_system_default')).status).toBe(200)
    expect((await shopper.complete(shown.cart)).body).toMatchObject({ type: 'order' })
    await pay(shown)
    await expect.poll(() => held(shown), soon).toBe(0)
    expect(await ordersOf(shown)).toHaveLength(1)
  })

  test('too late for the last bag: the order cannot be made, the money goes back, and a person is told', async () => {
    const [first, second] = [await showQr(['luwak']), await showQr(['luwak'])]
    await pay(first)
    await orderOf(first)
    await pay(second)
    await expect.poll(() => held(second), soon).toBe(0)
    expect(await ordersOf(second)).toEqual([])
    await expect.poll(() => casesOf(second), soon).toMatchObject([{ reason: 'order-failed' }])
  })
})
