import { OvoError, type Payment, type StartedLinkedPayment, type StartLinked } from '@ovokit/core'
import type { FaultInput } from '@ovokit/simulator'
import { afterEach, describe, expect, test } from 'vitest'
import { canaryCustomer } from '../secrets/canaries.ts'
import { openShop, type Shop, type ShopOptions } from '../support/shop.ts'
import { link, pageOf, returnUrl } from '../support/wallet.ts'

const second = 1_000
const minute = 60 * second
const bobsPhone = { phone: '081200000002' }
let shop: Shop
afterEach(() => shop.close())

async function open(options: ShopOptions = {}): Promise<Shop> {
  shop = await openShop(options)
  shop.sim.addCustomer({ ...bobsPhone, balance: 20_000, points: 15_000 })
  await link(shop, 'alice', canaryCustomer)
  return shop
}

const order: StartLinked = { reference: 'ORDER-1', amount: 25_000, customer: 'alice', returnUrl }
const start = (changes: Partial<StartLinked> = {}): Promise<StartedLinkedPayment> =>
  shop.ovo.linked.start({ ...order, ...changes })
const approve = async (payment: StartedLinkedPayment): Promise<void> => {
  expect(await shop.sim.approveLinked({ page: pageOf(payment) })).toMatchObject({ ok: true })
}
const status = async (id: string): Promise<Payment['status']> => (await shop.ovo.payments.get(id)).status
const types = (): string[] => shop.events.map(({ type }) => type)
const calls = (operation: string): number => shop.sim.requests.filter((one) => one.operation === operation).length
const fault = (operation: FaultInput['operation'], name: FaultInput['fault'], more: Partial<FaultInput> = {}): void =>
  shop.sim.faults.add({ operation, fault: name, ...more })
const codeOf = (task: Promise<unknown>): Promise<unknown> =>
  task.then(
    () => 'no error',
    (error: unknown) => (OvoError.is(error) ? error.code : error),
  )

