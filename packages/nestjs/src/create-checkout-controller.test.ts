import { HttpException, type INestApplication, Injectable, Module, type Type } from '@nestjs/common'
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { OvoModule } from './ovo.module.ts'
import type { HttpRequest, OvoModuleExtras, OvoModuleOptions } from './ovo-module-options.ts'
import type { OvoTesting } from './ovo-testing.ts'
import { ResolveOvoOrder } from './resolve-ovo-order.decorator.ts'
import { platforms } from './testing/platforms.ts'
import { startApp, type TestApp } from './testing/start-app.ts'

/** The orders A to D belong to the visitor `me`. */
@Injectable()
class Orders {
  readonly #price = 25_000

  @ResolveOvoOrder()
  find(request: HttpRequest, orderId: string) {
    if (orderId === 'BROKEN') throw new Error('the database is away; secret=hunter2')
    if (orderId === 'TEAPOT') throw new HttpException('teapot', 418)
    if (request.headers['x-visitor'] !== 'me' || !/^[A-D]$/.test(orderId)) return null
    return { reference: `ORDER-${orderId}`, amount: this.#price }
  }
}

const shopOf =
  (options: Partial<OvoModuleOptions> = {}, extras: OvoModuleExtras = {}, providers: Type<unknown>[] = [Orders]) =>
  (testing: OvoTesting): Type<unknown> => {
    @Module({
      imports: [OvoModule.forRoot({ ...testing.options, worker: true, checkout: true, ...options, ...extras })],
      providers,
    })
    class Shop {}
    return Shop
  }

const headers = { 'content-type': 'application/json', 'x-visitor': 'me' }

async function call({ url }: TestApp, method: string, path: string, extra: Record<string, string> = {}, sent = '{}') {
  const reply = await fetch(`${url}/ovo/orders${path}`, {
    method,
    headers: { ...headers, ...extra },
    // Fastify refuses an empty body that says it is JSON.
    ...(method === 'POST' ? { body: sent } : {}),
  })
  const body = Buffer.from(await reply.arrayBuffer())
  const type = reply.headers.get('content-type') ?? ''
  return {
    status: reply.status,
    headers: reply.headers,
    body,
    type,
    json: type.includes('json') ? JSON.parse(String(body)) : null,
  }
}

/** Listens until the stream ends or `until` has been seen. */
async function listen({ url }: TestApp, order: string, until?: string): Promise<{ text: string; response: Response }> {
  const response = await fetch(`${url}/ovo/orders/${order}/payment/events`, { headers })
  let text = ''
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    text += Buffer.from(chunk).toString()
    if (until !== undefined && text.includes(until)) break
  }
  return { text, response }
}

