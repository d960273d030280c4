import { type INestApplication, Injectable, Module, type Type } from '@nestjs/common'
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { OvoModule } from './ovo.module.ts'
import type { HttpRequest, OvoModuleExtras, OvoModuleOptions } from './ovo-module-options.ts'
import type { OvoTesting } from './ovo-testing.ts'
import { ResolveOvoCustomer } from './resolve-ovo-customer.decorator.ts'
import { ResolveOvoOrder } from './resolve-ovo-order.decorator.ts'
import { platforms } from './testing/platforms.ts'
import { startApp, type TestApp } from './testing/start-app.ts'

const phone = '081298760001'

@Injectable()
class Shopping {
  @ResolveOvoCustomer()
  signedIn({ headers }: HttpRequest) {
    return headers.cookie === 'customer=alice' ? { customer: 'alice' } : null
  }

  @ResolveOvoOrder()
  find(_request: never, orderId: string) {
    return { reference: orderId, amount: 25_000 }
  }
}

const wallet: NonNullable<OvoModuleOptions['wallet']> = {
  // A browser would come back to it; the test asks the same path where the application listens.
  publicUrl: 'https://shop.test/ovo',
  pages: { account: '/account', order: (id) => `/orders/${id}` },
  showBalance: true,
}

const shopOf =
  (extras: OvoModuleExtras & Partial<OvoModuleOptions>, providers: Type<unknown>[] = [Shopping]) =>
  (testing: OvoTesting): Type<unknown> => {
    @Module({ imports: [OvoModule.forRoot({ ...testing.options, ...extras })], providers })
    class Shop {}
    return Shop
  }

async function call({ url }: TestApp, method: string, path: string, fields: object = {}, cookie = 'customer=alice') {
  const headers = { 'content-type': 'application/json', cookie }
  const init: RequestInit = { method, headers, redirect: 'manual' }
  const reply = await fetch(url + path, method === 'POST' ? { ...init, body: JSON.stringify(fields) } : init)
  const text = await reply.text()
  const isJson = reply.headers.get('content-type')?.includes('json') === true
  return { status: reply.status, headers: reply.headers, json: isJson ? JSON.parse(text) : null }
}

const pathOf = (address: string): string => new URL(address).pathname + new URL(address).search

describe.each(platforms)('$name', (platform) => {
  let shop: TestApp
  beforeAll(async () => {
    shop = await startApp(platform, shopOf({ checkout: true, links: true, wallet }))
    shop.testing.simulator.addCustomer({ phone, balance: 1_000_000 })
  })
  afterAll(() => shop.close())

  test('a signed-in customer links once, pays with one PIN, and removes the link', async () => {
    const { simulator } = shop.testing
    expect(await call(shop, 'GET', '/ovo/links', {}, '')).toMatchObject({
      status: 401,
      json: { error: { code: 'not-signed-in' } },
    })
    expect((await call(shop, 'POST', '/ovo/orders/A/linked')).json).toMatchObject({ error: { code: 'not-linked' } })
    expect((await call(shop, 'POST', '/ovo/link', {})).json).toMatchObject({ error: { code: 'invalid-phone' } })
    const begun = await call(shop, 'POST', '/ovo/link', { phone })
    expect([begun.status, begun.headers.get('cache-control')]).toEqual([200, 'no-store'])
    const back = await simulator.approveLink({ page: begun.json.page })
    if (!back.ok) throw new Error(back.reason)
    const returned = await call(shop, 'GET', pathOf(back.returnUrl))
    expect([returned.status, returned.headers.get('location'), returned.headers.get('referrer-policy')]).toEqual([
      ...[303, '/account?ovo=linked', 'no-referrer'],
    ])
    expect((await call(shop, 'GET', '/ovo/links')).json.links).toMatchObject([{ status: 'linked', page: null }])

    expect((await call(shop, 'GET', '/ovo/link')).json).toMatchObject({
      status: 'linked',
      balance: { cash: 1_000_000 },
    })

    const paying = await call(shop, 'POST', '/ovo/orders/A/linked')
    expect(paying).toMatchObject({ status: 200, json: { method: 'linked', status: 'pin', amount: 25_000 } })
    expect(await simulator.approveLinked({ page: paying.json.pinPage.web })).toMatchObject({ ok: true })
    const home = await call(shop, 'GET', pathOf(simulator.linkedPayments().at(-1)?.returnUrl ?? ''))
    expect([home.status, home.headers.get('location')]).toEqual([303, '/orders/A'])
    expect((await call(shop, 'GET', '/ovo/orders/A/payment')).json).toMatchObject({ status: 'paid' })
    expect((await call(shop, 'POST', '/ovo/link/unlink')).json).toMatchObject({ status: 'unlinked' })
  })

  test('stands in the OpenAPI page', () => {
    const { paths } = SwaggerModule.createDocument(shop.app as INestApplication, new DocumentBuilder().build())
    expect(Object.keys(paths)).toEqual(
      expect.arrayContaining([
        ...['/ovo/link', '/ovo/links', '/ovo/link/unlink', '/ovo/link/return'],
        ...['/ovo/orders/{orderId}/linked', '/ovo/orders/{orderId}/linked/return'],
      ]),
    )
  })
})

describe('at boot', () => {
  const [platform] = platforms as [(typeof platforms)[number]]

  test('links without the shop’s session, or without an address to come back to, are an error', async () => {
    await expect(startApp(platform, shopOf({ links: true, wallet }, []))).rejects.toThrow(
      'needs one method with @ResolveOvoCustomer()',
    )
    await expect(startApp(platform, shopOf({ links: true }))).rejects.toThrow('wallet: is missing')
  })
})