describe('a linked payment', () => {
  test('is paid on OVO’s page, and only OVO’s status says so (G4, G5)', async () => {
    const { ovo, sim } = await open()
    const payment = await start()
    expect(payment).toMatchObject({ method: 'linked', status: 'awaiting-pin', customer: 'alice', amount: 25_000 })
    const has = payment.expiresAt.getTime() - payment.createdAt.getTime()
    expect([has <= 10 * minute, has > 10 * minute - second]).toEqual([true, true])
    expect(await ovo.linked.pinPage(payment.id)).toEqual(payment.pinPage)
    await approve(payment)
    await shop.settle()
    expect(await ovo.payments.get(payment.id)).toMatchObject({ status: 'paid', isLate: false, isOrphan: false })
    expect(types()).toEqual(['paid'])
    expect(await ovo.linked.pinPage(payment.id)).toBeNull()
    expect(sim.callbacks.at(-1)).toMatchObject({ status: 200, responseBody: expect.stringContaining('2005600') })
    expect(sim.books().shopBy).toEqual({ [payment.partnerReferenceNo]: 25_000 })
  })

  test('that OVO refuses is refused to everybody who asks at once, by a code', async () => {
    await open()
    const ends = await Promise.all(Array.from({ length: 30 }, () => codeOf(start({ amount: 900_000_000 }))))
    expect(new Set(ends)).toEqual(new Set(['ovo-refused', 'attempt-in-progress']))
  })

  test('speaks the bodies of v3.0, with the customer’s token in a header of its own', async () => {
    const spoken = { linkedBodies: 'ovo-v3', customerTokenHeader: 'authorization-customer' } as const
    const { ovo } = await open({ simulator: { dialect: spoken }, dialect: spoken })
    const payment = await start()
    await approve(payment)
    await shop.settle()
    expect(await status(payment.id)).toBe('paid')
    expect(await ovo.payments.refund(payment.id, { amount: 10_000 })).toMatchObject({ status: 'succeeded' })
  })

  test('takes points first and cash for the rest, or cash alone', async () => {
    const { ovo, sim } = await open()
    await link(shop, 'bob', bobsPhone)
    expect(await ovo.links.balance({ customer: 'bob' })).toEqual({ cash: 20_000, points: 15_000 })
    await approve(await start({ customer: 'bob', reference: 'CASH', amount: 1_000, use: 'cash' }))
    expect(await ovo.links.balance({ customer: 'bob' })).toEqual({ cash: 19_000, points: 15_000 })
    await approve(await start({ customer: 'bob' }))
    expect(await ovo.links.balance({ customer: 'bob' })).toEqual({ cash: 9_000, points: 0 })
    expect(sim.linkedPayments().map(({ points }) => points)).toEqual([0, 15_000])
    await shop.settle()
  })

  test('is found by asking when no notification comes: at 2, 7 and 22 seconds, and every 5 while somebody watches', async () => {
    const { ovo } = await open({ callbacks: false })
    const payment = await start()
    for (const [seconds, asked] of [
      [1, 0],
      [1, 1],
      [4, 1],
      [1, 2],
      [14, 2],
      [1, 3],
    ] as const) {
      await shop.advance(seconds * second)
      expect(calls('linked.status')).toBe(asked)
    }
    for (let count = 0; count < 4; count++) {
      await ovo.payments.touch(payment.id)
      await shop.advance(5 * second)
    }
    expect(calls('linked.status')).toBe(3 + 4)
    await approve(payment)
    await shop.advance(2 * minute)
    expect([await status(payment.id), types()]).toEqual(['paid', ['paid']])
  })

  test('is asked about at once when the customer comes back', async () => {
    const { ovo } = await open({ callbacks: false })
    const payment = await start()
    await approve(payment)
    expect(await ovo.payments.check(payment.id)).toMatchObject({ status: 'paid' })
  })

  test('that OVO takes without a PIN is known when it has started', async () => {
    await open({ simulator: { partners: [{ pinless: true }] } })
    expect(await start()).toMatchObject({ status: 'paid', pinPage: null })
    await shop.settle()
    expect(types()).toEqual(['paid'])
  })

  test('is given up on OVO’s page', async () => {
    const { ovo, sim } = await open({ callbacks: false })
    const payment = await start()
    await sim.cancelLinked({ page: pageOf(payment) })
    expect(await ovo.payments.check(payment.id)).toMatchObject({ status: 'failed', reason: 'status-05' })
    await shop.settle()
    expect(types()).toEqual(['failed'])
    await approve(await start())
    await shop.advance(2 * second)
  })

  test('is over after ten minutes, and the order can be paid anew (G6)', async () => {
    await open()
    const first = await start()
    await shop.advance(10 * minute + second)
    expect(await status(first.id)).toBe('failed')
    const second_ = await start()
    expect(second_.partnerReferenceNo).not.toBe(first.partnerReferenceNo)
    await approve(second_)
    await shop.settle()
    expect((await shop.ovo.payments.find({ reference: 'ORDER-1' })).map((one) => one.status).at(-1)).toBe('paid')
  })

  test.each([
    [{ amount: 0 }, 'invalid-amount'],
    [{ amount: 25_000.5 }, 'invalid-amount'],
    [{ reference: '' }, 'invalid-input'],
    [{ customer: 'nobody' }, 'not-linked'],
    [{ returnUrl: 'ftp://shop.example' }, 'invalid-input'],
    [{ merchant: 'nobody' }, 'merchant-unknown'],
  ])('with %o is refused before anything is sent (G10)', async (changes, code) => {
    await open()
    expect(await codeOf(start(changes))).toBe(code)
    expect([calls('linked.pay'), await shop.ovo.payments.recent()]).toEqual([0, []])
  })
})

