import { OvoError, type Payment, type Refund, type RefundWish, type StartedLinkedPayment } from '@ovokit/core'
import type { FaultInput } from '@ovokit/simulator'
import { afterEach, describe, expect, test } from 'vitest'
import { canaryCustomer } from '../secrets/canaries.ts'
import { openShop, type Shop, type ShopOptions } from '../support/shop.ts'
import { link, pageOf, returnUrl } from '../support/wallet.ts'

const second = 1_000
const minute = 60 * second
const day = 24 * 60 * minute
let shop: Shop
let payment: StartedLinkedPayment
afterEach(() => shop.close())

/** A shop with a paid order of Rp25.000. */
async function open(options: ShopOptions = {}): Promise<Shop> {
  shop = await openShop(options)
  await link(shop, 'alice', canaryCustomer)
  payment = await shop.ovo.linked.start({ reference: 'ORDER-1', amount: 25_000, customer: 'alice', returnUrl })
  await shop.sim.approveLinked({ page: pageOf(payment) })
  await shop.settle()
  return shop
}

const refund = (wish?: RefundWish): Promise<Refund> => shop.ovo.payments.refund(payment.id, wish)
const refunds = (): Promise<readonly Refund[]> => shop.ovo.payments.refunds(payment.id)
const found = (): Promise<Payment> => shop.ovo.payments.get(payment.id)
const kept = (): number => shop.sim.books().shop
const types = (): string[] => shop.events.map(({ type }) => type).slice(1)
const calls = (operation: string): number => shop.sim.requests.filter((one) => one.operation === operation).length
const fault = (operation: FaultInput['operation'], name: FaultInput['fault'], more: Partial<FaultInput> = {}): void =>
  shop.sim.faults.add({ operation, fault: name, ...more })
const codeOf = (task: Promise<unknown>): Promise<unknown> =>
  task.then(
    () => 'no error',
    (error: unknown) => (OvoError.is(error) ? error.code : error),
  )

