import { createServer, type Server } from 'node:http'
import type { ShownPayment } from '@ovokit/core'
import { type NotificationHarness, notificationContract } from '@ovokit/core/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addressOf, openShop, type Shop } from '../support/shop.ts'

// By its address, because the plugin is compiled as CommonJS, with settings of its own.
const route = new URL('../../packages/medusa/src/http/answer-ovo.ts', import.meta.url).href
const { answerOvo } = (await import(route)) as { answerOvo: (request: object, response: object) => Promise<void> }

let shop: Shop
let server: Server
let harness: NotificationHarness
let orders = 0

/** What Medusa's HTTP layer adds to Node's before a route is called, with no body parser on `/ovo`. */
async function serve(shop: Shop): Promise<Server> {
  const service = { ovo: shop.ovo, options: {}, report: () => {} }
  const listening = createServer((req, res) => {
    const path = new URL(req.url ?? '/', 'http://store').pathname
    const request = Object.assign(req, { path, originalUrl: req.url, scope: { resolve: () => service } })
    const status = (code: number) => Object.assign(res, { statusCode: code })
    void answerOvo(request, Object.assign(res, { status }))
  })
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve))
  return listening
}

beforeAll(async () => {
  shop = await openShop({ callbacks: false })
  server = await serve(shop)
  const url = addressOf(server)
  const { clientId, clientSecret } = shop.partner
  harness = {
    ovo: shop.ovo,
    notifyPath: '/ovo/v1.0/qr/qr-mpm-notify',
    credentials: { clientId, clientSecret },
    send: async ({ method, path, headers, body }) => {
      const reply = await fetch(url + path, { method, headers, ...(method === 'GET' ? {} : { body }) })
      return { status: reply.status, headers: Object.fromEntries(reply.headers), body: await reply.text() }
    },
    startedPayment: (): Promise<ShownPayment> =>
      shop.ovo.qris.start({ reference: `ORDER-${++orders}`, amount: 25_000 }),
    pay: async ({ qr }) => expect(await shop.sim.pay({ qrContent: qr.content })).toMatchObject({ ok: true }),
  }
})
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve))
  await shop.close({ unsettled: true })
})

describe('the Medusa plugin’s route for OVO', () => {
  for (const { name, check } of notificationContract) test(name, () => check(harness))
})
