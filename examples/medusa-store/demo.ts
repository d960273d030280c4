/**
 * A Medusa store that takes OVO, on this machine: PostgreSQL, Medusa, OVO (the simulator), a storefront. Plays what
 * shoppers and shopkeepers do and prints the orders; with `--serve` it stays up, for hands and a browser.
 */
import { execFileSync } from 'node:child_process'
import { formatRupiah, type Rupiah } from '@ovokit/core'
import { type Simulator, startSimulator } from '@ovokit/simulator'
import { freePort, startPostgres } from '../../test/support/postgres.ts'
import { createKeeper, type Keeper } from './launch/keeper.ts'
import { preparePlugin } from './launch/prepare-plugin.ts'
import { serveStorefront } from './launch/serve-storefront.ts'
import { createShopper, type Shopper } from './launch/shopper.ts'
import { migrateStore, type StoreProcess, startStore } from './launch/start-store.ts'
import { admin } from './src/scripts/seed.ts'

const isServing = process.argv.includes('--serve')
const qris = 'pp_ovo-qris_ovo'
const push = 'pp_ovo-push-to-pay_ovo'
const linked = 'pp_ovo-linked_ovo'
const phone = '081234567890'

interface Stage {
  readonly sim: Simulator
  readonly shopper: Shopper
  readonly keeper: Keeper
}

interface Scene {
  readonly title: string
  /** Resolves with the payment collection. */
  readonly play: (stage: Stage) => Promise<string>
  /** What the order's payment is in the end. */
  readonly expected: string
}

const scenes: readonly Scene[] = [
  {
    title: 'A shopper scans a QR and completes the cart',
    expected: 'captured',
    play: async ({ sim, shopper }) => {
      const { id } = await shopper.fillCart()
      await shopper.choose(id, qris)
      const { body } = await shopper.start(id)
      await sim.pay({ qrContent: body.qrContent })
      await until(async () => (await shopper.look(id)).body.status === 'paid')
      await shopper.complete(id)
      return body.reference
    },
  },
  {
    title: 'A shopper confirms on her phone',
    expected: 'captured',
    play: async ({ sim, shopper }) => {
      const { id } = await shopper.fillCart(['toraja'])
      await shopper.choose(id, push)
      const { body } = await shopper.start(id, { phone })
      await sim.nextPush({ phone })
      await sim.approvePush({ phone })
      await until(async () => (await shopper.look(id)).body.status === 'paid')
      await shopper.complete(id)
      return body.reference
    },
  },
  {
    title: 'A shopper pays and closes the tab',
    expected: 'captured',
    play: async ({ sim, shopper }) => {
      const { id } = await shopper.fillCart()
      await shopper.choose(id, qris)
      const { body } = await shopper.start(id)
      await sim.pay({ qrContent: body.qrContent })
      return body.reference
    },
  },
  {
    title: 'A customer links once, and pays with a PIN',
    expected: 'partially_refunded',
    play: async ({ sim, shopper, keeper }) => {
      await shopper.signUp('siti@toko.test')
      const { body: account } = await shopper.call('POST', '/store/ovo/link', { phone })
      const back = await sim.approveLink({ page: account.page })
      await shopper.call('POST', '/store/ovo/link/return', { url: back.returnUrl })
      const { id } = await shopper.fillCart(['toraja'])
      await shopper.choose(id, linked)
      const { body } = await shopper.start(id)
      await sim.approveLinked({ page: body.pinPage.web })
      const [payment] = (await orderOf(keeper, body.reference)).payment_collections[0].payments
      await keeper.call('POST', `/admin/payments/${payment.id}/refund`, { amount: 20_000 })
      await keeper.call('POST', `/admin/payments/${payment.id}/refund`, { amount: 5_000 })
      return body.reference
    },
  },
  {
    title: 'The shopkeeper refunds an order on the same day',
    expected: 'refunded',
    play: async ({ sim, shopper, keeper }) => {
      const { id } = await shopper.fillCart(['toraja'])
      await shopper.choose(id, qris)
      const { body } = await shopper.start(id)
      await sim.pay({ qrContent: body.qrContent })
      const [payment] = (await orderOf(keeper, body.reference)).payment_collections[0].payments
      await keeper.call('POST', `/admin/payments/${payment.id}/refund`, {})
      return body.reference
    },
  },
]

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 150; tries++) {
    if (await holds()) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('this takes too long')
}

