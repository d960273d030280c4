import { createWalletCheckout, type Visitor, type WalletCheckout } from '@ovokit/core/checkout'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { canaryCustomer } from '../secrets/canaries.ts'
import { openShop, type Shop } from '../support/shop.ts'
import { walkPages } from '../support/wallet.ts'

let shop: Shop
let account: WalletCheckout<string>
beforeEach(async () => {
  shop = await openShop()
  account = createWalletCheckout<string>(shop.ovo, {
    resolveCustomer: (customer) => (customer === '' ? null : { customer }),
    publicUrl: 'http://127.0.0.1:9/ovo/',
    pages: { account: '/account?tab=wallet', order: (orderId) => `/orders/${orderId}` },
  })
})
afterEach(() => shop.close())

/** A request is who is signed in; whoever comes from OVO's pages comes from another site. */
const visitor = (request: string): Visitor<string> => ({
  request,
  address: '203.0.113.7',
  headers: { 'sec-fetch-site': 'cross-site' },
})
const own = (request: string): Visitor<string> => ({
  ...visitor(request),
  headers: { 'content-type': 'application/json' },
})
const back = (request: string, url: string): Promise<unknown> =>
  account.complete({ ...visitor(request), url }).then(({ location }) => location)
const ended = (outcome: string): string => `/account?tab=wallet&ovo=${outcome}`
const exchanged = (): number => shop.sim.requests.filter(({ operation }) => operation === 'link.token').length

/** Begins to link, does what OVO's pages ask, and gives the way back. */
async function returnOf(customer: string): Promise<URL> {
  const { page } = await account.start(own(customer), canaryCustomer)
  const url = await walkPages(page ?? '', canaryCustomer)
  expect(url.origin + url.pathname).toBe('http://127.0.0.1:9/ovo/link/return')
  return url
}

const forgeries: Readonly<Record<string, (way: URLSearchParams) => void>> = {
  'nothing at all': (way) => {
    for (const name of [...way.keys()]) way.delete(name)
  },
  'a state that is not the attempt’s': (way) => way.set('linkState', 'A'.repeat(22)),
  'a state cut short': (way) => way.set('linkState', way.get('linkState')?.slice(0, -1) ?? ''),
  'two states': (way) => way.append('linkState', 'A'.repeat(22)),
  'two codes': (way) => way.append('authCode', 'another'),
  'no code': (way) => way.delete('authCode'),
  'somebody else’s error': (way) => {
    way.set('linkState', 'A'.repeat(22))
    way.set('errorResponse', '{"code":"OV00006"}')
  },
}

test('a forged return changes nothing, and the real one after it still links; a second time it does nothing', async () => {
  const way = await returnOf('alice')
  for (const [name, forge] of Object.entries(forgeries)) {
    const forged = new URLSearchParams(way.searchParams)
    forge(forged)
    expect(await back('alice', `/link/return?${forged}`), name).toBe(ended('ignored'))
  }
  expect(await back('alice', '/link/return'), 'no query').toBe(ended('ignored'))
  expect(await account.status(own('alice'))).toMatchObject({ status: 'away' })
  expect(exchanged()).toBe(0)
  expect(await back('alice', `/link/return${way.search}`)).toBe(ended('linked'))
  expect(await back('alice', `/link/return${way.search}`), 'replayed').toBe(ended('ignored'))
  expect(exchanged()).toBe(1)
  expect((await account.list(own('alice'))).links.map(({ status }) => status)).toEqual(['linked'])
})

test('a return is worth nothing to another customer, nor to nobody, and costs its own nothing', async () => {
  const way = await returnOf('alice')
  expect(await back('', way.search)).toBe(ended('not-signed-in'))
  expect(await back('bob', way.search)).toBe(ended('ignored'))
  // Not either once Bob has an attempt of his own, which it does not end.
  const phone = '081200000002'
  shop.sim.addCustomer({ phone })
  const bobs = await account.start(own('bob'), { phone })
  expect(bobs.status).toBe('away')
  expect(await back('bob', way.search)).toBe(ended('ignored'))
  expect([await account.status(own('alice')), await account.status(own('bob'))]).toMatchObject([
    { status: 'away' },
    { status: 'away' },
  ])
  expect(exchanged()).toBe(0)
  expect(await back('alice', way.search)).toBe(ended('linked'))
  expect((await account.list(own('bob'))).links).toMatchObject([{ status: 'away' }])
})

test('a code that OVO did not give for this attempt links nothing, and is tried once', async () => {
  const way = await returnOf('alice')
  way.searchParams.set('authCode', 'forged')
  expect(await back('alice', way.search)).toBe(ended('failed'))
  expect(await account.status(own('alice'))).toMatchObject({ status: 'failed' })
  expect(await back('alice', way.search)).toBe(ended('ignored'))
  expect(exchanged()).toBe(1)
})
