import { afterEach, describe, expect, test } from 'vitest'
import { canaryCustomer } from '../secrets/canaries.ts'
import { openShop, type Shop, type ShopOptions } from '../support/shop.ts'
import { begin, returnUrl, walkPages } from '../support/wallet.ts'

const other = { phone: '081200000002', pin: '246810' }
let shop: Shop
afterEach(() => shop.close())

async function open(options: ShopOptions = {}): Promise<Shop> {
  shop = await openShop(options)
  shop.sim.addCustomer({ ...other, name: 'Bob' })
  return shop
}

const links = () => shop.ovo.links

describe('linking', () => {
  test('leads to OVO’s pages and back, and tells the shop once', async () => {
    await open()
    expect(await links().find({ customer: 'alice' })).toBeNull()
    const { link: started, page } = await begin(shop.ovo, 'alice', canaryCustomer)
    expect(started).toMatchObject({ status: 'started', customer: 'alice', maskedPhone: '0813****9283', linkedAt: null })
    const url = await walkPages(page, canaryCustomer)
    expect(url.href.startsWith(`${returnUrl}?`)).toBe(true)
    const done = await links().complete({ customer: 'alice', url: `${url.pathname}${url.search}` })
    expect(done).toMatchObject({ outcome: 'linked', link: { id: started.id, status: 'linked' } })
    expect(await links().find({ customer: 'alice' })).toEqual(done.link)
    expect(await links().get(started.id)).toEqual(done.link)
    await shop.settle()
    expect(shop.linkNotices).toMatchObject([{ type: 'linked', customer: 'alice', link: { id: started.id } }])
    expect(shop.events).toEqual([])
    expect(await links().balance({ customer: 'alice' })).toEqual({ cash: 10_000_000, points: 0 })
  })
})