describe.each(platforms)('$name', (platform) => {
  let shop: TestApp
  beforeAll(async () => {
    shop = await startApp(platform, shopOf(), { setUp: (app) => void app.enableCors({ origin: 'https://shop.test' }) })
  })
  afterAll(() => shop.close())

  test('starts with the shop’s own amount, shows the picture and the status, cancels', async () => {
    const started = await call(shop, 'POST', '/A/qris')
    expect(started).toMatchObject({ status: 200, json: { reference: 'ORDER-A', amount: 25_000, status: 'scan' } })
    expect(started.headers.get('cache-control')).toBe('no-store')
    expect((await call(shop, 'GET', '/A/payment')).json).toMatchObject({ id: started.json.id, status: 'scan' })
    const svg = await call(shop, 'GET', '/A/qr.svg')
    expect([svg.status, svg.type.split(';')[0], String(svg.body).slice(0, 4)]).toEqual([200, 'image/svg+xml', '<svg'])
    const png = await call(shop, 'GET', '/A/qr.png')
    expect([png.status, png.type, png.body.subarray(1, 4).toString()]).toEqual([200, 'image/png', 'PNG'])
    expect((await call(shop, 'POST', '/A/cancel')).json).toMatchObject({ status: 'cancelled' })
    expect(await call(shop, 'GET', '/A/qr.svg')).toMatchObject({ status: 410, json: { error: { code: 'qr-gone' } } })
  })

  test('pushes to the phone that the shopper names, and to nothing else', async () => {
    const { phone } = shop.testing.simulator.addCustomer()
    const push = (order: string, body: unknown) => call(shop, 'POST', `/${order}/push-to-pay`, {}, JSON.stringify(body))
    for (const body of [{}, { phone: 1 }, { phone: 'x'.repeat(40) }, { phone: 'hello' }])
      expect(await push('D', body)).toMatchObject({ status: 422, json: { error: { code: 'invalid-phone' } } })
    const started = await push('D', { phone, amount: 1 })
    expect(started).toMatchObject({ status: 200, json: { method: 'push-to-pay', amount: 25_000 } })
    expect(String(started.body)).not.toContain(phone)
    const [payment] = await shop.ovo.payments.find({ reference: 'ORDER-D' })
    if (payment === undefined) throw new Error('no payment')
    await shop.testing.pay(payment)
    expect((await call(shop, 'GET', '/D/payment')).json).toMatchObject({ status: 'paid' })
  })

  test('tells of the payment as it happens, with the application’s CORS, and ends', async () => {
    const { json } = await call(shop, 'POST', '/B/qris')
    const listening = listen(shop, 'B')
    await shop.testing.simulator.pay({ qrContent: json.qrContent })
    await shop.testing.advance(6_000)
    const { text, response } = await listening
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    expect(response.headers.get('access-control-allow-origin')).toBe('https://shop.test')
    expect(text).toMatch(/^retry: \d+\n\n/)
    expect(text.trim().split('\n').at(-1)).toContain('"status":"paid"')
  })

  test.each([
    ['POST', '/Z/qris', {}, 404, 'order-not-found'],
    ['GET', '/A/payment', { 'x-visitor': 'somebody' }, 404, 'order-not-found'],
    ['GET', '/C/payment', {}, 404, 'payment-not-found'],
    ['GET', '/C/payment/events', {}, 404, 'payment-not-found'],
    ['POST', '/A/qris', { 'content-type': 'text/plain', 'sec-fetch-site': 'cross-site' }, 403, 'cross-site'],
    ['GET', '/BROKEN/payment', {}, 500, 'internal'],
  ])('answers %s %s %o with %i %s', async (method, path, extra, status, code) => {
    const answer = await call(shop, method, path, extra as Record<string, string>)
    // Fastify knows no parser for plain text, and says so before anybody is asked.
    const expected = platform.name === 'Fastify' && status === 403 ? [403, 415] : [status]
    expect(expected).toContain(answer.status)
    if (answer.status === status) expect(answer.json.error.code).toBe(code)
    expect(String(answer.body)).not.toContain('hunter2')
  })

  test('lets the application’s own exceptions through', async () => {
    expect(await call(shop, 'GET', '/TEAPOT/payment')).toMatchObject({ status: 418, json: { message: 'teapot' } })
  })

  test('knows no order whose id is too long', async () => {
    expect(await call(shop, 'GET', `/${'x'.repeat(201)}/payment`)).toMatchObject({
      status: platform.name === 'Fastify' ? 414 : 404,
    })
  })

  test('limits, and says when to come back', async () => {
    const limited = await startApp(platform, shopOf({ limits: { order: { limit: 1 } } }))
    expect((await call(limited, 'POST', '/A/qris')).status).toBe(200)
    const refused = await call(limited, 'POST', '/A/qris')
    expect(refused).toMatchObject({ status: 429, json: { error: { code: 'too-many-requests' } } })
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    await limited.close()
  })

  test('ends open streams when the application shuts down', async () => {
    const closing = await startApp(platform, shopOf())
    await call(closing, 'POST', '/A/qris')
    const reply = await fetch(`${closing.url}/ovo/orders/A/payment/events`, { headers })
    const reader = (reply.body as ReadableStream<Uint8Array>).getReader()
    await reader.read()
    await closing.close()
    while (!(await reader.read()).done);
  })

  test('stands in the OpenAPI page; what OVO calls does not', async () => {
    const document = SwaggerModule.createDocument(shop.app as INestApplication, new DocumentBuilder().build())
    expect(Object.keys(document.paths).sort()).toEqual([
      '/ovo/orders/{orderId}/cancel',
      '/ovo/orders/{orderId}/payment',
      '/ovo/orders/{orderId}/payment/events',
      '/ovo/orders/{orderId}/push-to-pay',
      '/ovo/orders/{orderId}/qr.png',
      '/ovo/orders/{orderId}/qr.svg',
      '/ovo/orders/{orderId}/qris',
    ])
    const schema = document.components?.schemas?.ShopperViewDto
    const { properties = {} } = (schema ?? {}) as { properties?: Record<string, unknown> }
    expect(properties.status).toMatchObject({ enum: expect.arrayContaining(['scan', 'checking']) })
    expect(Object.keys(properties)).toHaveLength(15)
  })
})

describe('at boot', () => {
  class Second {
    @ResolveOvoOrder()
    other(_request: never, _orderId: string) {
      return null
    }
  }
  const [platform] = platforms as [(typeof platforms)[number]]

  test.each([
    ['none', [], 'needs one method with @ResolveOvoOrder()'],
    ['two', [Orders, Second], 'Orders.find, Second.other'],
  ])('%s that finds orders is an error', async (_, providers, message) => {
    await expect(startApp(platform, shopOf({}, {}, providers))).rejects.toThrow(message)
  })
})
