import { afterEach, describe, expect, test, vi } from 'vitest'
import { openShop, type Shop } from '../support/shop.ts'

let shop: Shop
afterEach(() => shop.close({ unsettled: true }))
const tokens = (): number => shop.sim.requests.filter(({ operation }) => operation === 'token.b2b').length

describe('health', () => {
  test('fetches a token only when asked, and only when none is at hand', async () => {
    shop = await openShop()
    expect(await shop.ovo.health()).toMatchObject({ tokens: {}, isWorking: false, sweptAt: null })
    expect(tokens()).toBe(0)
    for (let i = 0; i < 3; i++)
      expect(await shop.ovo.health({ tokens: true })).toMatchObject({ tokens: { default: 'ok' } })
    expect(tokens()).toBe(1)
  })

  test('says why no token can be had', async () => {
    shop = await openShop()
    shop.sim.faults.add({ operation: 'token.b2b', fault: 'http-500', times: 20 })
    expect((await shop.ovo.health({ tokens: true })).tokens).toEqual({ default: 'ovo-unreachable' })
  })

  test('says when the worker last looked, and how far the clocks are apart', async () => {
    shop = await openShop({ worker: true })
    await vi.waitFor(async () => expect((await shop.ovo.health()).sweptAt).not.toBeNull())
    expect(Math.abs((await shop.ovo.health()).clockSkewMillis)).toBeLessThan(100)
    await shop.sim.clock.advance(60_000)
    expect((await shop.ovo.health()).clockSkewMillis).toBeCloseTo(-60_000, -2)
  })

  test('goes on while the worker is stopped, and so do payments', async () => {
    shop = await openShop({ worker: true })
    await shop.ovo.stopWorker()
    expect(await shop.ovo.health()).toMatchObject({ isWorking: false })
    const { qr } = await shop.ovo.qris.start({ reference: 'A', amount: 10_000 })
    expect(await shop.sim.pay({ qrContent: qr.content })).toMatchObject({ ok: true })
    await shop.settle()
    expect(shop.events).toMatchObject([{ type: 'paid' }])
  })
})
