import { Module, type Type, VersioningType } from '@nestjs/common'
import { inboundPaths } from '@ovokit/core'
import { type NotificationHarness, notificationContract } from '@ovokit/core/testing'
import { map } from 'rxjs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { OvoModule } from './ovo.module.ts'
import type { HttpRequest, OvoModuleExtras } from './ovo-module-options.ts'
import type { OvoTesting } from './ovo-testing.ts'
import { notificationHarness } from './testing/notification-harness.ts'
import { platforms } from './testing/platforms.ts'
import { startApp, type TestApp } from './testing/start-app.ts'

const shopOf =
  (extras: OvoModuleExtras = {}) =>
  (testing: OvoTesting): Type<unknown> => {
    @Module({ imports: [OvoModule.forRoot({ ...testing.options, ...extras })] })
    class Shop {}
    return Shop
  }

for (const platform of platforms) {
  for (const prefix of ['', '/api/shop']) {
    describe(`${platform.name}, rawBody on, ${prefix === '' ? 'no prefix' : `global prefix ${prefix}`}`, () => {
      let shop: TestApp
      let harness: NotificationHarness
      beforeAll(async () => {
        shop = await startApp(platform, shopOf(), {
          setUp: (app) => void (prefix === '' || app.setGlobalPrefix(prefix)),
        })
        harness = notificationHarness(shop, `${prefix}/ovo/v1.0/qr/qr-mpm-notify`)
      })
      afterAll(() => shop.close())

      for (const { name, check } of notificationContract) {
        if (!platform.answersItself.includes(name)) test(name, () => check(harness))
      }

      test('hands on whatever OVO calls, and no forgery (G9)', async () => {
        for (const path of inboundPaths.flatMap((path) => [path, `/merchants/default${path}`])) {
          const headers = { 'content-type': 'application/json' }
          const reply = await fetch(`${shop.url}${prefix}/ovo${path}`, { method: 'POST', headers, body: '{}' })
          const { responseCode } = (await reply.json()) as { responseCode: string }
          expect([reply.status, responseCode]).toEqual([401, expect.stringMatching(/^401(52|56|73)00$/)])
        }
      })
    })

    describe(`${platform.name}, rawBody off, ${prefix === '' ? 'no prefix' : `global prefix ${prefix}`}`, () => {
      test('does not start, and says how to mend it', async () => {
        const starting = startApp(platform, shopOf(), {
          rawBody: false,
          setUp: (app) => void (prefix === '' || app.setGlobalPrefix(prefix)),
        })
        await expect(starting).rejects.toThrow('NestFactory.create(AppModule, { rawBody: true })')
      })

      test('starts without the routes that would need it', async () => {
        const shop = await startApp(platform, shopOf({ notifications: false }), { rawBody: false })
        expect((await fetch(`${shop.url}/ovo/v1.0/qr/qr-mpm-notify`, { method: 'POST' })).status).toBe(404)
        await shop.close()
      })
    })
  }

  describe(`${platform.name}, the controller`, () => {
    const good = notificationContract.find(({ name }) => name.startsWith('accepts a good callback'))

    test('stands where it is put, with its decorators, whatever the versioning', async () => {
      const seen: unknown[] = []
      const extras: OvoModuleExtras = {
        notifications: { path: 'pay/ovo', decorators: [(target) => void seen.push(target)] },
      }
      const shop = await startApp(platform, shopOf(extras), {
        setUp: (app) => void app.enableVersioning({ type: VersioningType.URI, defaultVersion: '2' }),
      })
      await good?.check(notificationHarness(shop, '/pay/ovo/v1.0/qr/qr-mpm-notify'))
      expect(seen).toHaveLength(1)
      await shop.close()
    })

    test('verifies the path that OVO called, behind a proxy that has taken a part of it away', async () => {
      const shop = await startApp(platform, (testing) => {
        const signedPath = ({ originalUrl }: HttpRequest): string => `/shop-a${originalUrl}`
        @Module({ imports: [OvoModule.forRoot({ ...testing.options, signedPath })] })
        class Shop {}
        return Shop
      })
      const harness = notificationHarness(shop, '/shop-a/ovo/v1.0/qr/qr-mpm-notify')
      await good?.check({
        ...harness,
        send: (request) => harness.send({ ...request, path: request.path.replace(/^\/shop-a/, '') }),
      })
      await shop.close()
    })

    test('takes a version of its own', async () => {
      const shop = await startApp(platform, shopOf({ notifications: { version: '3' } }), {
        setUp: (app) => void app.enableVersioning({ type: VersioningType.URI }),
      })
      await good?.check(notificationHarness(shop, '/v3/ovo/v1.0/qr/qr-mpm-notify'))
      await shop.close()
    })

    test('is not changed by what the application does to its answers', async () => {
      const shop = await startApp(platform, shopOf(), {
        setUp: (app) =>
          void app.useGlobalInterceptors({
            intercept: (_context, next) => next.handle().pipe(map((data) => ({ wrapped: data }))),
          }),
      })
      await good?.check(notificationHarness(shop, '/ovo/v1.0/qr/qr-mpm-notify'))
      await shop.close()
    })
  })
}
