import { describe, expect, test } from 'vitest'
import { expresses } from './testing/expresses.ts'
import { startShop } from './testing/start-shop.ts'

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
