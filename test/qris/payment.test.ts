import { createOvo, memoryStore, type Store } from '@ovokit/core'
import { afterEach, describe, expect, test } from 'vitest'
import { credentials, openShop, type Shop, type ShopOptions, testEncryptionKey } from '../support/shop.ts'

let shop: Shop
const open = async (options?: ShopOptions): Promise<Shop> => {
  shop = await openShop(options)
  return shop
}
afterEach(() => shop.close())

const types = (): string[] => shop.events.map(({ type }) => type)
const order = { reference: 'ORDER-1', amount: 25_000 }

describe('a QRIS payment', () => {
  test('is paid when OVO says so, and the shop hears it once (G4, G5)', async () => {
    const { ovo, sim } = await open()
    const payment = await ovo.qris.start(order)
    expect(payment).toMatchObject({ status: 'awaiting-scan', amount: 25_000, reference: 'ORDER-1' })
    expect(payment.partnerReferenceNo).toMatch(/^\d{12}$/)
    expect(payment.expiresAt.getTime() - payment.createdAt.getTime()).toBe(75_000)
    await sim.pay({ qrContent: payment.qr.content })
    await shop.settle()
    expect(await ovo.payments.get(payment.id)).toMatchObject({ status: 'paid', isLate: false, isOrphan: false })
    expect(types()).toEqual(['paid'])
    expect(sim.books().shop).toBe(25_000)
  })

  test('is found by query when the callback never comes', async () => {
    const { ovo, sim } = await open({ callbacks: false })
    const payment = await ovo.qris.start(order)
    await sim.pay({ qrContent: payment.qr.content })
    await shop.advance(19_000)
    expect((await ovo.payments.get(payment.id)).status).toBe('awaiting-scan')
    await shop.advance(1_500)
    expect((await ovo.payments.get(payment.id)).status).toBe('paid')
    expect(types()).toEqual(['paid'])
  })

  test('is watched by as many pages at once as there are', async () => {
    const { ovo } = await open()
    const { id } = await ovo.qris.start(order)
    await Promise.all(Array.from({ length: 60 }, () => ovo.payments.touch(id)))
  })

  test('is asked about at 20, 50 and 76 seconds, and every 5 while a shopper watches', async () => {
    const { ovo, sim } = await open({ callbacks: false })
    const asked = (): number => sim.requests.filter(({ operation }) => operation === 'qris.query').length
    const payment = await ovo.qris.start(order)
    for (const [seconds, queries] of [
      [19, 0],
      [2, 1],
      [28, 1],
      [2, 2],
      [20, 2],
    ] as const) {
      await shop.advance(seconds * 1_000)
      expect(asked()).toBe(queries)
    }
    await shop.advance(6_000)
    expect(asked()).toBe(3)
    expect((await ovo.payments.get(payment.id)).status).toBe('expired')

    const watched = await ovo.qris.start(order)
    for (let second = 0; second < 30; second += 5) {
      await ovo.payments.touch(watched.id)
      await shop.advance(5_000)
    }
    expect(asked()).toBe(3 + 6)
  })

  test('expires, and a new QR under the same reference takes its place (G6)', async () => {
    const { ovo, sim } = await open()
    const first = await ovo.qris.start(order)
    await shop.advance(77_000)
    expect((await ovo.payments.get(first.id)).status).toBe('expired')
    expect(types()).toEqual(['expired'])
    const second = await ovo.qris.start(order)
    expect(second.id).not.toBe(first.id)
    expect(second.partnerReferenceNo).not.toBe(first.partnerReferenceNo)
    await sim.pay({ qrContent: second.qr.content })
    await shop.settle()
    expect(types()).toEqual(['expired', 'paid'])
    expect((await ovo.payments.find({ reference: 'ORDER-1' })).map(({ status }) => status)).toEqual(['expired', 'paid'])
  })

  test('does not wait for a sweep when hundreds of others are due before it', async () => {
    const { ovo, sim } = await open({ callbacks: false, worker: true })
    const payments = await Promise.all(
      Array.from({ length: 300 }, (_, index) => ovo.qris.start({ reference: `ORDER-${index}`, amount: 1_500 })),
    )
    for (const { qr } of payments) await sim.pay({ qrContent: qr.content })
    await sim.clock.advance(21_000)
    const began = performance.now()
    while (shop.events.length < payments.length) await new Promise((resolve) => setTimeout(resolve, 10))
    // 300 payments at 32 hands are ten rounds: one per sweep would take ten seconds.
    expect(performance.now() - began).toBeLessThan(6_000)
  })

  test('is declined by the customer', async () => {
    const { ovo, sim } = await open()
    const payment = await ovo.qris.start(order)
    await sim.decline({ qrContent: payment.qr.content })
    await shop.advance(21_000)
    expect(await ovo.payments.get(payment.id)).toMatchObject({ status: 'failed', reason: 'status-06' })
    expect(types()).toEqual(['failed'])
  })

  test('settled() resolves with the outcome, watch() with every change', async () => {
    const { ovo, sim } = await open({ worker: true })
    const payment = await ovo.qris.start(order)
    const seen: string[] = []
    const watching = (async () => {
      for await (const { status } of ovo.payments.watch(payment.id)) seen.push(status)
    })()
    const settled = ovo.payments.settled(payment.id)
    await sim.pay({ qrContent: payment.qr.content })
    expect((await settled).status).toBe('paid')
    await watching
    expect(seen.at(0)).toBe('awaiting-scan')
    expect(seen.at(-1)).toBe('paid')
  })
})