describe('a refund of a linked payment', () => {
  test('gives parts back until nothing is left, and then the order can be paid anew', async () => {
    const { ovo } = await open()
    expect(await refund({ amount: 10_000, reason: 'one was broken' })).toMatchObject({
      status: 'succeeded',
      amount: 10_000,
      isAutomatic: false,
      partnerRefundNo: `${payment.partnerReferenceNo}01`,
    })
    expect(await found()).toMatchObject({ status: 'paid', refundedAmount: 10_000 })
    expect(await refund({ amount: 4_000 })).toMatchObject({ status: 'succeeded' })
    expect(await refund()).toMatchObject({ status: 'succeeded', amount: 11_000 })
    expect(await found()).toMatchObject({ status: 'refunded', refundedAmount: 25_000 })
    expect([(await refunds()).length, kept()]).toEqual([3, 0])
    await shop.settle()
    expect(types()).toEqual(['refunded', 'refunded', 'refunded'])
    expect(shop.events.at(-1)).toMatchObject({ refund: { amount: 11_000 }, payment: { status: 'refunded' } })
    const again = await ovo.linked.start({ reference: 'ORDER-1', amount: 25_000, customer: 'alice', returnUrl })
    expect(again.status).toBe('awaiting-pin')
  })

  test('is the same refund however often it is asked for: by its key, or by its amount', async () => {
    await open()
    const all = await Promise.all(Array.from({ length: 6 }, () => refund({ amount: 10_000 })))
    expect(new Set(all.map(({ id }) => id)).size).toBe(1)
    const named = await refund({ amount: 10_000, key: 'return 7' })
    expect(named.id).not.toBe(all[0]?.id)
    expect((await refund({ amount: 10_000, key: 'return 7' })).id).toBe(named.id)
    expect((await refund({ key: 'return 7' })).id).toBe(named.id)
    expect(await codeOf(refund({ amount: 5_000, key: 'return 7' }))).toBe('refund-key-reused')
    const rest = await Promise.all([refund(), refund()])
    expect(rest.map(({ id, amount }) => `${id} ${amount}`)).toEqual(Array(2).fill(`${rest[0]?.id} 5000`))
    expect([calls('linked.refund'), kept()]).toEqual([3, 0])
  })

  test('never comes to more than was paid, however many are asked for at once', async () => {
    await open()
    const ends = await Promise.all(
      Array.from({ length: 12 }, (_, n) => codeOf(refund({ amount: 4_000, key: `click ${n}` }))),
    )
    expect(ends.filter((end) => end === 'no error')).toHaveLength(6)
    expect(ends.filter((end) => end === 'refund-above-remaining')).toHaveLength(6)
    expect([(await refunds()).length, kept()]).toEqual([6, 1_000])
    expect(await codeOf(refund({ amount: 1_001, key: 'more' }))).toBe('refund-above-remaining')
    expect(await refund()).toMatchObject({ amount: 1_000, status: 'succeeded' })
    expect((await found()).status).toBe('refunded')
  })

  test.each([
    [{ amount: 0 }, 'invalid-amount'],
    [{ amount: 0.5 }, 'invalid-amount'],
    [{ amount: 25_001 }, 'refund-above-remaining'],
    [{ amount: 1_000, key: '' }, 'invalid-input'],
  ])('with %o is refused before anything is sent (G10)', async (wish, code) => {
    await open()
    expect(await codeOf(refund(wish))).toBe(code)
    expect([calls('linked.refund'), kept()]).toEqual([0, 25_000])
  })

  test('is not for what is not paid', async () => {
    const { ovo } = await open()
    const other = await ovo.linked.start({ reference: 'ORDER-2', amount: 1_000, customer: 'alice', returnUrl })
    expect(await codeOf(ovo.payments.refund(other.id))).toBe('refund-not-paid')
    await ovo.payments.refund(payment.id)
    expect(await codeOf(refund({ amount: 1_000 }))).toBe('refund-not-paid')
  })

  test('may be asked for until 23:59:59 in Jakarta of the sixtieth day', async () => {
    const { sim } = await open()
    const end = (await found()).refundableUntil?.getTime() ?? 0
    expect(new Date(end + 7 * 60 * minute).toISOString()).toMatch(/T23:59:59\.999Z$/)
    expect(Math.floor((end - sim.clock.now()) / day)).toBe(60)
    await sim.clock.set(end - 5 * second)
    expect(await refund({ amount: 1_000 })).toMatchObject({ status: 'succeeded' })
    await sim.clock.set(end + second)
    expect(await codeOf(refund({ amount: 2_000 }))).toBe('refund-window-closed')
  })

  test('has another window where OVO has agreed one', async () => {
    await open({ snap: { linked: { refundDays: 1 } } })
    const end = (await found()).refundableUntil?.getTime() ?? 0
    expect(Math.floor((end - shop.sim.clock.now()) / day)).toBe(1)
  })
})

