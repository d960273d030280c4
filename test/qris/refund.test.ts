import { memoryStore, type Payment } from '@ovokit/core'
import { afterEach, describe, expect, test } from 'vitest'
import { readRefundAnswer } from '../../packages/core/src/snap/refund.ts'
import { openShop, type Shop, type ShopOptions } from '../support/shop.ts'

let shop: Shop
afterEach(() => shop.close())

async function openPaid(options?: ShopOptions): Promise<Payment> {
  shop = await openShop(options)
  const payment = await shop.ovo.qris.start({ reference: 'ORDER-1', amount: 25_000 })
  await shop.sim.pay({ qrContent: payment.qr.content })
  await shop.settle()
  return shop.ovo.payments.get(payment.id)
}

const refunds = (): number => shop.sim.requests.filter(({ operation }) => operation === 'qris.refund').length
const events = (): [string, string | undefined][] =>
  shop.events.slice(1).map(({ type, attention }) => [type, attention?.reason])

describe('a refund', () => {
  test('gives the whole amount back, once, however often it is asked for', async () => {
    const { id } = await openPaid()
    const clicks = await Promise.all(Array.from({ length: 10 }, () => shop.ovo.payments.refund(id)))
    expect(new Set(clicks.map((refund) => refund.id)).size).toBe(1)
    expect(clicks.every(({ status }) => status === 'succeeded')).toBe(true)
    await shop.settle()
    expect(await shop.ovo.payments.get(id)).toMatchObject({
      status: 'refunded',
      refund: { status: 'succeeded', amount: 25_000 },
    })
    expect(await shop.ovo.payments.refund(id)).toMatchObject({ id: clicks[0]?.id, status: 'succeeded' })
    expect([refunds(), shop.sim.books().shop]).toEqual([1, 0])
    expect(events()).toEqual([['refunded', undefined]])
  })

  test('frees the order for another payment', async () => {
    const { id } = await openPaid()
    await shop.ovo.payments.refund(id)
    await expect(shop.ovo.qris.start({ reference: 'ORDER-1', amount: 25_000 })).resolves.toMatchObject({
      status: 'awaiting-scan',
    })
  })

  test('is refused in part, for what is not paid, and for what is not there; nothing is sent', async () => {
    const { id } = await openPaid()
    await expect(shop.ovo.payments.refund(id, { amount: 10_000 })).rejects.toMatchObject({
      code: 'refund-amount-not-full',
    })
    await expect(shop.ovo.payments.refund(id, { amount: 25_000.5 })).rejects.toMatchObject({ code: 'invalid-amount' })
    await expect(shop.ovo.payments.refund('pay_none')).rejects.toMatchObject({ code: 'payment-not-found' })
    const unpaid = await shop.ovo.qris.start({ reference: 'ORDER-2', amount: 10_000 })
    await expect(shop.ovo.payments.refund(unpaid.id)).rejects.toMatchObject({ code: 'refund-not-paid' })
    expect(refunds()).toBe(0)
  })

  test('is refused from midnight in Jakarta on, to the second', async () => {
    const startAt = Date.parse('2026-11-22T23:59:00+07:00')
    const { id } = await openPaid({ simulator: { startAt } })
    const { refundableUntil } = await shop.ovo.payments.get(id)
    expect(refundableUntil).toEqual(new Date('2026-11-22T23:59:59.999+07:00'))
    await shop.sim.clock.set(Date.parse('2026-11-23T00:00:00+07:00'))
    await expect(shop.ovo.payments.refund(id)).rejects.toMatchObject({ code: 'refund-window-closed' })
    expect(refunds()).toBe(0)
  })

  test('is taken until 23:59:59 in Jakarta', async () => {
    const startAt = Date.parse('2026-11-22T08:00:00+07:00')
    const { id } = await openPaid({ simulator: { startAt } })
    await shop.sim.clock.set(Date.parse('2026-11-22T23:59:59+07:00'))
    await expect(shop.ovo.payments.refund(id)).resolves.toMatchObject({ status: 'succeeded' })
  })

  test.each(['lose-response', 'act-then-500', 'http-504', 'malformed-json'] as const)(
    'with its answer lost (%s) is unknown until OVO says that it happened, and not sent twice (G2)',
    async (fault) => {
      const { id } = await openPaid()
      shop.sim.faults.add({ operation: 'qris.refund', fault })
      expect(await shop.ovo.payments.refund(id)).toMatchObject({ status: 'unknown' })
      expect(await shop.ovo.payments.refund(id)).toMatchObject({ status: 'unknown' })
      expect((await shop.ovo.payments.get(id)).status).toBe('paid')
      await shop.advance(10_000)
      expect(await shop.ovo.payments.get(id)).toMatchObject({ status: 'refunded', refund: { status: 'succeeded' } })
      expect([refunds(), shop.sim.books().shop]).toEqual([1, 0])
      expect(events()).toEqual([['refunded', undefined]])
    },
  )

  test.each(['refuse-before', 'http-500', 'in-progress'] as const)(
    'that did not happen (%s) is sent again with the same number, once OVO says so',
    async (fault) => {
      const { id } = await openPaid()
      shop.sim.faults.add({ operation: 'qris.refund', fault })
      expect(await shop.ovo.payments.refund(id)).toMatchObject({ status: 'unknown' })
      for (let step = 0; step < 6; step++) await shop.advance(10_000)
      expect(await shop.ovo.payments.get(id)).toMatchObject({ status: 'refunded' })
      const numbers = shop.sim.requests
        .filter(({ operation }) => operation === 'qris.refund')
        .map(({ body }) => JSON.parse(body).partnerRefundNo)
      expect(numbers).toHaveLength(2)
      expect(new Set(numbers).size).toBe(1)
      expect(shop.sim.books().shop).toBe(0)
    },
  )

  test('that OVO asks to send later is sent later', async () => {
    const { id } = await openPaid()
    shop.sim.faults.add({ operation: 'qris.refund', fault: 'too-many' })
    expect(await shop.ovo.payments.refund(id)).toMatchObject({ status: 'pending' })
    await shop.advance(10_000)
    expect(await shop.ovo.payments.get(id)).toMatchObject({ status: 'refunded' })
  })

  test('sent before midnight with its answer lost is settled by OVO’s word, not by a refusal after midnight', async () => {
    const startAt = Date.parse('2026-11-22T23:59:50+07:00')
    const { id } = await openPaid({ simulator: { startAt } })
    shop.sim.faults.add({ operation: 'qris.refund', fault: 'refuse-before' })
    shop.sim.faults.add({ operation: 'qris.query', fault: 'lose-response', times: 2 })
    expect(await shop.ovo.payments.refund(id)).toMatchObject({ status: 'unknown' })
    for (let step = 0; step < 12; step++) await shop.advance(60_000)
    expect(await shop.ovo.payments.get(id)).toMatchObject({ status: 'paid', refund: { status: 'unknown' } })
    expect(events()).toEqual([['attention', 'refund-unknown']])
    for (let step = 0; step < 8; step++) await shop.advance(900_000)
    expect(await shop.ovo.payments.get(id)).toMatchObject({
      status: 'paid',
      refund: { status: 'failed', reason: 'never-happened' },
    })
    expect(refunds()).toBe(1)
    expect(events().at(-1)).toEqual(['refund-failed', undefined])
  })

  test('that OVO refuses has failed; the shop hears it, and may try again', async () => {
    // OVO's day is over and the shop's is not yet: its clock is a minute ahead.
    const startAt = Date.parse('2026-11-22T23:58:00+07:00')
    const store = (timeOffset: () => number) => memoryStore({ timeOffset: () => timeOffset() - 60_000 })
    const { id } = await openPaid({ simulator: { startAt }, store })
    await shop.sim.clock.set(Date.parse('2026-11-23T00:00:10+07:00'))
    const refund = await shop.ovo.payments.refund(id)
    expect(refund).toMatchObject({ status: 'failed', responseCode: '4057801' })
    await shop.settle()
    expect(events()).toEqual([['refund-failed', undefined]])
    const again = await shop.ovo.payments.refund(id)
    expect(again.partnerRefundNo).not.toBe(refund.partnerRefundNo)
  })

  test('turned away for a token that cannot be renewed is not refused: it is sent later', async () => {
    const { id } = await openPaid()
    shop.sim.faults.add({ operation: 'qris.refund', fault: 'token-expired' })
    shop.sim.faults.add({ operation: 'token.b2b', fault: 'http-500' })
    expect(await shop.ovo.payments.refund(id)).toMatchObject({ status: 'pending' })
    for (let step = 0; step < 4; step++) await shop.advance(10_000)
    expect(await shop.ovo.payments.get(id)).toMatchObject({ status: 'refunded' })
    expect(shop.sim.books().shop).toBe(0)
  })

  test('refused when it was sent before is not believed: an earlier sending may be why (G2)', () => {
    const refused = {
      kind: 'answered',
      class: 'refused',
      responseCode: '4057801',
      message: null,
      ovoErrorCode: null,
      body: {},
    } as const
    const refund = (sends: number) => ({ number: '1', data: { sends } as never })
    expect(readRefundAnswer(refused, refund(1))).toMatchObject({ type: 'refused' })
    expect(readRefundAnswer(refused, refund(2))).toMatchObject({ type: 'unclear' })
  })

  test('that does not get through calls a person while there is time, and is not sent after midnight', async () => {
    const startAt = Date.parse('2026-11-22T23:50:00+07:00')
    const { id } = await openPaid({ simulator: { startAt } })
    shop.sim.faults.add({ operation: 'qris.refund', fault: 'too-many', times: 1_000 })
    await shop.ovo.payments.refund(id)
    for (let minute = 0; minute < 7; minute++) await shop.advance(60_000)
    expect(events()).toEqual([['attention', 'refund-unknown']])
    const sent = refunds()
    await shop.advance(3_600_000)
    expect(refunds()).toBe(sent)
    expect(await shop.ovo.payments.get(id)).toMatchObject({
      status: 'paid',
      refund: { status: 'failed', reason: 'window-closed' },
    })
  })
})