describe('one payable attempt (G6)', () => {
  test('a double click, two tabs and two servers get the same QR', async () => {
    const { ovo, sim } = await open()
    const payments = await Promise.all(Array.from({ length: 20 }, () => ovo.qris.start(order)))
    expect(new Set(payments.map(({ id }) => id)).size).toBe(1)
    expect(sim.transactions()).toHaveLength(1)
  })

  test('another amount waits until the first QR cannot be paid any more', async () => {
    const { ovo } = await open()
    await ovo.qris.start(order)
    const changed = { ...order, amount: 30_000 }
    await expect(ovo.qris.start(changed)).rejects.toMatchObject({
      code: 'attempt-in-progress',
      retryAt: expect.any(Date),
    })
    await shop.advance(77_000)
    await expect(ovo.qris.start(changed)).resolves.toMatchObject({ amount: 30_000 })
  })

  test('a paid order cannot be started again', async () => {
    const { ovo, sim } = await open()
    const payment = await ovo.qris.start(order)
    await sim.pay({ qrContent: payment.qr.content })
    await shop.settle()
    await expect(ovo.qris.start(order)).rejects.toMatchObject({ code: 'already-paid' })
    expect(sim.transactions()).toHaveLength(1)
  })

  test('two attempts that turn out paid at the same instant do not both settle the order', async () => {
    // Both look around before either has stored what it found.
    let looking = 0
    let go: () => void = () => {}
    const both = new Promise<void>((resolve) => {
      go = resolve
    })
    let offset = (): number => 0
    const memory = memoryStore({ timeOffset: () => offset() })
    const store: Store = {
      ...memory,
      recordsByReference: async (find) => {
        const found = await memory.recordsByReference(find)
        if (isRacing && ++looking <= 2) {
          if (looking === 2) go()
          await both
        }
        return found
      },
    }
    const { ovo, sim, partner } = await open({
      store: (timeOffset) => {
        offset = timeOffset
        return store
      },
      callbacks: false,
    })
    const other = createOvo({
      environment: { snap: sim.url },
      store,
      encryptionKey: testEncryptionKey,
      merchants: { default: { snap: credentials(sim, partner) } },
    })
    await other.start({ worker: false })
    let isRacing = false
    sim.faults.add({ operation: 'qris.generate', fault: 'pay-late' })
    const first = await ovo.qris.start(order)
    await shop.advance(77_000)
    const second = await ovo.qris.start(order)
    await Promise.all([first, second].map(({ qr }) => sim.pay({ qrContent: qr.content })))
    isRacing = true
    await Promise.all([ovo.payments.check(first.id), other.payments.check(second.id)])
    isRacing = false
    await other.close()
    expect(looking).toBeGreaterThan(2)
    await shop.settle()
    const statuses = (await ovo.payments.find({ reference: 'ORDER-1' })).map(({ status }) => status).sort()
    expect(statuses).toEqual(['paid', 'refunded'])
    expect(types().filter((type) => type === 'paid')).toHaveLength(1)
  })

  test('a paid order is said to be paid, also while no token can be had', async () => {
    const { ovo, sim } = await open()
    const payment = await ovo.qris.start(order)
    await sim.pay({ qrContent: payment.qr.content })
    await shop.settle()
    await sim.clock.advance(16 * 60_000)
    sim.faults.add({ operation: 'token.b2b', fault: 'http-500', times: 9 })
    await expect(ovo.qris.start(order)).rejects.toMatchObject({ code: 'already-paid' })
    await expect(ovo.qris.start({ ...order, reference: 'OTHER' })).rejects.toMatchObject({ code: 'ovo-unreachable' })
  })

  test('a cancelled QR is taken up again while it lives', async () => {
    const { ovo, sim } = await open()
    const payment = await ovo.qris.start(order)
    expect(await ovo.payments.cancel(payment.id)).toMatchObject({ isCancelled: true })
    const again = await ovo.qris.start(order)
    expect(again).toMatchObject({ id: payment.id, isCancelled: false })
    await sim.pay({ qrContent: again.qr.content })
    await shop.settle()
    expect(types()).toEqual(['paid'])
  })
})

