import { OvoError, shopperView } from '@ovokit/core'
import { afterEach, describe, expect, test } from 'vitest'
import { openShop, type Shop, type ShopOptions } from '../support/shop.ts'

let shop: Shop
const open = async (options?: ShopOptions): Promise<Shop> => {
  shop = await openShop(options)
  shop.sim.addCustomer({ phone, balance: 1_000_000 })
  return shop
}
afterEach(() => shop.close())

const phone = '081298760001'
const order = { reference: 'ORDER-1', amount: 25_000, phone }
const types = (): string[] => shop.events.map(({ type }) => type)
const calls = (): string[] =>
  shop.sim.requests.map(({ operation }) => operation).filter((operation) => operation.startsWith('pos.'))
const look = async (id: string): Promise<string> => shopperView(await shop.ovo.payments.get(id), shop.ovo.now()).status

/** Starts a push and waits until it is on the customer's phone. */
async function pushed(changes: Partial<typeof order> & { onLateSuccess?: 'accept' | 'reverse' } = {}) {
  const payment = await shop.ovo.pushToPay.start({ ...order, ...changes })
  const push = await shop.sim.nextPush({ phone: changes.phone ?? phone })
  return { payment, push }
}

describe('a push', () => {
  test('is paid by the answer to it, and the shop hears it once (G4, G5)', async () => {
    const { ovo, sim } = await open()
    const { payment } = await pushed()
    expect(payment).toMatchObject({
      method: 'push-to-pay',
      status: 'pushed',
      reference: 'ORDER-1',
      maskedPhone: '0812****0001',
      expiresAt: expect.any(Date),
    })
    expect(payment.expiresAt.getTime() - payment.createdAt.getTime()).toBeGreaterThanOrEqual(55_000)
    expect(shopperView(payment, ovo.now())).toMatchObject({ status: 'confirm', secondsLeft: 55, isFinal: false })
    await sim.approvePush({ phone })
    const paid = await shop.reaches(payment.id, 'paid')
    expect(paid).toMatchObject({ isLate: false, approvalCode: expect.any(String), needsDecision: false })
    await shop.settle()
    expect(types()).toEqual(['paid'])
    expect(calls()).toEqual(['pos.push'])
    expect(payment.merchantInvoice).toMatch(/^ORDER-1-[B-T]{12}$/)
    expect(sim.books().shopBy).toEqual({ [payment.merchantInvoice]: 25_000 })
  })

  test.each([
    ['081200009017', 'declined', '17', 'Transaction canceled by User.'],
    ['081200009026', 'failed', '26', 'Failed Push notif to users, please make sure users login to OVO app first.'],
    ['081200009014', 'failed', '14', "The phone number isn't registered to any OVO account. Please try again."],
    ['081200009051', 'failed', '51', undefined],
    ['081200009063', 'failed', '63', undefined],
  ] as const)('to %s is %s at once, in the words of OVO', async (to, status, responseCode, words) => {
    const { ovo } = await open()
    const { id } = await ovo.pushToPay.start({ ...order, phone: to })
    await expect.poll(calls).toHaveLength(1)
    await shop.advance(3_000)
    const payment = await shop.reaches(id, status)
    expect(payment).toMatchObject({ status, responseCode })
    const view = shopperView(payment, ovo.now())
    expect(view).toMatchObject({ status, isFinal: true, canRegenerate: true })
    expect(view.text?.en).toBe(words)
    await shop.settle()
    expect(types()[0]).toBe('failed')
    // The order is free for another attempt at once.
    const again = await ovo.pushToPay.start({ ...order, phone: '081200009000' })
    await shop.reaches(again.id, 'paid')
  })

  test('is one prompt, however often it is asked for (G6)', async () => {
    const { ovo, sim } = await open()
    const starts = await Promise.all(Array.from({ length: 8 }, () => ovo.pushToPay.start(order)))
    expect(new Set(starts.map(({ id }) => id)).size).toBe(1)
    await sim.nextPush({ phone })
    expect(sim.pushes()).toHaveLength(1)
    const spelled = await ovo.pushToPay.start({ ...order, phone: '+62 812-9876-0001' })
    expect(spelled.id).toBe(starts[0]?.id)
    for (const other of [{ amount: 26_000 }, { phone: '081298760002' }]) {
      await expect(ovo.pushToPay.start({ ...order, ...other })).rejects.toMatchObject({ code: 'attempt-in-progress' })
    }
    await expect(ovo.qris.start(order)).rejects.toMatchObject({
      code: 'attempt-in-progress',
      retryAt: new Date((starts[0]?.expiresAt.getTime() ?? 0) + 11_000),
    })
    await sim.approvePush({ phone })
    await shop.reaches(spelled.id, 'paid')
    await expect(ovo.pushToPay.start(order)).rejects.toMatchObject({ code: 'already-paid' })
    await expect(ovo.qris.start(order)).rejects.toMatchObject({ code: 'already-paid' })
  })

  test('is not made while a QR of the same order can be paid (G6)', async () => {
    const { ovo } = await open()
    await ovo.qris.start(order)
    await expect(ovo.pushToPay.start(order)).rejects.toMatchObject({ code: 'attempt-in-progress' })
    await shop.advance(80_000)
    await ovo.pushToPay.start({ ...order, phone: '081200009000' })
  })

  test('takes numbers that go up by one for each, in a batch of the day', async () => {
    const { ovo, sim } = await open()
    for (const reference of ['A', 'B', 'C']) {
      const { id } = await ovo.pushToPay.start({ ...order, reference, phone: '081200009000' })
      await shop.reaches(id, 'paid')
    }
    expect(sim.pushes().map(({ referenceNumber }) => referenceNumber)).toEqual([1, 2, 3])
    expect(new Set(sim.pushes().map(({ batchNo }) => batchNo)).size).toBe(1)
  })

  test('rolls over at 999999, from wherever another system stopped', async () => {
    const start = { batchNo: 7, referenceNumber: 999_999 }
    const { ovo, sim } = await open({ pushToPay: { sequence: { method: 'rolling', start } } })
    for (const reference of ['A', 'B']) {
      const { id } = await ovo.pushToPay.start({ ...order, reference, phone: '081200009000' })
      await shop.reaches(id, 'paid')
    }
    expect(sim.pushes().map(({ batchNo, referenceNumber }) => [batchNo, referenceNumber])).toEqual([
      ['000007', 999_999],
      ['000008', 1],
    ])
  })

  test.each([
    [{ phone: '+14155550100' }, 'invalid-input'],
    [{ phone: '0215550100' }, 'invalid-input'],
    [{ amount: 0 }, 'invalid-amount'],
    [{ amount: 10.5 }, 'invalid-amount'],
    [{ reference: '' }, 'invalid-input'],
    [{ merchant: 'nobody' }, 'merchant-unknown'],
  ])('with %o is refused before anything is stored or sent', async (changes, code) => {
    const { ovo } = await open()
    const error = await ovo.pushToPay.start({ ...order, ...changes }).catch((reason: unknown) => reason)
    expect(OvoError.is(error) && error.code).toBe(code)
    expect(calls()).toEqual([])
    expect(await ovo.payments.recent()).toEqual([])
  })
})

