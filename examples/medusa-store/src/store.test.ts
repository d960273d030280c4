import { type Simulator, startSimulator } from '@ovokit/simulator'
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { canaryCustomer } from '../../../test/secrets/canaries.ts'
import { keepSecret } from '../../../test/secrets/capture.ts'
import { freePort, startPostgres, type TestPostgres } from '../../../test/support/postgres.ts'
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
  options = {
    databaseUrl: postgres.url.replace('127.0.0.1', 'localhost'),
    sim,
    port: await freePort(),
    env: { OVO_LIMITS, STOREFRONT: 'http://127.0.0.1:9' },
  }
  await migrateStore(options)
  await open()
}, 120_000)

async function open(): Promise<void> {
  store = await startStore(options)
  sim.partner().setCallbackUrl(`${store.url}/ovo/v1.0/qr/qr-mpm-notify`)
  sim.partner().setLinkedCallbackUrl(`${store.url}/ovo/v1.0/debit/notify`)
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

/** A test is in more of a hurry than a shopper. */
const OVO_LIMITS = JSON.stringify({ order: { limit: 20 }, phone: { limit: 100 }, address: { limit: 1_000 } })

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
    const { body } = await shopper.call(
      'GET',
      `/store/products?region_id=${store.regionId}&handle=toraja&fields=*variants`,
    )
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

describe('with Push To Pay a shopper', () => {
  const push = 'pp_ovo-push-to-pay_ovo'
  const { phone } = canaryCustomer

  async function sendPush(handles?: readonly string[]) {
    const { id: cart, total } = await shopper.fillCart(handles)
    expect((await shopper.choose(cart, push)).status).toBe(200)
    const { body } = await shopper.start(cart, { phone })
    expect(body).toMatchObject({ method: 'push-to-pay', amount: total, maskedPhone: '0813****9283' })
    await sim.nextPush({ phone })
    return { cart, total, collection: body.reference as string }
  }
  const ordered = async (collection: string) => orderOf({ collection } as Shown)

  test('confirms in the app: an order, which is voided when the shopkeeper refunds it', async () => {
    const before = sim.books().shop
    const { cart, total, collection } = await sendPush()
    expect(await sessionOf(cart)).toMatchObject({ status: 'requires_more', data: { method: 'push-to-pay' } })
    expect((await shopper.complete(cart)).body.type).not.toBe('order')
    await sim.approvePush({ phone })
    const { payment } = await ordered(collection)
    expect(payment).toMatchObject({ provider_id: push, captures: [{ amount: total }] })
    expect(sim.books().shop).toBe(before + total)
    const { status } = await keeper.call('POST', `/admin/payments/${payment.id}/refund`, {})
    expect(status).toBe(200)
    expect(sim.books().shop).toBe(before)
    expect((await ordersOf({ collection } as Shown))[0].payment_status).toBe('refunded')
  })

  test('says no, and the session says so; asked again, she confirms', async () => {
    const { cart, collection } = await sendPush()
    await sim.rejectPush({ phone })
    await expect.poll(async () => (await sessionOf(cart)).status, soon).toBe('error')
    expect((await shopper.look(cart)).body).toMatchObject({ status: 'declined', canRegenerate: true })
    expect((await shopper.start(cart, { phone })).body.status).toMatch(/confirm|preparing/)
    await sim.nextPush({ phone })
    await sim.approvePush({ phone })
    await ordered(collection)
  })

  test('does not answer: the push is reversed, and the session says so', async () => {
    const before = sim.books().shop
    const { cart, collection } = await sendPush()
    const status = async () => {
      await sim.clock.advance(10_000)
      return (await sessionOf(cart)).status
    }
    await expect.poll(status, soon).toBe('canceled')
    expect((await shopper.look(cart)).body).toMatchObject({ status: 'reversed', canRegenerate: true })
    expect(await ordersOf({ collection } as Shown)).toEqual([])
    expect(sim.books().shop).toBe(before)
  })

  test('changes from a QR that could still be paid: one way at a time (G6)', async () => {
    const shown = await showQr()
    expect((await shopper.choose(shown.cart, push)).status).toBe(200)
    const refused = await shopper.start(shown.cart, { phone })
    expect(refused).toMatchObject({ status: 409, body: { error: { code: 'attempt-in-progress' } } })
    expect(Date.parse(refused.body.error.retryAt)).toBeGreaterThan(sim.clock.now())
    await sim.clock.set(Date.parse(refused.body.error.retryAt) + 30_000)
    const again = async () => (await shopper.start(shown.cart, { phone })).status
    await expect.poll(again, { timeout: 15_000, interval: 1_000 }).toBe(200)
    await sim.nextPush({ phone })
    await sim.approvePush({ phone })
    await orderOf(shown)
  })

  test('mistypes the number: it is said before anything is pushed', async () => {
    const { id: cart } = await shopper.fillCart()
    await shopper.choose(cart, push)
    const pushes = sim.pushes().length
    expect((await shopper.start(cart, { phone: '0812' })).status).toBe(422)
    expect((await shopper.start(cart, {})).status).toBe(422)
    expect((await shopper.start(cart, { phone: '081299990000' })).status).toBe(422)
    expect(sim.pushes()).toHaveLength(pushes)
  })
})

describe('with a linked account a customer', () => {
  const linked = 'pp_ovo-linked_ovo'
  const { phone } = canaryCustomer
  const own: { shopper?: Shopper; id?: string } = {}

  /** Signed in, with her account linked: once for all tests here. */
  async function siti(): Promise<Shopper> {
    if (own.shopper !== undefined) return own.shopper
    const customer = createShopper(store)
    own.id = await customer.signUp('siti@toko.test')
    const { body } = await customer.call('POST', '/store/ovo/link', { phone })
    expect(body).toMatchObject({ status: 'away', maskedPhone: '0813****9283', page: expect.any(String) })
    const back = await sim.approveLink({ page: body.page })
    if (!back.ok) throw new Error(back.reason)
    keepSecret('way back', new URL(back.returnUrl).searchParams.get('authCode') ?? '')
    const done = await customer.call('POST', '/store/ovo/link/return', { url: back.returnUrl })
    expect(done.body).toMatchObject({ status: 'linked', maskedPhone: '0813****9283', page: null })
    // The address is good once.
    const again = await customer.call('POST', '/store/ovo/link/return', { url: back.returnUrl })
    expect(again.body).toMatchObject({ status: 'linked' })
    own.shopper = customer
    return customer
  }

  async function askPin(handles?: readonly string[]) {
    const customer = await siti()
    const { id: cart, total } = await customer.fillCart(handles)
    expect((await customer.choose(cart, linked)).status).toBe(200)
    const { body } = await customer.start(cart)
    expect(body).toMatchObject({ method: 'linked', status: 'pin', amount: total, pinPage: { web: expect.any(String) } })
    return { customer, cart, total, collection: body.reference as string, qrContent: '', page: body.pinPage.web }
  }

  const refund = async (paymentId: string, amount: number) =>
    keeper.call('POST', `/admin/payments/${paymentId}/refund`, { amount })

  test('links once, pays with one PIN, and gets parts back, never above what was paid', {
    timeout: 60_000,
  }, async () => {
    const before = sim.books().shop
    const { customer, cart, total, collection, page, qrContent } = await askPin(['toraja'])
    expect(await sessionOf(cart)).toMatchObject({ status: 'requires_more', data: { method: 'linked' } })
    expect((await customer.complete(cart)).body.type).not.toBe('order')
    // A second tab, and a session made anew, lead to the same page.
    expect((await customer.choose(cart, linked)).status).toBe(200)
    expect((await customer.start(cart)).body.pinPage.web).toBe(page)
    expect(await sim.approveLinked({ page })).toMatchObject({ ok: true })
    const shown = { cart, total, collection, qrContent }
    const { payment } = await orderOf(shown)
    expect(payment).toMatchObject({ provider_id: linked, captures: [{ amount: total }] })
    expect(sim.books().shop).toBe(before + total)

    const parts = async () => (await ordersOf(shown))[0].payment_collections[0].payments[0].refunds
    const back = () => before + total - sim.books().shop
    expect((await refund(payment.id, 10_000)).status).toBe(200)
    // The same again is another part; OVO's answer to it is lost, so asking again is the same one.
    sim.faults.add({ operation: 'linked.refund', fault: 'lose-response' })
    sim.faults.add({ operation: 'linked.status', fault: 'http-500', times: 2 })
    expect(await refund(payment.id, 10_000)).toMatchObject({ status: 409, body: { type: 'conflict' } })
    expect((await refund(payment.id, 10_000)).status).toBe(409)
    const looked = async () => {
      await sim.clock.advance(30_000)
      return (await parts()).length
    }
    await expect.poll(looked, soon).toBe(2)
    expect(back()).toBe(20_000)
    expect(await refund(payment.id, total - 19_999)).toMatchObject({ status: 400 })
    expect((await refund(payment.id, total - 20_000)).status).toBe(200)
    expect(back()).toBe(total)
    expect((await parts()).reduce((sum: number, { amount }: { amount: number }) => sum + amount, 0)).toBe(total)
    expect((await ordersOf(shown))[0].payment_status).toBe('refunded')
  })

  test('is known by Medusa alone: no guest, no other customer, and no data that says so (G4)', async () => {
    const { cart } = await askPin()
    const mallory = createShopper(store)
    const nobody = { status: 401, body: { error: { code: 'not-signed-in' } } }
    for (const [method, path] of [
      ['GET', ''],
      ['POST', ''],
      ['POST', '/return'],
      ['POST', '/unlink'],
    ] as const)
      expect(await mallory.call(method, `/store/ovo/link${path}`, method === 'GET' ? undefined : {})).toMatchObject(
        nobody,
      )
    expect(await mallory.start(cart)).toMatchObject({ status: 404, body: { error: { code: 'order-not-found' } } })
    expect((await mallory.look(cart)).status).toBe(404)
    const { id: guests } = await mallory.fillCart()
    expect((await mallory.choose(guests, linked)).body.message).toContain('Sign in')
    await mallory.signUp('mallory@toko.test')
    expect((await mallory.call('GET', '/store/ovo/link')).body).toMatchObject({ status: 'none', maskedPhone: null })
    expect((await mallory.start(cart)).status).toBe(404)
    const { id: hers } = await mallory.fillCart()
    const lies = { customer: own.id, customer_id: own.id, account_holder: { data: { customer: own.id } } }
    expect((await mallory.choose(hers, linked, lies)).status).toBe(200)
    expect(await sessionOf(hers)).toMatchObject({ data: { method: 'linked' } })
    expect(await mallory.start(hers, lies)).toMatchObject({ status: 409, body: { error: { code: 'not-linked' } } })
    expect(
      (await mallory.call('POST', '/store/ovo/link/return', { url: 'http://127.0.0.1:9/?a=1' })).body,
    ).toMatchObject({
      status: 'none',
    })
  })

  test('has one saved method in Medusa, and cannot pay once it is deleted, until she links again', async () => {
    const { customer, cart } = await askPin()
    await customer.call('DELETE', `/store/ovo/carts/${cart}/payment`, {})
    const saved = (method: string, body?: object) => customer.call(method, '/store/saved-methods', body)
    const { methods } = (await saved('GET')).body
    expect(methods).toMatchObject([{ data: { status: 'linked', masked_phone: '0813****9283' } }])
    // Nothing of the account's tokens, or of the whole number.
    expect(Object.keys(methods[0].data).sort()).toEqual(['linked_at', 'masked_phone', 'status'])
    // Linked already. Medusa's module wraps what a provider says, so that a route answers 500.
    expect((await saved('POST', { phone })).status).toBe(500)
    await saved('DELETE', { id: 'lnk_of_somebody_else' })
    expect((await saved('GET')).body.methods).toHaveLength(1)
    expect((await saved('DELETE', { id: methods[0].id })).status).toBe(200)
    expect((await saved('GET')).body.methods).toEqual([])
    expect((await customer.call('GET', '/store/ovo/link')).body.status).toBe('unlinked')
    expect((await saved('POST', { phone })).body.method).toMatchObject({ data: { page: expect.any(String) } })
    expect((await customer.call('POST', '/store/ovo/link/unlink', {})).body.status).toBe('failed')
    const { id: next } = await customer.fillCart()
    await customer.choose(next, linked)
    expect((await customer.start(next)).body.error.code).toBe('not-linked')
  })
})

describe('the shopkeeper', () => {
  const refund = (paymentId: string, amount?: number) =>
    keeper.call('POST', `/admin/payments/${paymentId}/refund`, amount === undefined ? {} : { amount })

  test('refunds in full, on the same day, once', async () => {
    const paid = await paidOrder()
    const partly = await refund(paid.payment.id, 10_000)
    expect(partly).toMatchObject({ status: 400, body: { type: 'not_allowed' } })
    expect(partly.body.message).toContain('only in full')
    expect((await refund(paid.payment.id)).status).toBe(200)
    expect(held(paid)).toBe(0)
    expect((await refund(paid.payment.id)).status).toBe(400)
    const [order] = await ordersOf(paid)
    expect(order.payment_collections[0].payments[0].refunds).toMatchObject([{ amount: paid.total }])
    expect(order.payment_status).toBe('refunded')
  })

  test('cancels an order after the capture, and the money goes back', async () => {
    const paid = await paidOrder()
    expect((await keeper.call('POST', `/admin/orders/${paid.order.id}/cancel`)).status).toBe(200)
    expect(held(paid)).toBe(0)
    expect((await ordersOf(paid))[0].status).toBe('canceled')
  })

  test('does not hear whether a refund happened: asking again joins it, and its late success is entered', async () => {
    const paid = await paidOrder()
    sim.faults.add({ operation: 'qris.refund', fault: 'lose-response' })
    sim.faults.add({ operation: 'qris.query', fault: 'http-500', times: 2 })
    const asked = await refund(paid.payment.id)
    expect(asked).toMatchObject({ status: 409, body: { type: 'conflict' } })
    expect((await refund(paid.payment.id)).status).toBe(409)
    expect((await ordersOf(paid))[0].payment_collections[0].payments[0].refunds).toEqual([])
    const refundsOf = async () => {
      await sim.clock.advance(30_000)
      return (await ordersOf(paid))[0].payment_collections[0].payments[0].refunds
    }
    await expect.poll(refundsOf, soon).toMatchObject([{ amount: paid.total }])
    expect(await refundsOf()).toHaveLength(1)
    expect((await ordersOf(paid))[0]).toMatchObject({ payment_status: 'refunded' })
    expect(held(paid)).toBe(0)
    expect(sim.requests.filter(({ operation }) => operation === 'qris.refund').length).toBeGreaterThan(0)
  })

  test('sees every attempt on the order, with the hours left for a refund, and nothing secret', async () => {
    const paid = await paidOrder()
    const { body } = await keeper.call('GET', `/admin/ovo/orders/${paid.order.id}`)
    expect(body.attempts).toMatchObject([
      {
        status: 'paid',
        amount: paid.total,
        method: 'qris',
        refundableUntil: expect.stringContaining('T16:59:59.999Z'),
      },
    ])
    expect(body.attempts[0].history.map(({ event }: { event: string }) => event)).toContain('paid')
    const checked = await keeper.call('POST', `/admin/ovo/payments/${body.attempts[0].id}/check`)
    expect(checked.body.attempt.status).toBe('paid')
  })

  test('is refused a refund on the next day, with the reason; nothing has changed', async () => {
    const paid = await paidOrder()
    await sim.clock.advance(24 * 60 * 60_000)
    // The store follows the simulator's clock at a little distance.
    const now = async () => Date.parse((await keeper.call('GET', '/admin/ovo/attempts')).body.now)
    await expect.poll(now, soon).toBeGreaterThan(sim.clock.now() - 60_000)
    const late = await refund(paid.payment.id)
    expect(late).toMatchObject({ body: { type: 'not_allowed' } })
    expect(late.body.message).toContain('only on its own day')
    expect((await ordersOf(paid))[0]).toMatchObject({ status: 'pending', payment_status: 'captured' })
    // Medusa cancels an order all the same when its refund is refused; somebody has to know.
    expect((await keeper.call('POST', `/admin/orders/${paid.order.id}/cancel`)).status).toBe(200)
    expect(held(paid)).toBe(paid.total)
    await expect.poll(() => casesOf(paid), soon).toMatchObject([{ reason: 'canceled-not-refunded' }])
    const [{ id }] = await casesOf(paid)
    expect((await keeper.call('POST', `/admin/ovo/cases/${encodeURIComponent(id)}/close`)).status).toBe(200)
    expect(await casesOf(paid)).toEqual([])
  })
})

describe('OVO’s settlement report, given to the admin', () => {
  const aDay = 24 * 60 * 60_000
  const dayOf = (at: number) => new Date(at + 7 * 60 * 60_000).toISOString().slice(0, 10)

  /** A day on which nothing else was paid, and its report. */
  async function settledDay() {
    await sim.clock.advance(aDay)
    const now = async () => Date.parse((await keeper.call('GET', '/admin/ovo/attempts')).body.now)
    await expect.poll(now, soon).toBeGreaterThan(sim.clock.now() - 60_000)
    const paid = [await paidOrder(), await paidOrder()]
    const day = dayOf(sim.clock.now())
    return { paid, day, csv: sim.settlementReport({ day }) }
  }
  const upload = (query: Record<string, string>, body: string) =>
    keeper.upload(`/admin/ovo/settlement?${new URLSearchParams(query)}`, body)

  test('agrees on a clean day, and names the payment whose amount was changed', { timeout: 60_000 }, async () => {
    const { paid, day, csv } = await settledDay()
    const query = { name: 'ovo.csv', from: day, to: day }
    const clean = await upload(query, csv)
    expect(clean.status).toBe(200)
    expect(await clean.json()).toMatchObject({
      result: { isClean: true, matched: 2, rows: 2, from: day, to: day, merchant: 'default' },
      findings: [],
      total: 0,
      more: null,
    })

    const [{ total, collection }] = paid as [(typeof paid)[number]]
    const changed = csv.replace(`,${total},0,${total}`, `,${total - 1},0,${total - 1}`)
    const differing = (await (await upload(query, changed)).json()) as object
    expect(differing).toMatchObject({
      result: { isClean: false, matched: 1, counts: { 'amount-differs': 1 } },
      findings: [{ kind: 'amount-differs', shopAmount: total, reportAmount: total - 1, reference: collection }],
    })
    const asCsv = await upload({ ...query, format: 'csv' }, changed)
    expect(asCsv.headers.get('content-type')).toContain('text/csv')
    expect((await asCsv.text()).split('\r\n')).toMatchObject([
      expect.stringContaining('kind,message,'),
      expect.stringMatching(/^amount-differs,/),
      '',
    ])

    const stray = (n: number) => `X${n},${day} 10:00:00,,QRIS,1000,0,1000`
    const many = `${csv}${Array.from({ length: 600 }, (_, n) => stray(n)).join('\r\n')}\r\n`
    const cut = (await (await upload(query, many)).json()) as { findings: unknown[]; more: string }
    expect(cut).toMatchObject({ total: 600, more: expect.stringContaining('ovokit reconcile') })
    expect(cut.findings).toHaveLength(500)
    const all = await (await upload({ ...query, format: 'csv' }, many)).text()
    expect(all.trimEnd().split('\r\n')).toHaveLength(601)
  })

  test('is refused with what to do: no report, wrong days, no such merchant, too large, not signed in', async () => {
    const name = 'ovo.csv'
    const refused = async (query: Record<string, string>, body: string, says: RegExp) => {
      for (const format of ['json', 'csv']) {
        const answer = await upload({ ...query, format }, body)
        expect(answer.status).toBe(400)
        expect(await answer.json()).toMatchObject({ type: 'invalid_data', message: expect.stringMatching(says) })
      }
    }
    await refused({ name }, '', /ovo\.csv.*it is empty/)
    await refused({ name }, `a,b\n${'1,2\n'.repeat(200_000)}`, /no line names both the invoice .* profile/)
    await refused({ name, from: 'today', to: '2027-03-03' }, 'x', /from: must be a day such as/)
    await refused({ name, from: '2027-03-03' }, 'x', /give both or neither/)
    await refused({ name, merchant: 'jakarta' }, 'x', /no merchant "jakarta".*default/)
    await refused({}, 'x', /name of the report/)
    const header = 'MerchantInvoice,Amount\n'
    await refused({ name }, header + 'x,1\n'.repeat(8.5 * 2 ** 20), /larger than 32 MB.*ovokit reconcile/)
    const anonymous = await fetch(`${store.url}/admin/ovo/settlement?name=ovo.csv`, { method: 'POST', body: 'x' })
    expect(anonymous.status).toBe(401)
  })
})

describe('somebody hostile', () => {
  test('writes into the session’s data: nothing of it counts', async () => {
    const victim = await showQr()
    const foreign = await sessionOf(victim.cart)
    const { id: cart, total } = await shopper.fillCart()
    const lies = {
      amount: 1,
      status: 'captured',
      session_id: foreign.id,
      ovo_payment_id: 'pay_000000000000000000000000',
      method: 'push-to-pay',
      currency_code: 'usd',
    }
    expect((await shopper.choose(cart, qris, lies)).status).toBe(200)
    expect((await shopper.complete(cart)).body.type).not.toBe('order')
    const own = await sessionOf(cart)
    expect(own).toMatchObject({ amount: total, data: { session_id: own.id, method: 'qris' } })
    expect((await shopper.start(cart, lies)).body).toMatchObject({ amount: total, status: 'scan' })
    // The session made anew deletes the one with the lies, which must not touch the victim's.
    expect((await shopper.choose(cart, qris, lies)).status).toBe(200)
    await pay(victim)
    await orderOf(victim)
    expect((await shopper.complete(cart)).body.type).not.toBe('order')
  })

  test('forges and repeats callbacks: refused in OVO’s own form, and nothing changes', async () => {
    const shown = await showQr()
    const { partnerReferenceNo = '' } = sim.transactions().find(({ qrContent }) => qrContent === shown.qrContent) ?? {}
    const forged = await sim.resendCallback({ partnerReferenceNo, fault: 'forge' })
    expect(forged).toMatchObject({ status: 401, responseBody: expect.stringContaining('"4015200"') })
    expect(await sim.resendCallback({ partnerReferenceNo, fault: 'stale' })).toMatchObject({ status: 401 })
    expect(await sim.resendCallback({ partnerReferenceNo, fault: 'tampered' })).toMatchObject({ status: 401 })
    expect((await shopper.look(shown.cart)).body.status).toBe('scan')
    await pay(shown)
    await orderOf(shown)
    expect(await sim.resendCallback({ partnerReferenceNo, fault: 'duplicate' })).toMatchObject({ status: 200 })
    expect((await orderOf(shown)).payment.captures).toHaveLength(1)
    const garbage = await fetch(`${store.url}/ovo/v1.0/qr/qr-mpm-notify`, { method: 'POST', body: '{"not json' })
    expect(garbage.status).toBe(401)
    expect(await garbage.json()).toMatchObject({ responseCode: '4015200' })
    const hooks = await fetch(`${store.url}/hooks/payment/ovo-qris_ovo`, { method: 'POST', body: '{}' })
    expect(hooks.status).toBeLessThan(500)
  })

  test('asks over and over: she is told when to come back', async () => {
    const { cart } = await showQr()
    const answers = []
    for (let i = 0; i < 20; i++) answers.push(await shopper.start(cart))
    expect(answers.at(-1)).toMatchObject({ status: 429, body: { error: { code: 'too-many-requests' } } })
    expect(sim.requests.filter(({ operation }) => operation === 'qris.generate').length).toBeLessThan(100)
  })

  test('asks for a payment of a cart that is not hers to know, or without a key', async () => {
    expect(await shopper.look('cart_unknown')).toMatchObject({
      status: 404,
      body: { error: { code: 'order-not-found' } },
    })
    expect((await fetch(`${store.url}/store/ovo/carts/cart_unknown/payment`)).status).toBe(400)
    expect((await fetch(`${store.url}/admin/ovo/cases`)).status).toBe(401)
  })
})

describe('what OVO cannot take', () => {
  test('a fraction of a rupiah is refused before any QR', async () => {
    const generated = () => sim.requests.filter(({ operation }) => operation === 'qris.generate').length
    const before = generated()
    const { id: cart } = await shopper.fillCart(['sachet'])
    const chosen = await shopper.choose(cart, qris)
    expect(chosen.status).toBe(400)
    expect(chosen.body.message).toContain('whole rupiah')
    expect(await shopper.start(cart)).toMatchObject({ status: 404 })
    expect(generated()).toBe(before)
  })
})

describe('a store with wrong options', () => {
  test('does not start, and says which option is wrong and how to mend it', async () => {
    const env = { OVO_ENCRYPTION_KEY: 'short', OVO_LIMITS }
    const starting = startStore({ ...options, port: await freePort(), env })
    await expect(starting).rejects.toThrow(/encryption.*openssl rand -hex 32/i)
  })
})

describe('a process dies', () => {
  const complete = ({ cart }: Shown) => shopper.complete(cart).catch(() => null)

  /** Holds Medusa up in the middle of its steps, over there in PostgreSQL. */
  async function holding() {
    const pool = postgres.pool()
    const holder = await pool.connect()
    onTestFinished(async () => {
      holder.release(true)
      await pool.end()
    })
    await holder.query('begin')
    const held = 'select pid from pg_locks where not granted'
    return {
      /** Each of these comes as far as writing into the table. */
      at: async (table: string, paid: readonly Shown[], unpaid: readonly Shown[] = []) => {
        const purchases = [...paid, ...unpaid]
        await holder.query(`lock table "${table}" in share mode`)
        for (const purchase of paid) await pay(purchase)
        for (const purchase of purchases) void complete(purchase)
        const come = async () => (await pool.query(`${held} and relation = '"${table}"'::regclass`)).rows.length
        await expect.poll(come, { ...soon, timeout: 30_000 }).toBeGreaterThanOrEqual(purchases.length)
      },
      kill: async () => {
        await store.kill('SIGKILL')
        // What it has sent dies with it.
        await pool.query(`select pg_terminate_backend(pid) from (${held}) as waiting`)
        await holder.query('rollback')
      },
    }
  }

  /** The store asks its clock once a second whether a minute is over. */
  async function minutes(count: number): Promise<void> {
    for (let i = 0; i < count; i++) {
      await sim.clock.advance(61_000)
      await new Promise((resolve) => setTimeout(resolve, 1_200))
    }
  }

  const unpaidOrders = async () =>
    (await keeper.orders()).filter((order) => order.status !== 'canceled' && order.payment_status === 'not_paid')

  test('anywhere in the making of an order: each is made once, and what is left is cleared or told (G5)', {
    timeout: 120_000,
  }, async () => {
    const [unbooked, unreserved, loose, touched] = [await showQr(), await showQr(), await showQr(), await showQr()]
    // Not paid, and completed all the same.
    const [unfinished, early] = [await showQr(['toraja']), await showQr()]
    const medusa = await holding()
    await medusa.at('order_transaction', [unbooked])
    await medusa.at('reservation_item', [unreserved], [unfinished])
    await medusa.at('order_cart', [loose, touched], [early])
    await medusa.kill()
    await open()
    await sim.clock.advance(121_000)

    for (const shown of [unbooked, unreserved, loose, touched]) {
      const { order, payment } = await orderOf(shown)
      expect(order.payment_collections[0].payments).toHaveLength(1)
      expect(payment.captures).toMatchObject([{ amount: shown.total }])
      const books = async () => (await ordersOf(shown))[0].summary
      await expect.poll(books, soon).toMatchObject({ paid_total: shown.total, pending_difference: 0 })
    }
    const left = await unpaidOrders()
    const leftOf = ({ collection }: Shown) => left.find(({ metadata }) => metadata.ovo_reference === collection)
    expect(left).toHaveLength(4)
    // Somebody takes it for a real one, and is about to ask for its money.
    const asked = { order_id: leftOf(touched).id, amount: touched.total }
    expect((await keeper.call('POST', '/admin/payment-collections', asked)).status).toBe(200)

    await minutes(3)
    expect(await unpaidOrders()).toHaveLength(4)
    await minutes(4)
    const cases = async () => [...(await casesOf(touched)), ...(await casesOf(unfinished))]
    const told = [
      { reason: 'stray-order', orderId: leftOf(touched).id, attempt: { status: 'paid' } },
      { reason: 'unpaid-order', orderId: leftOf(unfinished).id, attempt: { status: 'expired' } },
    ]
    expect(await cases()).toMatchObject(told)
    expect((await unpaidOrders()).map(({ id }) => id).sort()).toEqual(told.map(({ orderId }) => orderId).sort())
    for (const shown of [loose, early]) {
      const { order } = (await keeper.call('GET', `/admin/orders/${leftOf(shown).id}?fields=status,metadata`)).body
      expect(order).toMatchObject({ status: 'canceled', metadata: { ovo_canceled: expect.stringContaining('died') } })
    }

    for (const { orderId } of told) {
      const { body } = await keeper.call('GET', `/admin/ovo/orders/${orderId}`)
      expect(body.cases.map((each: { orderId: string }) => each.orderId)).toContain(orderId)
      expect((await keeper.call('POST', `/admin/orders/${orderId}/cancel`)).status).toBe(200)
    }
    await expect.poll(cases, soon).toEqual([])
    expect(await unpaidOrders()).toEqual([])
    for (const shown of [unbooked, unreserved, loose, touched]) expect(held(shown)).toBe(shown.total)
  })
})

test('no rupiah is made or lost: OVO’s books balance', () => {
  const { customers, shop, inFlight, opening } = sim.books()
  expect(customers + shop + inFlight).toBe(opening)
})
