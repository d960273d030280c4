import type { StartedLinkedPayment, StartLinked } from '@ovokit/core'
import { afterEach, describe, expect, test } from 'vitest'
import { canaryCustomer } from '../secrets/canaries.ts'
import { openShop, type Shop, type ShopOptions } from '../support/shop.ts'
import { link, returnUrl } from '../support/wallet.ts'

let shop: Shop
afterEach(() => shop.close())

async function open(options: ShopOptions = {}): Promise<Shop> {
  shop = await openShop(options)
  await link(shop, 'alice', canaryCustomer)
  return shop
}

const order: StartLinked = { reference: 'ORDER-1', amount: 25_000, customer: 'alice', returnUrl }
const start = (changes: Partial<StartLinked> = {}): Promise<StartedLinkedPayment> =>
  shop.ovo.linked.start({ ...order, ...changes })

describe('a linked payment', () => {
  test('is paid on OVO’s page, and only OVO’s status says so (G4)', async () => {
    await open()
    const payment = await start()
    expect(payment).toMatchObject({ method: 'linked', status: 'awaiting-pin', customer: 'alice', amount: 25_000 })
    const result = await shop.sim.approveLinked({ page: payment.pinPage?.web ?? '' })
    expect(result).toMatchObject({ ok: true })
    await shop.settle()
    expect(await shop.ovo.payments.get(payment.id)).toMatchObject({ status: 'paid', isOrphan: false })
    expect(shop.events.map(({ type }) => type)).toEqual(['paid'])
    const part = await shop.ovo.payments.refund(payment.id, { amount: 10_000 })
    expect(part).toMatchObject({ status: 'succeeded', amount: 10_000 })
    expect(await shop.ovo.payments.refund(payment.id)).toMatchObject({ status: 'succeeded', amount: 15_000 })
    expect(await shop.ovo.payments.get(payment.id)).toMatchObject({ status: 'refunded', refundedAmount: 25_000 })
    expect(await shop.ovo.links.unlink({ customer: 'alice' })).toMatchObject({ status: 'unlinked' })
  })
})