// biome-ignore lint/suspicious/noExplicitAny: what Medusa answers is looked at, not typed
async function orderOf(keeper: Keeper, collection: string): Promise<any> {
  const find = async () =>
    (await keeper.orders()).find(({ payment_collections: all, payment_status: status }) =>
      all.some(({ id }: { id: string }) => id === collection && status !== 'not_paid'),
    )
  await until(async () => (await find()) !== undefined)
  return find()
}

async function play(stage: Stage): Promise<boolean> {
  let isRight = true
  for (const [index, { title, expected, play }] of scenes.entries()) {
    const order = await orderOf(stage.keeper, await play(stage))
    const isExpected = order.payment_status === expected
    isRight &&= isExpected
    const amount = formatRupiah(order.payment_collections[0].amount as Rupiah)
    console.log(
      `${index + 1}  ${title.padEnd(50)} order #${order.display_id}  ${amount.padEnd(10)} ${order.payment_status}${isExpected ? '' : `, not ${expected}`}`,
    )
  }
  const { customers, shop, inFlight, opening } = stage.sim.books()
  const isBalanced = customers + shop + inFlight === opening
  console.log(
    `\nOVO holds ${formatRupiah(shop as Rupiah)} for the shop; its books ${isBalanced ? 'balance' : 'do not balance'}.`,
  )
  return isRight && isBalanced
}

/** The dashboard is built for people; the scenes need none. */
function buildAdmin(): void {
  console.log('Building the admin; that takes half a minute the first time.')
  const script = ['--conditions=ovokit-source', '--import', 'tsx', 'launch/build-admin.ts']
  execFileSync(process.execPath, script, { cwd: __dirname, stdio: ['ignore', 'ignore', 'inherit'] })
}

async function main(): Promise<void> {
  const close: (() => Promise<void>)[] = []
  try {
    preparePlugin()
    if (isServing) buildAdmin()
    const postgres = await startPostgres()
    close.push(postgres.stop)
    const sim = await startSimulator()
    close.push(sim.close)
    sim.addCustomer({ phone })
    const [port, shelf] = [await freePort(), await freePort()]
    const origins = { STORE_CORS: `http://localhost:${shelf}`, ADMIN_CORS: `http://localhost:${port}` }
    const env = { ...origins, DISABLE_ADMIN: String(!isServing) }
    const options = { databaseUrl: postgres.url.replace('127.0.0.1', 'localhost'), sim, port, env }
    console.log('Starting PostgreSQL, Medusa and OVO …\n')
    await migrateStore(options)
    const store: StoreProcess = await startStore(options)
    close.push(() => store.kill('SIGTERM'))
    sim.partner().setCallbackUrl(`${store.url}/ovo/v1.0/qr/qr-mpm-notify`)
    sim.partner().setLinkedCallbackUrl(`${store.url}/ovo/v1.0/debit/notify`)
    const isRight = await play({ sim, shopper: createShopper(store), keeper: await createKeeper(store) })
    if (!isRight) process.exitCode = 1
    if (!isServing) return
    const storefront = await serveStorefront(shelf, () => store)
    close.push(storefront.close)
    console.log(`
  storefront  ${storefront.url}
  phone       ${sim.url}/phone   PIN 123456
  admin       ${store.url}/app   ${admin.email}, password ${admin.password}

  Buy something, pay with QRIS or OVO, and tap it on the phone; or sign in and link an account. Ctrl-C ends everything.
`)
    await new Promise((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, resolve)
    })
  } finally {
    for (const end of close.reverse()) await end()
  }
}

main().catch((error: unknown) => {
  console.error(error)
  process.exitCode = 1
})