describe('an inquiry', () => {
  test('stops a push to a number without an account', async () => {
    const { ovo } = await open()
    const to = { ...order, phone: '081200009014', inquireFirst: true }
    await expect(ovo.pushToPay.start(to)).rejects.toMatchObject({ code: 'phone-not-registered' })
    expect(calls()).toEqual(['pos.inquiry'])
    expect(await ovo.payments.recent()).toEqual([])
    await ovo.pushToPay.start({ ...order, phone: '081200009000', inquireFirst: true })
    await expect.poll(() => calls()).toEqual(['pos.inquiry', 'pos.inquiry', 'pos.push'])
  })

  test('tells whether there is an account, and that OVO did not say', async () => {
    const { ovo, sim } = await open()
    expect(await ovo.pushToPay.inquire({ phone })).toBe('registered')
    expect(await ovo.pushToPay.inquire({ phone: '0812-0000-9014' })).toBe('not-registered')
    sim.faults.add({ operation: 'pos.inquiry', fault: 'garbage' })
    expect(await ovo.pushToPay.inquire({ phone })).toBe('unknown')
  })
})

describe('silence (G3)', () => {
  test('is asked about at 60 s, reversed at 65 s, and only then the shopper may try again', async () => {
    const { ovo, sim } = await open()
    const { payment } = await pushed()
    await shop.advance(54_000)
    expect(await look(payment.id)).toBe('confirm')
    await shop.advance(5_500)
    expect([calls(), await look(payment.id)]).toEqual([['pos.push'], 'checking'])
    await shop.advance(500)
    await shop.reaches(payment.id, 'unknown')
    expect(calls()).toEqual(['pos.push', 'pos.status'])
    await shop.advance(4_400)
    expect([calls().length, await look(payment.id)]).toEqual([2, 'checking'])
    await shop.advance(700)
    expect(calls()).toEqual(['pos.push', 'pos.status', 'pos.reversal'])
    expect(await look(payment.id)).toBe('checking')
    await shop.advance(2_000)
    await shop.reaches(payment.id, 'reversed')
    expect(calls()).toEqual(['pos.push', 'pos.status', 'pos.reversal', 'pos.status'])
    const view = shopperView(await ovo.payments.settled(payment.id), ovo.now())
    expect(view).toMatchObject({
      status: 'reversed',
      isFinal: true,
      canRegenerate: true,
      text: { en: 'Transaction failed due to timeout. Please try again.' },
    })
    await shop.settle()
    expect(types()).toEqual(['reversed'])
    expect(sim.books().shop).toBe(0)
  })

  test('that hides a payment is accepted by default: OVO leaves that to the merchant', async () => {
    const { ovo } = await open()
    const { id } = await ovo.pushToPay.start({ ...order, phone: '081200009002' })
    await shop.advance(61_000)
    expect(await shop.reaches(id, 'paid')).toMatchObject({ isLate: true })
    await shop.advance(30_000)
    expect(types()).toEqual(['paid'])
    expect(calls()).toEqual(['pos.push', 'pos.status'])
  })

  test('that hides a payment is reversed by policy, and the money comes back', async () => {
    const { ovo, sim } = await open({ pushToPay: { onLateSuccess: 'reverse' } })
    const { id } = await ovo.pushToPay.start({ ...order, phone: '081200009002' })
    await shop.advance(61_000)
    await shop.advance(4_500)
    await shop.advance(3_000)
    await shop.reaches(id, 'reversed')
    await shop.settle()
    expect(types()).toEqual(['reversed'])
    expect(sim.books().shop).toBe(0)
  })

  test('goes on being reversed while OVO does not answer, and a person hears of it after five minutes', async () => {
    const { sim } = await open()
    const { payment } = await pushed()
    sim.faults.add({ operation: 'pos.reversal', fault: 'garbage', times: 8 })
    await shop.advance(61_000)
    for (let step = 0; step < 130; step++) await shop.advance(5_000)
    expect(await shop.reaches(payment.id, 'reversed')).toMatchObject({ needsDecision: false })
    expect(calls().filter((call) => call === 'pos.reversal').length).toBe(9)
    expect(types()).toEqual(['attention', 'reversed'])
    expect(shop.events[0]).toMatchObject({ attention: { reason: 'not-reversed' } })
  })

  test('of an OVO that settles 90 s later is reversed again when the money arrives', async () => {
    const { ovo, sim } = await open()
    const { id } = await ovo.pushToPay.start({ ...order, phone: '081200009068' })
    for (let step = 0; step < 60; step++) await shop.advance(5_000)
    await shop.reaches(id, 'reversed')
    expect(sim.books().shop).toBe(0)
    expect(types()).toContain('reversed')
  })
})

