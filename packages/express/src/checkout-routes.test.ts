import jsqr from 'jsqr'
import { PNG } from 'pngjs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expresses } from './testing/expresses.ts'
import { startShop, type TestShop } from './testing/start-shop.ts'

describe.each(expresses)('$name', (versions) => {
  let shop: TestShop
  beforeAll(async () => {
    shop = await startShop(versions)
  })
  afterAll(() => shop.close())

  test('starts a payment with the amount of the shop, whatever the browser says', async () => {
    const { status, headers, json } = await shop.call('POST', '/A/qris', { body: '{"amount":1,"reference":"ORDER-B"}' })
    expect(status).toBe(200)
    expect(headers.get('cache-control')).toBe('no-store')
    expect(json).toMatchObject({
      reference: 'ORDER-A',
      amount: 25_000,
      status: 'scan',
      canCancel: true,
      isFinal: false,
    })
    expect(json.secondsLeft).toBeGreaterThan(70)
    expect(Object.keys(json)).not.toContain('partnerReferenceNo')
  })

  test.each(['/%zz/payment', '/%ff/qr.svg', '/%/payment/events'])(
    'refuses %s as the caller’s mistake',
    async (path) => {
      expect(await shop.call('GET', path)).toMatchObject({ status: 400, json: { error: { code: 'bad-address' } } })
      expect(shop.errors).toEqual([])
    },
  )

  test('gives a double click the same QR', async () => {
    const clicks = await Promise.all([1, 2, 3].map(() => shop.call('POST', '/B/qris')))
    expect(new Set(clicks.map(({ json }) => json.qrContent)).size).toBe(1)
    expect(shop.sim.transactions().filter(({ partnerReferenceNo }) => partnerReferenceNo !== '')).toHaveLength(2)
  })

  test('shows the status, and has OVO asked while somebody looks', async () => {
    expect((await shop.call('GET', '/C/payment')).json).toMatchObject({ error: { code: 'payment-not-found' } })
    const { json: started } = await shop.call('POST', '/C/qris')
    expect((await shop.call('GET', '/C/payment')).json).toMatchObject({ id: started.id, status: 'scan' })
    await shop.sim.pay({ qrContent: started.qrContent })
    // No callback and no watcher: by itself OVO would be asked after 20 seconds.
    await shop.sim.clock.advance(6_000)
    await shop.ovo.runDue()
    expect((await shop.call('GET', '/C/payment')).json).toMatchObject({
      status: 'paid',
      isFinal: true,
      qrContent: null,
    })
  })

  test('answers a start of a paid order with the paid payment', async () => {
    expect(await shop.call('POST', '/C/qris')).toMatchObject({ status: 200, json: { status: 'paid' } })
    expect(await shop.call('POST', '/C/cancel')).toMatchObject({
      status: 409,
      json: { error: { code: 'not-cancellable' } },
    })
  })

  test('draws the live QR', async () => {
    const { json } = await shop.call('GET', '/B/payment')
    const { status, headers, body } = await shop.call('GET', '/B/qr.png')
    expect([status, headers.get('content-type'), headers.get('cache-control')]).toEqual([200, 'image/png', 'no-store'])
    const { data, width, height } = PNG.sync.read(Buffer.from(body))
    expect(jsqr.default(new Uint8ClampedArray(data), width, height)?.data).toBe(json.qrContent)
    const svg = await shop.call('GET', '/B/qr.svg')
    expect([svg.status, svg.headers.get('content-type')]).toEqual([200, 'image/svg+xml'])
    expect(Buffer.from(svg.body).toString()).toMatch(/^<svg/)
  })

  test('cancels, and starts again where the same QR still lives', async () => {
    const { json: started } = await shop.call('POST', '/D/qris')
    expect((await shop.call('POST', '/D/cancel')).json).toMatchObject({
      id: started.id,
      status: 'cancelled',
      qrContent: null,
    })
    expect(await shop.call('GET', '/D/qr.svg')).toMatchObject({ status: 410, json: { error: { code: 'qr-gone' } } })
    expect((await shop.call('POST', '/D/qris')).json).toMatchObject({ id: started.id, status: 'scan' })
  })

  test('makes a new QR after the old one has died, and not before', async () => {
    const { json: old } = await shop.call('GET', '/A/payment')
    await shop.sim.clock.advance(75_100)
    // The QR is dead for the shopper, but OVO has not said yet that nobody paid it.
    const early = await shop.call('POST', '/A/qris')
    expect(early).toMatchObject({ status: 409, json: { error: { code: 'attempt-in-progress' } } })
    expect(Number(early.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(Date.parse(early.json.error.retryAt)).toBeGreaterThan(0)
    await shop.sim.clock.advance(3_000)
    await shop.ovo.runDue()
    expect((await shop.call('GET', '/B/payment')).json).toMatchObject({ status: 'expired', canRegenerate: true })
    const { json: renewed } = await shop.call('POST', '/A/qris')
    expect(renewed.status).toBe('scan')
    expect(renewed.qrContent).not.toBe(old.qrContent)
  })

  test('says 404 for an order that is not this visitor’s, on every route', async () => {
    for (const [method, path] of [
      ['POST', 'qris'],
      ['POST', 'cancel'],
      ['GET', 'payment'],
      ['GET', 'payment/events'],
      ['GET', 'qr.svg'],
      ['GET', 'qr.png'],
    ] as const) {
      const { status, json } = await shop.call(method, `/NOBODYS/${path}`)
      expect([path, status, json.error.code]).toEqual([path, 404, 'order-not-found'])
    }
  })

  test('survives a look-up that throws, and shows nothing of it', async () => {
    for (const path of ['payment', 'payment/events', 'qr.png']) {
      const { status, json } = await shop.call('GET', `/BROKEN/${path}`)
      expect([status, json]).toEqual([
        500,
        { error: { code: 'internal', message: 'Something went wrong on our side.' } },
      ])
    }
    expect(shop.errors).toHaveLength(3)
  })

  test('refuses a fraction of a rupiah', async () => {
    expect(await shop.call('POST', '/FRACTION/qris')).toMatchObject({
      status: 422,
      json: { error: { code: 'invalid-amount' } },
    })
  })

  test('says when OVO cannot be reached or refuses', async () => {
    await shop.sim.clock.advance(300_000)
    shop.sim.faults.add({ operation: 'qris.generate', fault: 'http-500', times: 20 })
    const refused = await shop.call('POST', '/D/qris')
    expect([502, 503]).toContain(refused.status)
    expect(refused.json.error.code).toMatch(/^ovo-/)
    shop.sim.faults.clear()
  })
})
