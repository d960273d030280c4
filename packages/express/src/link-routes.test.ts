import { createServer } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addOvoRoutes } from './ovo-router.ts'
import { expresses } from './testing/expresses.ts'
import { type Served, serve } from './testing/serve.ts'
import { startOvo, type TestOvo } from './testing/start-ovo.ts'

const phone = '081298760001'

describe.each(expresses)('$name', ({ appOf, routerOf }) => {
  let place: TestOvo
  let shop: Served
  beforeAll(async () => {
    place = await startOvo()
    place.sim.addCustomer({ phone, balance: 1_000_000 })
    const port = await freePort()
    const app = appOf()
    app.use(
      '/ovo',
      addOvoRoutes(routerOf.Router(), place.ovo, {
        onError: () => {},
        checkout: { resolveOrder: (_req, id) => ({ reference: id, amount: 25_000 }) },
        links: {
          resolveCustomer: ({ headers }) => (headers.cookie === 'customer=alice' ? { customer: 'alice' } : null),
          publicUrl: `http://127.0.0.1:${port}/ovo`,
          pages: { account: '/account', order: (id) => `/orders/${id}` },
        },
      }),
    )
    shop = await serve(app, port)
  })
  afterAll(async () => {
    await shop.close()
    await place.close()
  })

  async function call(method: string, path: string, fields: object = {}, cookie = 'customer=alice') {
    const headers = { 'content-type': 'application/json', cookie }
    const init = { method, headers, redirect: 'manual', ...(method === 'POST' ? { body: JSON.stringify(fields) } : {}) }
    const reply = await fetch(new URL(path, `${shop.url}/`), init as RequestInit)
    const text = await reply.text()
    const isJson = reply.headers.get('content-type')?.includes('json') === true
    return { status: reply.status, headers: reply.headers, json: isJson ? JSON.parse(text) : null }
  }

  test('a signed-in customer links once, pays with one PIN, and removes the link', async () => {
    expect(await call('GET', '/ovo/links', {}, '')).toMatchObject({
      status: 401,
      json: { error: { code: 'not-signed-in' } },
    })
    expect((await call('POST', '/ovo/orders/A/linked')).json).toMatchObject({ error: { code: 'not-linked' } })
    const begun = await call('POST', '/ovo/link', { phone, customer: 'mallory' })
    expect([begun.status, begun.headers.get('cache-control'), begun.json.status]).toEqual([200, 'no-store', 'away'])
    const back = await place.sim.approveLink({ page: begun.json.page })
    if (!back.ok) throw new Error(back.reason)
    const returned = await call('GET', back.returnUrl)
    expect([returned.status, returned.headers.get('location'), returned.headers.get('referrer-policy')]).toEqual([
      ...[303, '/account?ovo=linked', 'no-referrer'],
    ])
    expect((await call('GET', back.returnUrl)).headers.get('location')).toBe('/account?ovo=ignored')
    const linked = { status: 'linked', maskedPhone: '0812****0001', page: null }
    expect((await call('GET', '/ovo/link')).json).toMatchObject(linked)
    expect((await call('GET', '/ovo/links')).json.links).toMatchObject([linked])

    const paying = await call('POST', '/ovo/orders/A/linked', { amount: 1 })
    expect(paying).toMatchObject({ status: 200, json: { method: 'linked', status: 'pin', amount: 25_000 } })
    expect((await call('GET', '/ovo/orders/A/payment')).json.pinPage).toEqual(paying.json.pinPage)
    expect((await call('GET', '/ovo/orders/A/payment', {}, '')).json.pinPage).toBeNull()
    expect(await place.sim.approveLinked({ page: paying.json.pinPage.web })).toMatchObject({ ok: true })
    const { returnUrl = '' } = place.sim.linkedPayments().at(-1) ?? {}
    const home = await call('GET', returnUrl)
    expect([home.status, home.headers.get('location')]).toEqual([303, '/orders/A'])
    expect((await call('GET', '/ovo/orders/A/payment')).json).toMatchObject({ status: 'paid', isFinal: true })

    expect((await call('POST', '/ovo/link/unlink')).json).toMatchObject({ status: 'unlinked' })
    expect((await call('POST', '/ovo/orders/B/linked')).json).toMatchObject({ error: { code: 'not-linked' } })
    expect(place.sim.books().shop).toBe(25_000)
  })
})

test('there is no such route without resolveCustomer', async () => {
  const [versions] = expresses
  if (versions === undefined) throw new Error('no Express')
  const place = await startOvo()
  const app = versions.appOf()
  const checkout = { resolveOrder: () => ({ reference: 'A', amount: 25_000 }) }
  app.use('/ovo', addOvoRoutes(versions.routerOf.Router(), place.ovo, { checkout }))
  const shop = await serve(app)
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }
  for (const path of ['link', 'link/unlink', 'orders/A/linked'])
    expect((await fetch(`${shop.url}/ovo/${path}`, init)).status).toBe(404)
  for (const path of ['link', 'links', 'link/return', 'orders/A/linked/return'])
    expect((await fetch(`${shop.url}/ovo/${path}`)).status).toBe(404)
  await shop.close()
  await place.close()
})

/** The shop must know its own address before it listens there. */
const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      probe.close(() => resolve(port))
    })
  })
