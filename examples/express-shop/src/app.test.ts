import { afterAll, beforeAll, expect, test } from 'vitest'
import { adminPassword, startShop, type TestShop } from './testing/start-shop.ts'

let shop: TestShop
beforeAll(async () => {
  shop = await startShop()
})
afterAll(() => shop.close())

const post = (path: string, headers: Record<string, string>, form = 'product=gayo&by=1'): Promise<Response> =>
  fetch(shop.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: form,
    redirect: 'manual',
  })

async function order(product = 'gayo'): Promise<{ id: string; cookie: string }> {
  const basket = await post('/basket', { origin: shop.url }, `product=${product}&by=1`)
  const cookie = basket.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const placed = await post('/orders', { origin: shop.url, cookie })
  return { id: placed.headers.get('location')?.split('/').at(-1) ?? '', cookie }
}

test('an order is seen and paid only by the visitor who made it', async () => {
  const { id, cookie } = await order()
  expect((await fetch(`${shop.url}/orders/${id}`, { headers: { cookie } })).status).toBe(200)
  expect((await fetch(`${shop.url}/orders/${id}`)).status).toBe(404)
  expect((await post(`/ovo/orders/${id}/qris`, { origin: shop.url })).status).toBe(404)
  expect((await post(`/ovo/orders/${id}/linked`, { origin: shop.url })).status).toBe(401)
  const { cookie: another } = await order()
  expect((await post(`/ovo/orders/${id}/linked`, { origin: shop.url, cookie: another })).status).toBe(404)
  expect((await post(`/ovo/orders/${id}/qris`, { origin: shop.url, cookie })).status).toBe(200)
})

test('an order gives no cashback before it is paid, and none to strangers', async () => {
  const { id, cookie } = await order('kawung')
  const customer = shop.sim.addCustomer({ phone: '081298760001' })
  const ask = (path: string, body: object, headers = {}): Promise<Response> =>
    fetch(`${shop.url}/ovo/top-ups/${id}/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
  expect((await ask('inquiry', customer)).status).toBe(404)
  const shown = (await (await ask('inquiry', customer, { cookie })).json()) as { id: string }
  const confirmed = await ask('confirm', shown, { cookie })
  expect([confirmed.status, await confirmed.json()]).toMatchObject([409, { error: { code: 'top-up-not-funded' } }])
  const page = (headers = {}) => fetch(`${shop.url}/orders/${id}/cashback`, { headers, redirect: 'manual' })
  expect((await page()).status).toBe(404)
  expect((await page({ cookie })).headers.get('location')).toBe(`/orders/${id}`)
})

test('who looks at an OVO account is known again, before they have a basket and after', async () => {
  const first = await fetch(`${shop.url}/account`)
  const cookie = first.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const link = await fetch(`${shop.url}/ovo/link`, { headers: { cookie } })
  expect([link.status, await link.json()]).toMatchObject([200, { status: 'none' }])
  expect((await fetch(`${shop.url}/ovo/link`)).status).toBe(401)
  const again = await fetch(`${shop.url}/account`, { headers: { cookie } })
  expect([again.status, again.headers.getSetCookie()]).toEqual([200, []])
})

test('a shop that may link no accounts has no page for them', async () => {
  const other = await startShop({ hasLinkedAccounts: false })
  expect((await fetch(`${other.url}/account`)).status).toBe(404)
  await other.close()
})

test('a cookie that was tampered with is nobody’s', async () => {
  const { id, cookie } = await order()
  const [name, value = ''] = cookie.split('=')
  const [payload = '', signature] = value.split('.')
  const session = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object
  const forged = Buffer.from(JSON.stringify({ ...session, cart: { gayo: -5 } })).toString('base64url')
  const page = await fetch(`${shop.url}/orders/${id}`, { headers: { cookie: `${name}=${forged}.${signature}` } })
  expect(page.status).toBe(404)
})

test('forms of other sites change nothing', async () => {
  // The browser sends the visitor's cookie along.
  const { cookie } = await order()
  for (const path of [
    '/basket',
    '/orders',
    '/ovo/orders/X/linked',
    '/ovo/link',
    '/ovo/link/unlink',
    '/admin/orders/X/payments/Y/refund',
  ]) {
    const authorization = `Basic ${Buffer.from(`admin:${adminPassword}`).toString('base64')}`
    const headers = { origin: 'https://evil.test', 'sec-fetch-site': 'cross-site', authorization, cookie }
    expect((await post(path, headers)).status).toBe(403)
  }
})

test('the back office wants its password', async () => {
  const wrong = `Basic ${Buffer.from('admin:guess').toString('base64')}`
  expect((await fetch(`${shop.url}/admin`)).status).toBe(401)
  expect((await fetch(`${shop.url}/admin`, { headers: { authorization: wrong } })).status).toBe(401)
})

test('pages run only the shop’s own files', async () => {
  for (const path of ['/', '/account']) {
    const page = await fetch(shop.url + path)
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(page.headers.get('content-security-policy')).not.toContain('unsafe')
    expect(await page.text()).not.toMatch(/<script(?![^>]* src=)|<style| style=| on\w+=/)
  }
})

test('what is not there is a page, not a stack', async () => {
  const page = await fetch(`${shop.url}/nothing`)
  expect([page.status, await page.text()]).toEqual([404, expect.stringContaining('This page does not exist.')])
})
