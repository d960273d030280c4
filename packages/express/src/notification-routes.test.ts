import type { IncomingMessage, ServerResponse } from 'node:http'
import { inboundPaths } from '@ovokit/core'
import { type NotificationHarness, notificationContract } from '@ovokit/core/testing'
import express, { type RequestHandler } from 'express'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addOvoRoutes, ovoRouter } from './ovo-router.ts'
import { type Express, expresses } from './testing/expresses.ts'
import { notificationHarness, sendTo } from './testing/notification-harness.ts'
import { type Served, serve } from './testing/serve.ts'
import { startOvo, type TestOvo } from './testing/start-ovo.ts'

const limit = '2mb'
const type = (): boolean => true
const keepRaw = (req: IncomingMessage, _res: ServerResponse, buf: Buffer): void => {
  Object.assign(req, { rawBody: buf })
}

/** What a shop may have in front of the router, and the checks that its parser answers before we are asked. */
const parsers: Record<string, { use: (express: Express) => RequestHandler[]; answersItself?: readonly string[] }> = {
  'no parser': { use: () => [] },
  'express.raw()': { use: (express) => [express.raw({ type, limit })] },
  'express.text()': { use: (express) => [express.text({ type, limit })] },
  'express.json() that keeps rawBody': {
    use: (express) => [express.json({ verify: keepRaw, limit })],
    answersItself: ['answers a body that is not JSON with 4005200'],
  },
  'express.urlencoded()': { use: (express) => [express.urlencoded({ extended: true })] },
}

for (const { name, appOf, routerOf } of expresses) {
  for (const [parser, { use, answersItself = [] }] of Object.entries(parsers)) {
    describe(`${name}, ${parser}`, () => {
      let place: TestOvo
      let shop: Served
      let harness: NotificationHarness

      beforeAll(async () => {
        place = await startOvo({ worker: false })
        const app = appOf()
        for (const handler of use(appOf)) app.use(handler)
        app.use('/ovo', addOvoRoutes(routerOf.Router(), place.ovo, {}))
        shop = await serve(app)
        harness = notificationHarness(place, { notifyPath: '/ovo/v1.0/qr/qr-mpm-notify', send: sendTo(shop.url) })
      })
      afterAll(async () => {
        await shop.close()
        await place.close()
      })

      for (const { name: what, check } of notificationContract) {
        if (!answersItself.includes(what)) test(what, () => check(harness))
      }

      test('hands on whatever OVO calls, and no forgery (G9)', async () => {
        for (const path of inboundPaths.flatMap((path) => [path, `/merchants/default${path}`])) {
          const { status, body } = await sendTo(shop.url)({
            method: 'POST',
            path: `/ovo${path}`,
            body: Buffer.from('{}'),
            headers: { 'content-type': 'application/json' },
          })
          expect([status, JSON.parse(body).responseCode]).toEqual([401, expect.stringMatching(/^401(52|56|73)00$/)])
        }
      })
    })
  }

  describe(`${name}, express.json() that throws the bytes away`, () => {
    test('says how to mend it, never hangs and never accepts', async () => {
      const { ovo, sim, close } = await startOvo({ worker: false })
      const errors: unknown[] = []
      const app = appOf()
      app.use(appOf.json())
      app.use('/ovo', addOvoRoutes(routerOf.Router(), ovo, { onError: (error) => errors.push(error) }))
      const shop = await serve(app)
      const harness = notificationHarness(
        { ovo, sim, close },
        { notifyPath: '/ovo/v1.0/qr/qr-mpm-notify', send: sendTo(shop.url) },
      )
      const good = notificationContract.find(({ name }) => name.startsWith('accepts a good callback'))

      await expect(good?.check(harness)).rejects.toThrow(/500 \{"responseCode":"5005200"/)
      expect(errors).toMatchObject([{ code: 'raw-body-missing', message: expect.stringMatching(/req\.rawBody = buf/) }])

      const token = await sendTo(shop.url)({
        method: 'POST',
        path: '/ovo/v1.0/access-token/b2b',
        headers: { 'content-type': 'application/json' },
        body: Buffer.from('{"grantType":"client_credentials"}'),
      })
      expect(JSON.parse(token.body)).toMatchObject({ responseCode: '5007300' })
      await shop.close()
      await close()
    })
  })
}

describe('ovo.handle alone', () => {
  let place: TestOvo
  let harness: NotificationHarness
  beforeAll(async () => {
    place = await startOvo({ worker: false })
    harness = notificationHarness(place, {
      notifyPath: '/v1.0/qr/qr-mpm-notify',
      send: async ({ method, path, headers, body }) => {
        const url = `http://shop.test${path}`
        const reply = await place.ovo.handle(
          new Request(url, { method, headers, ...(method === 'GET' ? {} : { body }) }),
        )
        return { status: reply.status, headers: Object.fromEntries(reply.headers), body: await reply.text() }
      },
    })
  })
  afterAll(() => place.close())
  for (const { name, check } of notificationContract) test(name, () => check(harness))
})

describe('behind a proxy that strips a prefix', () => {
  test('verifies what OVO called', async () => {
    const { ovo, sim, close } = await startOvo({ worker: false })
    const app = express()
    app.use('/ovo', ovoRouter(ovo, { signedPath: (req) => `/shop-a${req.originalUrl}` }))
    const shop = await serve(app)
    const send = sendTo(shop.url)
    const harness = notificationHarness(
      { ovo, sim, close },
      {
        notifyPath: '/shop-a/ovo/v1.0/qr/qr-mpm-notify',
        send: (request) => send({ ...request, path: request.path.replace('/shop-a', '') }),
      },
    )
    for (const { check } of notificationContract.slice(0, 4)) await check(harness)
    await shop.close()
    await close()
  })
})

describe.each([
  ['as OVO is taken to send them', {}],
  ['with a token of our own endpoint', { callbackToken: 'issued' }],
  ['signed with RSA', { callbackSignature: 'asymmetric' }],
] as const)('callbacks of the simulator, %s', (_, dialect) => {
  test('get through and make the payment paid', async () => {
    const { ovo, sim, close } = await startOvo({ dialect })
    const app = express()
    app.use('/pay/ovo', ovoRouter(ovo))
    const shop = await serve(app)
    sim.partner().setCallbackUrl(`${shop.url}/pay/ovo/v1.0/qr/qr-mpm-notify`)
    sim.partner().setTokenUrl(`${shop.url}/pay/ovo/v1.0/access-token/b2b`)
    const { id, qr } = await ovo.qris.start({ reference: 'ORDER', amount: 25_000 })
    await sim.pay({ qrContent: qr.content })
    await sim.idle()
    expect(sim.callbacks).toMatchObject([{ status: 200 }])
    expect((await ovo.payments.settled(id)).status).toBe('paid')
    await shop.close()
    await close()
  })
})
