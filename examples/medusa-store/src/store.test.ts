import { startSimulator, type Simulator } from '@ovokit/simulator'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freePort, startPostgres, type TestPostgres } from '../../../test/support/postgres.ts'
import { createKeeper, type Keeper } from '../launch/keeper.ts'
import { preparePlugin } from '../launch/prepare-plugin.ts'
import { createShopper, type Shopper } from '../launch/shopper.ts'
import { migrateStore, startStore, type StoreOptions, type StoreProcess } from '../launch/start-store.ts'

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
  options = { databaseUrl: postgres.url.replace('127.0.0.1', 'localhost'), sim, port: await freePort() }
  await migrateStore(options)
  store = await startStore(options)
  sim.partner().setCallbackUrl(`${store.url}/ovo/v1.0/qr/qr-mpm-notify`)
  shopper = createShopper(store)
  keeper = await createKeeper(store)
}, 120_000)

afterAll(async () => {
  if (process.env.SHOW_STORE) console.log(store?.output())
  await store?.kill('SIGTERM')
  await sim?.close()
  await postgres?.stop()
})

const qris = 'pp_ovo-qris_ovo'

async function showQr(handles?: string[]) {
  const cart = await shopper.fillCart(handles)
  const chosen = await shopper.choose(cart.id, qris)
  expect(chosen.status).toBe(200)
  const { body } = await shopper.start(cart.id)
  expect(body).toMatchObject({ status: 'scan', amount: cart.total })
  return { ...cart, qrContent: body.qrContent as string, collection: body.reference as string, session: chosen.body.payment_collection.payment_sessions[0] }
}

const ordersOf = async (collection: string) =>
  (await keeper.orders()).filter((order) => order.payment_collections.some((each: { id: string }) => each.id === collection))

test('a QRIS order', async () => {
  const { id, qrContent, collection, total } = await showQr()
  expect(await sim.pay({ qrContent })).toMatchObject({ ok: true })
  await expect.poll(async () => (await shopper.look(id)).body.status, { timeout: 10_000 }).toBe('paid')
  const done = await shopper.complete(id)
  expect(done.body).toMatchObject({ type: 'order' })
  const orders = await ordersOf(collection)
  expect(orders).toMatchObject([
    { payment_status: 'captured', payment_collections: [{ status: 'completed', payments: [{ amount: total, captures: [{ amount: total }] }] }] },
  ])
  console.log(JSON.stringify(orders, null, 1))
})