describe('numbers that OVO knows already', () => {
  test.each(['081200009040', '081200009094'])('to %s are never reversed, and a person is told', async (to) => {
    const { ovo } = await open()
    const { id } = await ovo.pushToPay.start({ ...order, phone: to })
    await shop.reaches(id, 'unknown')
    for (let step = 0; step < 20; step++) await shop.advance(10_000)
    expect(calls()).not.toContain('pos.reversal')
    expect(shop.events[0]).toMatchObject({ type: 'attention', attention: { reason: 'numbers-used' } })
  })
})

test('a person who wants to know does not wait for the schedule', async () => {
  const { ovo, sim } = await open()
  sim.faults.add({ operation: 'pos.status', fault: 'garbage', times: 6 })
  const { id } = await ovo.pushToPay.start({ ...order, phone: '081200009040' })
  await shop.reaches(id, 'unknown')
  for (let step = 0; step < 100; step++) await shop.advance(10_000)
  const asked = calls().length
  expect(await ovo.payments.check(id)).toMatchObject({ status: 'failed', reason: 'status-not-found' })
  expect(calls()).toHaveLength(asked + 1)
})

describe('what the shopper gives up (G7)', () => {
  test('and pays all the same goes back by itself', async () => {
    const { ovo, sim } = await open()
    const { payment } = await pushed()
    expect(await ovo.payments.cancel(payment.id)).toMatchObject({ isCancelled: true, status: 'pushed' })
    expect(await look(payment.id)).toBe('cancelled')
    await sim.approvePush({ phone })
    await shop.reaches(payment.id, 'refunded')
    await shop.settle()
    expect(types()).toEqual(['voided'])
    expect(calls()).toEqual(['pos.push', 'pos.void'])
    expect(sim.books().shop).toBe(0)
  })

  test('and wants again is the same push', async () => {
    const { ovo, sim } = await open()
    const { payment } = await pushed()
    await ovo.payments.cancel(payment.id)
    expect(await ovo.pushToPay.start(order)).toMatchObject({ id: payment.id, isCancelled: false })
    await sim.approvePush({ phone })
    await shop.reaches(payment.id, 'paid')
  })
})