describe('orphans go back (G7)', () => {
  test('a cancelled QR that is paid all the same is refunded by itself', async () => {
    const { ovo, sim } = await open()
    const payment = await ovo.qris.start(order)
    await ovo.payments.cancel(payment.id)
    await sim.pay({ qrContent: payment.qr.content })
    await shop.settle()
    expect(await ovo.payments.get(payment.id)).toMatchObject({
      status: 'refunded',
      isOrphan: true,
      refund: { status: 'succeeded', isAutomatic: true },
    })
    expect(types()).toEqual(['refunded'])
    expect(sim.books().shop).toBe(0)
  })

  test('when the old QR and the new one are both paid, the second is refunded', async () => {
    const { ovo, sim } = await open()
    sim.faults.add({ operation: 'qris.generate', fault: 'pay-late' })
    const first = await ovo.qris.start(order)
    await shop.advance(77_000)
    const second = await ovo.qris.start(order)
    await Promise.all([first, second].map(({ qr }) => sim.pay({ qrContent: qr.content })))
    await shop.settle()
    const payments = await ovo.payments.find({ reference: 'ORDER-1' })
    expect(payments.map(({ status }) => status).sort()).toEqual(['paid', 'refunded'])
    expect(payments.find(({ status }) => status === 'refunded')).toMatchObject({ isOrphan: true })
    expect(types().filter((type) => type === 'paid')).toHaveLength(1)
    expect(sim.books().shop).toBe(25_000)
  })

  test('an old QR that is paid while the new one is out settles the order, and the new one is out of the race', async () => {
    const { ovo, sim } = await open()
    sim.faults.add({ operation: 'qris.generate', fault: 'pay-late' })
    const first = await ovo.qris.start(order)
    await shop.advance(77_000)
    const second = await ovo.qris.start(order)
    await sim.pay({ qrContent: first.qr.content })
    await shop.settle()
    expect(await ovo.payments.get(first.id)).toMatchObject({ status: 'paid', isLate: true, isOrphan: false })
    expect(await ovo.payments.get(second.id)).toMatchObject({ status: 'awaiting-scan', isCancelled: true })
    await expect(ovo.qris.start(order)).rejects.toMatchObject({ code: 'already-paid' })
    await sim.pay({ qrContent: second.qr.content })
    await shop.settle()
    expect(await ovo.payments.get(second.id)).toMatchObject({ status: 'refunded', isOrphan: true })
    expect(sim.books().shop).toBe(25_000)
  })

  test('an old QR of another amount does not settle an order that has grown', async () => {
    const { ovo, sim } = await open()
    sim.faults.add({ operation: 'qris.generate', fault: 'pay-late' })
    const small = await ovo.qris.start({ reference: 'ORDER-1', amount: 1_500 })
    await shop.advance(77_000)
    const whole = await ovo.qris.start({ reference: 'ORDER-1', amount: 250_000 })
    await sim.pay({ qrContent: small.qr.content })
    await shop.settle()
    expect(await ovo.payments.get(small.id)).toMatchObject({ status: 'refunded', isOrphan: true })
    await sim.pay({ qrContent: whole.qr.content })
    await shop.settle()
    expect(await ovo.payments.get(whole.id)).toMatchObject({ status: 'paid', isOrphan: false })
    expect(sim.books().shop).toBe(250_000)
  })

  test('late money is accepted, or goes back when the shop says so', async () => {
    const { ovo, sim } = await open()
    sim.faults.add({ operation: 'qris.generate', fault: 'pay-late', times: 2 })
    const kept = await ovo.qris.start({ reference: 'KEPT', amount: 10_000 })
    const sent = await ovo.qris.start({ reference: 'SENT', amount: 20_000, onLatePayment: 'refund' })
    await shop.advance(77_000)
    await sim.pay({ qrContent: kept.qr.content })
    await sim.pay({ qrContent: sent.qr.content })
    await shop.settle()
    expect(await ovo.payments.get(kept.id)).toMatchObject({ status: 'paid', isLate: true })
    expect(await ovo.payments.get(sent.id)).toMatchObject({ status: 'refunded', isOrphan: true })
  })

  test('an orphan found after midnight is raised for a person', async () => {
    const startAt = Date.parse('2026-11-22T23:58:30+07:00')
    const { ovo, sim } = await open({ callbacks: false, simulator: { startAt } })
    const payment = await ovo.qris.start(order)
    await ovo.payments.cancel(payment.id)
    await sim.pay({ qrContent: payment.qr.content })
    await sim.clock.advance(100_000)
    await shop.settle()
    expect(await ovo.payments.get(payment.id)).toMatchObject({ status: 'paid', isOrphan: true, refund: null })
    expect(shop.events.map(({ type, attention }) => [type, attention?.reason])).toEqual([
      ['attention', 'orphan-too-late'],
    ])
  })
})