describe('a refund without a clear answer', () => {
  test.each(['lose-response', 'http-504', 'garbage', 'malformed-json', 'wrong-reference', 'wrong-amount'] as const)(
    'that OVO made (%s) is found in the payment’s history, and not sent twice (G2)',
    async (name) => {
      await open()
      fault('linked.refund', name)
      expect(await refund({ amount: 10_000 })).toMatchObject({ status: 'unknown' })
      expect(await codeOf(refund({ amount: 20_000 }))).toBe('refund-above-remaining')
      await shop.advance(6 * second)
      expect(await refunds()).toMatchObject([{ status: 'succeeded', amount: 10_000 }])
      expect([calls('linked.refund'), kept(), types()]).toEqual([1, 15_000, ['refunded']])
    },
  )

  test.each(['http-500', 'refuse-before', 'empty-404'] as const)(
    'that OVO never had (%s) is sent again under its number',
    async (name) => {
      await open()
      fault('linked.refund', name)
      expect(await refund({ amount: 10_000 })).toMatchObject({ status: 'unknown' })
      for (let tries = 0; tries < 3; tries++) await shop.advance(10 * second)
      expect(await refunds()).toMatchObject([
        { status: 'succeeded', partnerRefundNo: `${payment.partnerReferenceNo}01` },
      ])
      expect([calls('linked.refund'), kept()]).toEqual([2, 15_000])
    },
  )

  test('that OVO is at is waited for', async () => {
    await open()
    fault('linked.refund', 'settle-late')
    expect(await refund()).toMatchObject({ status: 'unknown' })
    await shop.advance(minute)
    expect((await refunds())[0]?.status).toBe('unknown')
    for (let tries = 0; tries < 3; tries++) await shop.advance(minute)
    expect([(await refunds())[0]?.status, (await found()).status]).toEqual(['succeeded', 'refunded'])
  })

  test('that fails after all makes room for another', async () => {
    await open()
    fault('linked.refund', 'fail-late')
    await refund()
    for (let tries = 0; tries < 5; tries++) await shop.advance(minute)
    expect([(await refunds())[0]?.status, types()]).toEqual(['failed', ['refund-failed']])
    expect(await refund()).toMatchObject({ status: 'succeeded', partnerRefundNo: `${payment.partnerReferenceNo}02` })
    expect(kept()).toBe(0)
  })

  test('is told to a person after five minutes', async () => {
    await open()
    fault('linked.refund', 'lose-response')
    fault('linked.status', 'http-500', { times: 100 })
    await refund()
    for (let passed = 0; passed < 6; passed++) await shop.advance(minute)
    expect(shop.events.at(-1)).toMatchObject({ type: 'attention', attention: { reason: 'refund-unknown' } })
    shop.sim.faults.clear()
    await shop.advance(15 * minute)
    expect((await refunds())[0]?.status).toBe('succeeded')
  })

  test('that OVO refuses has failed, with its code', async () => {
    await open({ simulator: { partners: [{ dailyRefundLimit: 5_000 }] } })
    expect(await refund({ amount: 6_000 })).toMatchObject({
      status: 'failed',
      responseCode: expect.stringMatching(/^4/),
    })
    expect(await refund({ amount: 5_000 })).toMatchObject({ status: 'succeeded' })
    await shop.settle()
    expect(types()).toEqual(['refund-failed', 'refunded'])
  })
})

describe('whose token a refund carries', () => {
  test('is ours: it works after the customer has unlinked', async () => {
    const { ovo } = await open()
    await ovo.links.unlink({ customer: 'alice' })
    expect(await refund()).toMatchObject({ status: 'succeeded' })
    expect(kept()).toBe(0)
  })

  test('is the customer’s where the dialect says so, and is renewed like any other', async () => {
    await open({ dialect: { linkedRefundToken: 'customer' } })
    expect(await refund({ amount: 1_000 })).toMatchObject({ status: 'succeeded' })
    const tokens = calls('link.token')
    fault('linked.status', 'token-expired')
    fault('linked.refund', 'lose-response')
    await refund({ amount: 2_000 })
    await shop.advance(6 * second)
    expect((await refunds()).map(({ status }) => status)).toEqual(['succeeded', 'succeeded'])
    expect(calls('link.token')).toBe(tokens + 1)
  })

  test('is both where ASPI puts them, and each is renewed for its own refusal', async () => {
    const spoken = { customerTokenHeader: 'authorization-customer' } as const
    await open({ simulator: { dialect: spoken }, dialect: { ...spoken, linkedRefundToken: 'customer' } })
    const [ours, theirs] = [calls('token.b2b'), calls('link.token')]
    fault('linked.refund', 'token-expired')
    expect(await refund({ amount: 1_000 })).toMatchObject({ status: 'succeeded' })
    expect([calls('token.b2b') - ours, calls('link.token') - theirs]).toEqual([1, 0])
    fault('linked.status', 'token-expired')
    fault('linked.refund', 'lose-response')
    await refund({ amount: 2_000 })
    await shop.advance(6 * second)
    expect((await refunds()).map(({ status }) => status)).toEqual(['succeeded', 'succeeded'])
    expect([calls('token.b2b') - ours, calls('link.token') - theirs]).toEqual([1, 1])
  })
})