describe('an answer that does not come', () => {
  test.each(['lose-response', 'http-504', 'garbage', 'malformed-json', 'missing-response-code'] as const)(
    'to a payment that OVO took (%s) is unknown, never failed, and not sent again (G2)',
    async (name) => {
      await open({ simulator: { partners: [{ pinless: true }] }, callbacks: false })
      fault('linked.pay', name)
      const payment = await start()
      expect(['unknown', 'paid']).toContain(payment.status)
      expect((await start().catch(() => payment)).id).toBe(payment.id)
      await shop.advance(2 * second)
      expect([await status(payment.id), types(), calls('linked.pay')]).toEqual(['paid', ['paid'], 1])
    },
  )

  test('to a payment that OVO asks a PIN for ends by itself: nobody saw the page', async () => {
    await open()
    fault('linked.pay', 'lose-response')
    const payment = await start()
    expect(payment).toMatchObject({ status: 'unknown', pinPage: null })
    expect(await codeOf(start({ amount: 30_000 }))).toBe('attempt-in-progress')
    await shop.advance(9 * minute)
    expect(await status(payment.id)).toBe('unknown')
    await shop.advance(2 * minute)
    expect([await status(payment.id), types()]).toEqual(['failed', ['failed']])
    await approve(await start({ amount: 30_000 }))
    await shop.settle()
  })

  test.each(['http-500', 'refuse-before', 'empty-404', 'in-progress'] as const)(
    'to a payment that OVO never took (%s) is unknown until OVO’s word is final (G2)',
    async (name) => {
      await open()
      fault('linked.pay', name)
      const payment = await start()
      expect(payment.status).toBe('unknown')
      await shop.advance(9 * minute)
      expect(await status(payment.id)).toBe('unknown')
      await shop.advance(minute + second)
      expect([await status(payment.id), types()]).toEqual(['expired', ['expired']])
      for (let passed = 0; passed < 5; passed++) await shop.advance(minute)
      const asked = calls('linked.status')
      await shop.advance(24 * 60 * minute)
      expect([await status(payment.id), types(), calls('linked.status')]).toEqual(['expired', ['expired'], asked])
    },
  )

  test('but a clear no is a failure at once, and frees the order', async () => {
    await open()
    fault('linked.pay', 'too-many')
    expect(await codeOf(start())).toBe('ovo-refused')
    await approve(await start())
    await shop.settle()
    expect(types()).toEqual(['failed', 'paid'])
  })

  test('to the status is asked again', async () => {
    await open({ callbacks: false })
    const payment = await start()
    await approve(payment)
    fault('linked.status', 'lose-response', { times: 2 })
    await shop.advance(2 * second)
    await shop.advance(6 * second)
    expect([await status(payment.id), calls('linked.status')]).toEqual(['awaiting-pin', 2])
    await shop.advance(16 * second)
    expect(await status(payment.id)).toBe('paid')
  })
})

