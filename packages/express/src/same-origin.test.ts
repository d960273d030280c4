import type { Request, Response } from 'express'
import { describe, expect, test } from 'vitest'
import { sameOrigin } from './same-origin.ts'
import { expresses } from './testing/expresses.ts'
import { startShop } from './testing/start-shop.ts'

/** The status that a request with these headers gets; 200 when it is let through. */
function judge(headers: Record<string, string>): number {
  let status = 0
  const res = {
    status: (code: number) => {
      status = code
      return res
    },
    setHeader: () => res,
    json: () => res,
  }
  sameOrigin({ headers: { host: 'shop.test', ...headers } } as unknown as Request, res as unknown as Response, () => {
    status = 200
  })
  return status
}

test.each([
  [200, 'JSON', { 'content-type': 'application/json' }],
  [200, 'JSON with a charset', { 'content-type': 'Application/JSON; charset=utf-8' }],
  [200, 'a form of the shop’s own page', { 'sec-fetch-site': 'same-origin', 'content-type': 'text/plain' }],
  [200, 'an older browser on the shop’s own page', { origin: 'https://shop.test' }],
  [403, 'a form of another site', { 'sec-fetch-site': 'cross-site', 'content-type': 'text/plain' }],
  [403, 'a neighbour under the same domain', { 'sec-fetch-site': 'same-site' }],
  [403, 'another site in an older browser', { origin: 'https://evil.test' }],
  [403, 'a sandboxed page', { origin: 'null' }],
  [403, 'a browser that contradicts its Origin', { 'sec-fetch-site': 'cross-site', origin: 'https://shop.test' }],
  [403, 'nothing to go by', {}],
  [403, 'something like JSON', { 'content-type': 'application/jsonx' }],
  [403, 'JSON hidden in a form type', { 'content-type': 'text/plain; application/json' }],
])('%i for %s', (status, _, headers) => {
  expect(judge(headers)).toBe(status)
})

describe.each(expresses)('$name', (versions) => {
  test('refuses a form that another site sends, on everything that changes something', async () => {
    const shop = await startShop(versions)
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'cross-site' }
    for (const path of ['/A/qris', '/A/cancel']) {
      expect(await shop.call('POST', path, { headers, body: 'a=1' })).toMatchObject({
        status: 403,
        json: { error: { code: 'cross-site' } },
      })
    }
    expect(shop.sim.transactions()).toHaveLength(0)
    await shop.close()
  })
})
