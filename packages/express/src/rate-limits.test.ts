import { describe, expect, test } from 'vitest'
import { expresses } from './testing/expresses.ts'
import { readEvents } from './testing/read-events.ts'
import { startShop } from './testing/start-shop.ts'

describe.each(expresses)('$name', (versions) => {
  test('limits starting per order, and looking apart from it', async () => {
    const shop = await startShop(versions)
    for (let i = 0; i < 10; i++) expect((await shop.call('POST', '/A/qris')).status).toBe(200)
    const refused = await shop.call('POST', '/A/qris')
    expect(refused).toMatchObject({ status: 429, json: { error: { code: 'too-many-requests' } } })
    expect(refused.headers.get('ratelimit')).toMatch(/limit=10, remaining=0/)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await shop.call('POST', '/B/qris')).status).toBe(200)
    expect((await shop.call('GET', '/A/payment')).status).toBe(200)
    await shop.close()
  })

  test('limits starting per address, over all orders', async () => {
    const shop = await startShop(versions, { checkout: { limits: { address: { limit: 3 } } } })
    const statuses: number[] = []
    for (const order of ['A', 'B', 'C', 'D']) statuses.push((await shop.call('POST', `/${order}/qris`)).status)
    expect(statuses).toEqual([200, 200, 200, 429])
    await shop.close()
  })

  test('does not let a stranger use up the limit of an order', async () => {
    const shop = await startShop(versions, { checkout: { limits: { order: { limit: 1 } } } })
    for (let i = 0; i < 5; i++) expect((await shop.call('POST', '/NOBODYS/qris')).status).toBe(404)
    await shop.close()
  })

  test('can be turned off', async () => {
    const shop = await startShop(versions, { checkout: { limits: false } })
    for (let i = 0; i < 12; i++) expect((await shop.call('POST', '/A/qris')).status).toBe(200)
    await shop.close()
  })

  test('says once that a proxy was not told of', async () => {
    const shop = await startShop(versions)
    for (let i = 0; i < 3; i++) await shop.call('GET', '/A/payment', { headers: { 'x-forwarded-for': '203.0.113.7' } })
    expect(shop.errors).toMatchObject([{ message: expect.stringContaining("app.set('trust proxy'") }])
    await shop.close()
  })

  test('limits open event streams per address, over all orders', async () => {
    const shop = await startShop(versions, { checkout: { streams: { address: 2 } } })
    const open = []
    for (const order of ['A', 'B', 'C']) {
      await shop.call('POST', `/${order}/qris`)
      open.push(await readEvents(`${shop.url}/ovo/orders/${order}/payment/events`))
    }
    expect(open.map(({ status }) => status)).toEqual([200, 200, 429])
    for (const { leave } of open) leave()
    await shop.close()
  })
})