describe('the customer’s token', () => {
  test('that dies in the middle is renewed, and what OVO refused for it is sent once more (G1)', async () => {
    const { ovo, sim } = await open()
    fault('linked.pay', 'token-expired')
    const payment = await start()
    expect([payment.status, calls('linked.pay'), calls('link.token')]).toEqual(['awaiting-pin', 2, 2])
    expect(sim.linkedPayments()).toHaveLength(1)
    const sent = (await ovo.log.list({ paymentId: payment.id })).filter(({ operation }) => operation === 'linked.pay')
    expect(sent.map(({ response }) => response?.status)).toEqual([401, 200])
    fault('linked.status', 'token-expired')
    await approve(payment)
    await shop.settle()
    expect(await status(payment.id)).toBe('paid')
  })

  test('that the customer took back fails the payment, and says why', async () => {
    const { sim } = await open()
    sim.unlink(canaryCustomer)
    expect(await codeOf(start())).toBe('not-linked')
    await shop.settle()
    expect(types()).toEqual(['failed'])
    expect(shop.linkNotices.map(({ type }) => type)).toEqual(['linked', 'link-revoked'])
    await link(shop, 'alice', canaryCustomer)
    await approve(await start())
    await shop.settle()
  })

  test('that cannot be renewed now fails nothing but the call', async () => {
    await open()
    fault('linked.pay', 'token-expired')
    fault('link.token', 'http-500')
    expect(await codeOf(start())).toBe('ovo-refused')
    expect((await shop.ovo.links.find({ customer: 'alice' }))?.status).toBe('linked')
    await shop.advance(2 * second)
    await approve(await start())
    await shop.settle()
  })

  test('is missed by nobody else: a payment of an unlinked customer is still asked about', async () => {
    const { ovo, sim } = await open({ callbacks: false })
    const payment = await start()
    await approve(payment)
    await ovo.links.unlink({ customer: 'alice' })
    await shop.advance(2 * second)
    // This OVO does not say without the customer's token; what it does not say is no "no".
    expect(await status(payment.id)).toBe('awaiting-pin')
    await shop.advance(10 * minute + 30 * second)
    expect(await status(payment.id)).toBe('expired')
    await shop.advance(24 * 60 * minute)
    expect(shop.events.map(({ type, attention }) => attention?.reason ?? type)).toEqual(['expired', 'not-final'])
    expect(calls('token.b2b')).toBeLessThan(40)
    expect(sim.books().shop).toBe(25_000)
    await shop.close({ unsettled: true })
  })
})

describe('one payable attempt (G6)', () => {
  test('a double click and two tabs get the same payment', async () => {
    const { sim } = await open()
    const payments = await Promise.all(Array.from({ length: 10 }, () => start()))
    expect(new Set(payments.map(({ id, pinPage }) => `${id} ${pinPage?.web}`)).size).toBe(1)
    expect(sim.linkedPayments()).toHaveLength(1)
  })

  test('shared by every way to pay', async () => {
    const { ovo, sim } = await open()
    await link(shop, 'bob', bobsPhone)
    const first = await start()
    expect(await codeOf(start({ amount: 30_000 }))).toBe('attempt-in-progress')
    expect(await codeOf(start({ customer: 'bob' }))).toBe('attempt-in-progress')
    expect(await codeOf(ovo.qris.start({ reference: 'ORDER-1', amount: 25_000 }))).toBe('attempt-in-progress')
    await approve(first)
    await shop.settle()
    expect(await codeOf(start())).toBe('already-paid')
    const { qr } = await ovo.qris.start({ reference: 'ORDER-2', amount: 25_000 })
    expect(await codeOf(start({ reference: 'ORDER-2' }))).toBe('attempt-in-progress')
    await sim.pay({ qrContent: qr.content })
    await shop.settle()
    expect(await codeOf(start({ reference: 'ORDER-2' }))).toBe('already-paid')
  })

  test('that was cancelled is wanted again when the same is started', async () => {
    const { ovo } = await open()
    const payment = await start()
    expect(await ovo.payments.cancel(payment.id)).toMatchObject({ isCancelled: true })
    expect(await start()).toMatchObject({ id: payment.id, isCancelled: false, pinPage: payment.pinPage })
    await approve(payment)
    await shop.settle()
    expect(types()).toEqual(['paid'])
  })
})

