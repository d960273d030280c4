import { createHash } from 'node:crypto'
import type { RequestHandler } from 'express'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type Express, expresses } from './testing/expresses.ts'
import { readEvents } from './testing/read-events.ts'
import { type Called, startShop, type TestShop, type TestShopOptions } from './testing/start-shop.ts'

const phone = '081298760001'
const masked = '0812****0001'
const notRegistered = '081200009014'

const push = (shop: TestShop, order: string, fields: object = { phone }, init: RequestInit = {}): Promise<Called> =>
  shop.call('POST', `/${order}/push-to-pay`, { body: JSON.stringify(fields), ...init })

const asked = (shop: TestShop): string[] =>
  shop.sim.requests.map(({ operation }) => operation).filter((operation) => operation.startsWith('pos.'))

/** What a shop may have in front of the router. */
const parsers: Readonly<Record<string, (express: Express) => RequestHandler>> = {
  'no parser': () => (_req, _res, next) => next(),
  'express.json()': (express) => express.json(),
  'express.urlencoded()': (express) => express.urlencoded({ extended: true }),
  'express.raw()': (express) => express.raw({ type: () => true }),
  'express.text()': (express) => express.text({ type: () => true }),
}

for (const versions of expresses) {
  describe.each(Object.entries(parsers))(`${versions.name}, %s in front`, (parser, inFront) => {
    let shop: TestShop
    beforeAll(async () => {
      shop = await startShop(versions, { inFront })
      shop.sim.addCustomer({ phone, balance: 1_000_000 })
    })
    afterAll(() => shop.close())

    test('pushes the amount of the shop, whatever the browser says', async () => {
      const sent = {
        phone: '+62 812-9876-0001',
        amount: 1,
        reference: 'ORDER-B',
        merchant: 'other',
        inquireFirst: false,
      }
      const { status, headers, json } = await push(shop, 'A', sent)
      expect([status, headers.get('cache-control')]).toEqual([200, 'no-store'])
      expect(json).toMatchObject({
        method: 'push-to-pay',
        reference: 'ORDER-A',
        amount: 25_000,
        status: 'confirm',
        maskedPhone: masked,
        qrContent: null,
        text: null,
        canCancel: true,
        isFinal: false,
      })
      expect(JSON.stringify(json)).not.toContain('98760001')
      expect(await shop.sim.nextPush({ phone })).toMatchObject({ amount: 25_000, state: 'pending' })
      expect(asked(shop)).toEqual(['pos.inquiry', 'pos.push'])
    })

    test('says by status and by events how long there is, and that it is paid', async () => {
      const events = await readEvents(`${shop.url}/ovo/orders/A/payment/events`)
      await vi.waitFor(() => expect(events.views()).toHaveLength(1))
      await shop.sim.clock.advance(20_000)
      const { json } = await shop.call('GET', '/A/payment')
      expect(json).toMatchObject({ status: 'confirm', maskedPhone: masked })
      expect(json.secondsLeft).toBeGreaterThan(30)
      expect(json.secondsLeft).toBeLessThanOrEqual(35)
      expect(events.views()[0]).toMatchObject({ status: 'confirm', maskedPhone: masked })
      expect(await shop.sim.approvePush({ phone })).toMatchObject({ ok: true, amount: 25_000 })
      await events.ended
      const paid = { status: 'paid', isFinal: true, text: { en: 'Payment successful.' } }
      expect(events.views().at(-1)).toMatchObject(paid)
      expect((await shop.call('GET', '/A/payment')).json).toMatchObject(paid)
      expect(await push(shop, 'A')).toMatchObject({ status: 200, json: { status: 'paid' } })
    })

    test('says in place what is wrong with a number, and pushes nothing', async () => {
      const before = asked(shop).length
      for (const wrong of ['', '0812', '0215550100', '+14155550100', 81298760001, { $ne: '' }, null]) {
        const reply = await push(shop, 'B', { phone: wrong })
        expect(reply).toMatchObject({ status: 422, json: { error: { code: 'invalid-phone' } } })
        expect(reply.json.error.message).toContain('0812 3456 7890')
      }
      expect(asked(shop)).toHaveLength(before)
    })

    test('says in OVO’s words that a number has no account, and pushes nothing', async () => {
      const { status, json } = await push(shop, 'C', { phone: notRegistered })
      expect([status, json.error]).toMatchObject([
        422,
        {
          code: 'phone-not-registered',
          text: { en: "The phone number isn't registered to any OVO account. Please try again." },
        },
      ])
      expect(shop.sim.pushes()).toHaveLength(1)
      expect((await shop.call('GET', '/C/payment')).json.error.code).toBe('payment-not-found')
    })

    // A parser that answers for itself never asks us.
    test.skipIf(parser === 'express.json()')(
      'answers what it cannot read as the caller’s mistake, in JSON',
      async () => {
        for (const body of ['{"phone":', 'null', '"0812"', JSON.stringify({ phone: '0'.repeat(200_000) })]) {
          if (body.length > 100_000 && /raw|text/.test(parser)) continue
          const { status, headers, json } = await shop.call('POST', '/B/push-to-pay', { body })
          expect([status, headers.get('cache-control'), json]).toEqual([
            400,
            'no-store',
            { error: { code: 'bad-request', message: 'This request cannot be read.' } },
          ])
        }
        expect(shop.errors).toEqual([])
      },
    )

    test('refuses what another site sends', async () => {
      const before = asked(shop).length
      for (const site of [{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://evil.test' }, {}]) {
        for (const type of ['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data; boundary=x']) {
          const headers = { 'content-type': type, ...site } as Record<string, string>
          expect(await push(shop, 'B', { phone }, { headers })).toMatchObject({
            status: 403,
            json: { error: { code: 'cross-site' } },
          })
        }
      }
      expect(asked(shop)).toHaveLength(before)
    })
  })
}

describe.each(expresses)('$name', (versions) => {
  const open = async (options: TestShopOptions = {}): Promise<TestShop> => {
    const shop = await startShop(versions, options)
    shop.sim.addCustomer({ phone, balance: 1_000_000 })
    return shop
  }

  test('a double click is one prompt (G6)', async () => {
    const shop = await open()
    const clicks = await Promise.all([1, 2, 3].map(() => push(shop, 'A')))
    expect(new Set(clicks.map(({ json }) => json.id)).size).toBe(1)
    await shop.sim.nextPush({ phone })
    expect(shop.sim.pushes()).toHaveLength(1)
    const qris = await shop.call('POST', '/A/qris')
    expect(qris).toMatchObject({ status: 409, json: { error: { code: 'attempt-in-progress' } } })
    expect(Number(qris.headers.get('retry-after'))).toBeGreaterThan(50)
    await shop.close()
  })

  test('a shopper cancels and goes; what is approved all the same goes back (G7)', async () => {
    const shop = await open()
    await push(shop, 'A')
    await shop.sim.nextPush({ phone })
    expect((await shop.call('POST', '/A/cancel')).json).toMatchObject({ status: 'cancelled', isFinal: true })
    await shop.sim.approvePush({ phone })
    await vi.waitFor(() => expect(shop.sim.books().shop).toBe(0), 5_000)
    await vi.waitFor(() => expect(asked(shop)).toContain('pos.void'), 5_000)
    await vi.waitFor(async () => expect((await shop.call('GET', '/A/payment')).json.status).toBe('refunded'), 5_000)
    await shop.close()
  })

  test('a shopper cancels, comes back with the same number, and pays once', async () => {
    const shop = await open()
    const { json: first } = await push(shop, 'A')
    await shop.sim.nextPush({ phone })
    await shop.call('POST', '/A/cancel')
    expect((await push(shop, 'A')).json).toMatchObject({ id: first.id, status: 'confirm' })
    await shop.sim.approvePush({ phone })
    await vi.waitFor(async () => expect((await shop.call('GET', '/A/payment')).json.status).toBe('paid'), 5_000)
    expect(shop.sim.pushes()).toHaveLength(1)
    await shop.close()
  })

  test('a push that nobody answers is checking, then reversed, and only then there is another (G3)', async () => {
    const shop = await open()
    const { json: first } = await push(shop, 'A')
    await shop.sim.nextPush({ phone })
    const status = async () => (await shop.call('GET', '/A/payment')).json
    await shop.sim.clock.advance(55_100)
    expect(await status()).toMatchObject({ status: 'checking', secondsLeft: 0, isFinal: false, canRegenerate: false })
    expect(await push(shop, 'A')).toMatchObject({ status: 200, json: { id: first.id, status: 'checking' } })
    await shop.sim.clock.advance(5_000)
    await vi.waitFor(() => expect(asked(shop)).toContain('pos.status'), 5_000)
    await shop.sim.clock.advance(5_000)
    await vi.waitFor(() => expect(asked(shop)).toContain('pos.reversal'), 5_000)
    await shop.sim.clock.advance(2_500)
    await vi.waitFor(
      async () =>
        expect(await status()).toMatchObject({
          status: 'reversed',
          canRegenerate: true,
          isFinal: true,
          text: { en: 'Transaction failed due to timeout. Please try again.' },
        }),
      5_000,
    )
    const { json: second } = await push(shop, 'A')
    expect(second).toMatchObject({ status: 'confirm' })
    expect(second.id).not.toBe(first.id)
    await shop.close()
  })

  test('nobody spams a stranger’s phone: five in ten minutes, over all orders and visitors, counted by hash', async () => {
    const shop = await open()
    const spellings = [phone, '+6281298760001', '62812 9876 0001', '0812-9876-0001', '(0812) 98760001']
    for (const [index, spelling] of spellings.entries()) {
      const reply = await push(shop, 'ABCDA'.charAt(index), { phone: spelling })
      expect(reply.status).toBe(200)
    }
    const refused = await push(shop, 'B', { phone })
    expect(refused).toMatchObject({ status: 429, json: { error: { code: 'too-many-requests' } } })
    expect(refused.headers.get('ratelimit')).toMatch(/limit=5, remaining=0/)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(590)
    expect(shop.sim.pushes().length).toBeLessThanOrEqual(4)
    expect(await push(shop, 'B', { phone: notRegistered })).toMatchObject({ status: 409 })
    await shop.close()
  })

  test('a shared limiter hears of hashes only', async () => {
    const keys: string[] = []
    const limiter = { points: 5, consume: async (key: string) => void keys.push(key) }
    const shop = await open({ checkout: { limits: { phone: limiter } } })
    await push(shop, 'A', { phone: '+62 812 9876 0001' })
    expect(keys).toEqual([`phone:${createHash('sha256').update(phone).digest('hex')}`])
    await shop.close()
  })

  test('without inquiring first, OVO’s answer to the push says it', async () => {
    const shop = await open({ checkout: { inquireFirst: false } })
    expect((await push(shop, 'A', { phone: notRegistered })).json.status).toBe('confirm')
    await vi.waitFor(
      async () =>
        expect((await shop.call('GET', '/A/payment')).json).toMatchObject({
          status: 'failed',
          canRegenerate: true,
          text: { en: "The phone number isn't registered to any OVO account. Please try again." },
        }),
      5_000,
    )
    expect(asked(shop)).toEqual(['pos.push'])
    await shop.close()
  })

  test('says 404 for an order that is not this visitor’s, before the number is looked at', async () => {
    const shop = await open()
    for (const number of [phone, 'nonsense']) {
      expect(await push(shop, 'NOBODYS', { phone: number })).toMatchObject({
        status: 404,
        json: { error: { code: 'order-not-found' } },
      })
    }
    expect(asked(shop)).toEqual([])
    await shop.close()
  })
})
