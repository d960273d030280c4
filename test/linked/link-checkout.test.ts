import { createLinkCheckout, type Visitor } from '@ovokit/core/checkout'
import { afterEach, expect, test } from 'vitest'
import { canaryCustomer } from '../secrets/canaries.ts'
import { openShop, type Shop } from '../support/shop.ts'
import { link, returnUrl, walkPages } from '../support/wallet.ts'

let shop: Shop
afterEach(() => shop.close())

/** A request is who is signed in. */
const visitor = (request: string, headers: Visitor<string>['headers'] = {}): Visitor<string> => ({
  request,
  address: '203.0.113.7',
  headers: { 'content-type': 'application/json', ...headers },
})

async function open(changes: Partial<Parameters<typeof createLinkCheckout<string>>[1]> = {}) {
  shop = await openShop()
  return createLinkCheckout<string>(shop.ovo, {
    resolveCustomer: (customer) => ({ customer, returnUrl }),
    ...changes,
  })
}

test('a page links, looks and unlinks the account of whoever is signed in, and of nobody else', async () => {
  const account = await open({ showBalance: true })
  const [alice, bob] = [visitor('alice'), visitor('bob')]
  expect(await account.status(alice)).toMatchObject({ status: 'none', maskedPhone: null, page: null, isFinal: true })
  const begun = await account.start(alice, canaryCustomer)
  expect(begun).toMatchObject({ status: 'away', maskedPhone: '0813****9283', balance: null, isFinal: false })
  expect((await account.status(alice)).page).toBeNull()
  const url = await walkPages(begun.page ?? '', canaryCustomer)
  expect(await account.complete(bob, { url: url.href })).toMatchObject({ status: 'none' })
  expect(await account.complete(alice, { url: url.href })).toMatchObject({ status: 'linked', isFinal: true })
  expect(await account.status(alice)).toMatchObject({ status: 'linked', balance: { cash: 10_000_000, points: 0 } })
  expect(await account.status(bob)).toMatchObject({ status: 'none' })
  expect(await account.unlink(alice)).toMatchObject({ status: 'unlinked', balance: null })
})

test('nobody is signed in: nothing is shown, begun or ended', async () => {
  const account = await open({ resolveCustomer: () => null })
  const nobody = visitor('')
  const asked = [
    () => account.status(nobody),
    () => account.start(nobody, canaryCustomer),
    () => account.complete(nobody, { url: returnUrl }),
    () => account.unlink(nobody),
  ]
  for (const ask of asked) await expect(ask()).rejects.toMatchObject({ code: 'not-signed-in' })
  expect(shop.sim.requests).toEqual([])
})

test('a refused number, another site, no address and too many starts are said before OVO is asked', async () => {
  const account = await open({ limits: { order: { limit: 3 } } })
  const starts = () => shop.sim.requests.filter(({ operation }) => operation === 'link.bind').length
  await expect(account.start(visitor('alice'), { phone: '0812' })).rejects.toMatchObject({ code: 'invalid-input' })
  const foreign = visitor('alice', { 'content-type': 'text/plain', 'sec-fetch-site': 'cross-site' })
  await expect(account.start(foreign, canaryCustomer)).rejects.toMatchObject({ code: 'cross-site' })
  await expect(account.complete(visitor('alice'), { url: 7 })).rejects.toMatchObject({ code: 'bad-request' })
  await expect(account.start(visitor('alice'), { phone: 1 })).rejects.toMatchObject({ code: 'invalid-input' })
  await expect(account.start(visitor('alice'), canaryCustomer)).rejects.toMatchObject({ code: 'too-many-requests' })
  expect(starts()).toBe(0)
})

test('a balance that OVO does not say now leaves the page without one', async () => {
  const account = await open({ showBalance: true })
  await link(shop, 'alice', canaryCustomer)
  shop.sim.faults.add({ operation: 'link.balance', fault: 'http-500', times: 5 })
  expect(await account.status(visitor('alice'))).toMatchObject({ status: 'linked', balance: null })
})
