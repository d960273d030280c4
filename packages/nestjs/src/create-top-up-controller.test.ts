import { type INestApplication, Injectable, Module, type Type } from '@nestjs/common'
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger'
import type { TopUpNotice } from '@ovokit/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { AuthorizeOvoTopUp } from './authorize-ovo-top-up.decorator.ts'
import { OnOvoTopUp } from './on-ovo-top-up.decorator.ts'
import { OvoModule } from './ovo.module.ts'
import type { HttpRequest, OvoModuleExtras } from './ovo-module-options.ts'
import type { OvoTesting } from './ovo-testing.ts'
import { platforms } from './testing/platforms.ts'
import { startApp, type TestApp } from './testing/start-app.ts'

const phone = '081298760001'

/** The gifts A to C belong to the visitor `me`; C is not paid for. */
@Injectable()
class Gifts {
  static readonly heard: string[] = []

  @AuthorizeOvoTopUp()
  allow(request: HttpRequest, topUpId: string) {
    if (request.headers['x-visitor'] !== 'me' || !/^[A-C]$/.test(topUpId)) return null
    return { reference: `GIFT-${topUpId}`, amount: 50_000, funding: topUpId === 'C' ? null : `PAY-${topUpId}` }
  }

  @OnOvoTopUp('topped-up')
  @OnOvoTopUp('top-up-failed')
  @OnOvoTopUp('top-up-attention')
  hear({ type, topUp }: TopUpNotice) {
    Gifts.heard.push(`${type} ${topUp.reference}`)
  }
}

const shopOf =
  (extras: OvoModuleExtras = { topUp: true }, providers: Type<unknown>[] = [Gifts]) =>
  (testing: OvoTesting): Type<unknown> => {
    @Module({ imports: [OvoModule.forRoot({ ...testing.options, worker: true, ...extras })], providers })
    class Shop {}
    return Shop
  }

const headers = { 'content-type': 'application/json', 'x-visitor': 'me' }

async function call({ url }: TestApp, path: string, body?: object, extra: Record<string, string> = {}) {
  const method = body === undefined ? 'GET' : 'POST'
  const init = {
    method,
    headers: { ...headers, ...extra },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }
  const reply = await fetch(`${url}/ovo/top-ups/${path}`, init)
  // biome-ignore lint/suspicious/noExplicitAny: whatever JSON came
  return { status: reply.status, headers: reply.headers, json: (await reply.json()) as any }
}

describe.each(platforms)('$name', (platform) => {
  let shop: TestApp
  beforeAll(async () => {
    Gifts.heard.length = 0
    shop = await startApp(platform, shopOf())
    shop.testing.simulator.addCustomer({ phone, name: 'Siti Rahmawati' })
    shop.testing.simulator.fundDeposit({ amount: 60_000 })
  })
  afterAll(() => shop.close())
  const sent = (): number =>
    shop.testing.simulator.requests.filter(({ operation }) => operation === 'top-up.transfer').length

  test('shows the masked name and the fee, tops up once what the shop allows, and the shop hears of it', async () => {
    const shown = await call(shop, 'A/inquiry', { phone, amount: 1, funding: 'MINE' })
    expect(shown).toMatchObject({ status: 200, json: { status: 'confirm', amount: 50_000, fee: 1_000 } })
    expect([shown.headers.get('cache-control'), shown.json.customerNumber]).toEqual(['no-store', 'XXXXXXXX0001'])
    const { id } = shown.json
    await Promise.all([1, 2, 3].map(() => call(shop, 'A/confirm', { id })))
    expect(await call(shop, 'A')).toMatchObject({ status: 200, json: { id, status: 'succeeded' } })
    await shop.testing.settle()
    expect([sent(), Gifts.heard]).toEqual([1, ['topped-up GIFT-A']])
  })

  test.each([
    ['A', undefined, { 'x-visitor': 'somebody' }, 404, 'top-up-not-authorized'],
    ['B', undefined, {}, 404, 'top-up-not-found'],
    ['B/events', undefined, {}, 404, 'top-up-not-found'],
    ['B/inquiry', {}, {}, 422, 'invalid-phone'],
    ['B/inquiry', { phone: '0812 12' }, {}, 422, 'invalid-phone'],
    ['B/inquiry', { phone: '081299990000' }, {}, 422, 'top-up-account-not-found'],
    ['B/confirm', {}, {}, 400, 'bad-request'],
    ['B/confirm', { id: 'top_x' }, {}, 404, 'top-up-not-found'],
  ])('answers %s %o %o with %i %s', async (path, body, extra, status, code) => {
    const reply = await call(shop, path, body, extra as Record<string, string>)
    expect([reply.status, reply.json.error.code]).toEqual([status, code])
  })

  test('sends nothing that is not paid for, and hides from the visitor that the deposit is used up', async () => {
    const unpaid = await call(shop, 'C/inquiry', { phone })
    expect(await call(shop, 'C/confirm', { id: unpaid.json.id })).toMatchObject({
      status: 409,
      json: { error: { code: 'top-up-not-funded' } },
    })
    const { json } = await call(shop, 'B/inquiry', { phone })
    expect(await call(shop, 'B/confirm', { id: json.id })).toMatchObject({
      status: 200,
      json: { status: 'failed', text: null },
    })
    await shop.testing.settle()
    expect(Gifts.heard.slice(1)).toEqual(['top-up-failed GIFT-B', 'top-up-attention GIFT-B'])
  })

  test('tells of it as it happens, and ends', async () => {
    shop.testing.simulator.fundDeposit({ amount: 51_000 })
    const { json } = await call(shop, 'B/inquiry', { phone })
    shop.testing.simulator.faults.add({ operation: 'top-up.transfer', fault: 'lose-response' })
    expect((await call(shop, 'B/confirm', { id: json.id })).json.status).toBe('checking')
    const response = await fetch(`${shop.url}/ovo/top-ups/B/events`, { headers })
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    await shop.testing.advance(6_000)
    expect((await response.text()).trim().split('\n').at(-1)).toContain('"status":"succeeded"')
  })

  test('stands in the OpenAPI page', () => {
    const { paths, components } = SwaggerModule.createDocument(
      shop.app as INestApplication,
      new DocumentBuilder().build(),
    )
    expect(Object.keys(paths).sort()).toEqual([
      '/ovo/top-ups/{topUpId}',
      '/ovo/top-ups/{topUpId}/confirm',
      '/ovo/top-ups/{topUpId}/events',
      '/ovo/top-ups/{topUpId}/inquiry',
    ])
    const { properties = {} } = (components?.schemas?.TopUpViewDto ?? {}) as { properties?: Record<string, unknown> }
    expect(Object.keys(properties)).toHaveLength(16)
  })
})

describe('at boot', () => {
  class Second {
    @AuthorizeOvoTopUp()
    other(_request: never, _topUpId: string) {
      return null
    }
  }
  const [platform] = platforms as [(typeof platforms)[number]]

  test.each([
    ['none', [], 'needs one method with @AuthorizeOvoTopUp()'],
    ['two', [Gifts, Second], 'Gifts.allow, Second.other'],
  ])('%s that says who may top up is an error', async (_, providers, message) => {
    await expect(startApp(platform, shopOf({ topUp: true }, providers))).rejects.toThrow(message)
  })

  test('unless the shop asks for it, there is no such route', async () => {
    const shop = await startApp(platform, shopOf({}))
    expect((await call(shop, 'A/inquiry', { phone })).status).toBe(404)
    await shop.close()
  })
})