describe('money that nobody waits for (G7)', () => {
  test('goes back when the shopper had cancelled', async () => {
    const { ovo, sim } = await open()
    const payment = await start()
    await ovo.payments.cancel(payment.id)
    await approve(payment)
    await shop.settle()
    expect(await ovo.payments.get(payment.id)).toMatchObject({ status: 'refunded', isOrphan: true })
    expect(await ovo.payments.refunds(payment.id)).toMatchObject([{ isAutomatic: true, amount: 25_000 }])
    expect([types(), sim.books().shop]).toEqual([['refunded'], 0])
  })

  test.each([
    ['accept', 'paid', true],
    ['refund', 'refunded', true],
  ] as const)('and came late is taken or sent back, as the shop wishes (%s)', async (onLatePayment, end, isLate) => {
    const { ovo } = await open()
    fault('linked.pay', 'pay-late')
    const payment = await start({ onLatePayment })
    await shop.advance(10 * minute + second)
    expect([await status(payment.id), types()]).toEqual(['failed', ['failed']])
    await approve(payment)
    await shop.settle()
    expect(await ovo.payments.get(payment.id)).toMatchObject({ status: end, isLate })
  })

  test('because another attempt was paid goes back', async () => {
    const { ovo, sim } = await open()
    fault('linked.pay', 'pay-late')
    const late = await start()
    await shop.advance(10 * minute + second)
    const { qr, id } = await ovo.qris.start({ reference: 'ORDER-1', amount: 25_000 })
    await sim.pay({ qrContent: qr.content })
    await shop.settle()
    await approve(late)
    await shop.settle()
    expect([await status(id), await status(late.id)]).toEqual(['paid', 'refunded'])
    expect(sim.books().shop).toBe(25_000)
  })
})

describe('what does not fit', () => {
  test.each([
    ['wrong-amount', 'transAmount'],
    ['wrong-reference', 'originalPartnerReferenceNo'],
  ] as const)('(%s) is a person’s to decide, never paid nor failed by a rule (G4)', async (name, field) => {
    const { ovo } = await open({ callbacks: false })
    const payment = await start()
    await approve(payment)
    fault('linked.status', name)
    await shop.advance(2 * second)
    expect(await ovo.payments.get(payment.id)).toMatchObject({ status: 'unknown', needsDecision: true })
    expect(shop.events).toMatchObject([{ type: 'attention', attention: { reason: 'mismatched' } }])
    expect(shop.events[0]?.attention?.message).toContain(field)
    expect(await codeOf(start())).toBe('attempt-in-progress')
    expect(await ovo.payments.resolve(payment.id, 'paid')).toMatchObject({ status: 'paid' })
  })

  test.each(['forge', 'stale', 'tampered'] as const)('a %s notification changes nothing (G9)', async (name) => {
    const { sim } = await open()
    const payment = await start()
    fault('callback', name, { times: 3 })
    await approve(payment)
    await sim.idle()
    expect(sim.callbacks.at(-1)).toMatchObject({ status: 401, responseBody: expect.stringContaining('4015600') })
    await shop.ovo.runDue()
    expect([await status(payment.id), calls('linked.status')]).toEqual(['awaiting-pin', 0])
    await shop.advance(2 * second)
    expect(await status(payment.id)).toBe('paid')
  })

  test.each(['duplicate', 'twice-new-id'] as const)(
    'a notification that comes twice (%s) is told once',
    async (name) => {
      await open()
      const payment = await start()
      fault('callback', name)
      await approve(payment)
      await shop.settle()
      expect([await status(payment.id), types()]).toEqual(['paid', ['paid']])
      await shop.sim.resendCallback({ partnerReferenceNo: payment.partnerReferenceNo })
      await shop.settle()
      expect(types()).toEqual(['paid'])
    },
  )

  test('a notification about a number that is not ours, or of another product, is not taken', async () => {
    const { ovo, sim, partner } = await open()
    const { qr, partnerReferenceNo } = await ovo.qris.start({ reference: 'ORDER-2', amount: 25_000 })
    partner.setCallbackUrl(shop.linkedCallbackUrl)
    await sim.pay({ qrContent: qr.content })
    await sim.idle()
    const heard = sim.callbacks.filter((one) => one.partnerReferenceNo === partnerReferenceNo)
    expect(heard.at(0)).toMatchObject({ status: 404, responseBody: expect.stringContaining('4045601') })
    await shop.advance(21 * second)
  })
})