describe('a void', () => {
  async function paidPush() {
    const { id } = await shop.ovo.pushToPay.start({ ...order, phone: '081200009000' })
    await shop.reaches(id, 'paid')
    return id
  }

  test('gives all of it back on the same day, once', async () => {
    const { ovo, sim } = await open()
    const id = await paidPush()
    const { refundableUntil } = await ovo.payments.get(id)
    expect(refundableUntil?.toISOString()).toMatch(/T16:59:59\.999Z$/)
    await expect(ovo.payments.refund(id, { amount: 1_000 })).rejects.toMatchObject({ code: 'refund-amount-not-full' })
    const all = await Promise.all([ovo.pushToPay.void(id), ovo.pushToPay.void(id), ovo.payments.refund(id)])
    expect(new Set(all.map((undo) => undo.id)).size).toBe(1)
    await shop.settle()
    expect(await ovo.payments.get(id)).toMatchObject({
      status: 'refunded',
      refund: { status: 'succeeded' },
      refundableUntil: null,
    })
    expect(types()).toEqual(['paid', 'voided'])
    expect(calls().filter((call) => call === 'pos.void')).toHaveLength(1)
    expect(sim.books().shop).toBe(0)
  })

  test('whose answer is lost is asked about, and known', async () => {
    const { ovo, sim } = await open()
    const id = await paidPush()
    sim.faults.add({ operation: 'pos.void', fault: 'lose-response' })
    expect(await ovo.pushToPay.void(id)).toMatchObject({ status: 'unknown' })
    await shop.advance(5_000)
    await shop.reaches(id, 'refunded')
    expect(calls().filter((call) => call === 'pos.void')).toHaveLength(1)
    expect(calls()).toContain('pos.void-status')
  })

  test('is refused after midnight in Jakarta, and for what is not paid', async () => {
    const { ovo, sim } = await open({ simulator: { startAt: Date.parse('2026-03-02T16:58:00Z') } })
    const id = await paidPush()
    await shop.advance(3 * 60_000)
    expect(new Date(sim.clock.now()).toISOString()).toMatch(/^2026-03-02T17:01/)
    await expect(ovo.pushToPay.void(id)).rejects.toMatchObject({ code: 'refund-window-closed' })
    const open_ = await ovo.pushToPay.start({ ...order, reference: 'ORDER-2' })
    await expect(ovo.pushToPay.void(open_.id)).rejects.toMatchObject({ code: 'refund-not-paid' })
    await ovo.payments.cancel(open_.id)
  })
})
