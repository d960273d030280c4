import { createOvo, memoryStore, type Store } from '@ovokit/core'
import { afterEach, describe, expect, test } from 'vitest'
import { createTransport } from '../../packages/core/src/engine/transport.ts'
import { credentials, openShop, type Shop, testEncryptionKey } from '../support/shop.ts'

let shop: Shop
afterEach(() => shop.close())
const tokens = (): number => shop.sim.requests.filter(({ operation }) => operation === 'token.b2b').length
const start = (reference: string) => shop.ovo.qris.start({ reference, amount: 10_000 })

describe('the access token', () => {
  test('is fetched once for many payments at once', async () => {
    shop = await openShop()
    await Promise.all(Array.from({ length: 50 }, (_, index) => start(`ORDER-${index}`)))
    expect(tokens()).toBe(1)
  })

  test('is refreshed at 14 of its 15 minutes', async () => {
    shop = await openShop()
    await start('A')
    await shop.sim.clock.advance(13 * 60_000 + 59_000)
    await start('B')
    expect(tokens()).toBe(1)
    await shop.sim.clock.advance(2_000)
    await start('C')
    expect(tokens()).toBe(2)
  })

  test('is shared by processes through the store, and sealed there', async () => {
    const store = memoryStore()
    shop = await openShop({ store: () => store })
    const others = Array.from({ length: 3 }, () =>
      createOvo({
        environment: { snap: shop.sim.url },
        store,
        encryptionKey: testEncryptionKey,
        merchants: { default: { snap: credentials(shop.sim, shop.partner) } },
      }),
    )
    await Promise.all(others.map((ovo) => ovo.start({ worker: false })))
    const all = [shop.ovo, ...others]
    await Promise.all(all.map((ovo, index) => ovo.qris.start({ reference: `ORDER-${index}`, amount: 10_000 })))
    expect(tokens()).toBe(1)
    await Promise.all(others.map((ovo) => ovo.close()))
  })

  test('that comes when another process has fetched one meanwhile gives way to that one', async () => {
    let release = (): void => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    let asked = (): void => {}
    const hasAsked = new Promise<void>((resolve) => {
      asked = resolve
    })
    let store: Store | undefined
    const { transport, close } = createTransport()
    shop = await openShop({
      store: (timeOffset) => {
        store = memoryStore({ timeOffset })
        return store
      },
      config: {
        transport: async (request, limits) => {
          const answer = await transport(request, limits)
          if (!request.url.endsWith('/access-token/b2b')) return answer
          asked()
          await held
          return answer
        },
      },
    })
    const other = createOvo({
      environment: { snap: shop.sim.url },
      store: store as Store,
      encryptionKey: testEncryptionKey,
      merchants: { default: { snap: credentials(shop.sim, shop.partner) } },
    })
    await other.start({ worker: false })
    const slow = start('A')
    await hasAsked
    await shop.sim.clock.advance(8_000)
    await other.qris.start({ reference: 'B', amount: 10_000 })
    release()
    await slow
    await start('C')
    const used = shop.sim.requests.filter(({ operation }) => operation === 'qris.generate')
    expect(used).toHaveLength(3)
    expect(new Set(used.map(({ headers }) => headers.authorization)).size).toBe(1)
    expect(tokens()).toBe(2)
    await other.close()
    await close()
  })

  test('that dies early is renewed and the call re-sent once, with a new external id', async () => {
    shop = await openShop()
    await start('A')
    shop.sim.faults.add({ operation: 'qris.generate', fault: 'token-expired' })
    await expect(start('B')).resolves.toMatchObject({ status: 'awaiting-scan' })
    expect(tokens()).toBe(2)
    const ids = shop.sim.requests
      .filter(({ operation }) => operation === 'qris.generate')
      .map(({ headers }) => headers['x-external-id'])
    expect(new Set(ids).size).toBe(3)
    const [payment] = await shop.ovo.payments.find({ reference: 'B' })
    const log = await shop.ovo.log.list({ paymentId: payment?.id ?? '' })
    expect(log.map(({ response }) => response?.status)).toEqual([401, 200])
  })

  test('that is refused twice is not fetched for ever: the shop is told', async () => {
    shop = await openShop()
    shop.sim.faults.add({ operation: 'qris.generate', fault: 'token-expired', times: 9 })
    await expect(start('A')).rejects.toMatchObject({ code: 'ovo-refused', responseCode: '4014701' })
    expect(tokens()).toBe(2)
  })

  test.each(['numeric-expires-in', 'missing-response-code'] as const)(
    'is read when OVO writes it differently: %s',
    async (fault) => {
      shop = await openShop()
      shop.sim.faults.add({ operation: 'token.b2b', fault })
      await expect(start('A')).resolves.toMatchObject({ status: 'awaiting-scan' })
    },
  )

  test('that cannot be had stops the payment before anything is stored', async () => {
    shop = await openShop()
    shop.sim.faults.add({ operation: 'token.b2b', fault: 'http-500' })
    await expect(start('A')).rejects.toMatchObject({ code: 'ovo-unreachable' })
    expect(await shop.ovo.payments.find({ reference: 'A' })).toEqual([])
    await expect(start('A')).resolves.toMatchObject({ status: 'awaiting-scan' })
  })

  test('that cannot be refreshed is used as long as it lives', async () => {
    shop = await openShop()
    await start('A')
    await shop.sim.clock.advance(14 * 60_000 + 1_000)
    shop.sim.faults.add({ operation: 'token.b2b', fault: 'http-500', times: 9 })
    await expect(start('B')).resolves.toMatchObject({ status: 'awaiting-scan' })
    await shop.sim.clock.advance(60_000)
    await expect(start('C')).rejects.toMatchObject({ code: 'ovo-unreachable' })
  })
})
