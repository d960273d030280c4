import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Simulator } from '../simulator-api.ts'
import { startSimulator } from '../start-simulator.ts'
import { browse, LinkedShop, submit, wayBackOf } from '../testing/linked-shop.ts'

let sim: Simulator
let shop: LinkedShop
const phone = '081200000001'
beforeAll(async () => {
  sim = await startSimulator({ partners: [{ merchantName: '<b>TOKO</b>' }] })
  sim.addCustomer({ phone, pin: '246810', balance: 50_000, points: 3_000 })
})
beforeEach(async () => {
  sim.reset()
  shop = await new LinkedShop(sim, { phone }).link()
})
afterAll(() => sim.close())

const points = (amount: number) => ({
  payOptionDetails: [
    { payMethod: 'POINTS', payOption: 'OVO', transAmount: { value: `${amount}.00`, currency: 'IDR' } },
  ],
})
const page = async (order: object): Promise<string> => (await shop.pay(order)).body.webRedirectUrl ?? ''
const pin = (url: string, typed: string): Promise<string> => submit(url, { action: 'pay', typed })
const state = () => sim.linkedPayments().at(-1)?.state

describe("OVO's PIN page", () => {
  it('says who asks for how much, out of what, takes the PIN and leads back to the shop', async () => {
    const url = await page(shop.order(10_000, points(10_000)))
    const status = sim.linkedPayments()[0]?.status
    const html = await browse(url)
    expect(html).toContain('&lt;b&gt;TOKO&lt;/b&gt;')
    expect(html).toContain('Rp10.000')
    expect(html).toContain('<dt>OVO Points</dt><dd>Rp3.000</dd>')
    expect(html).toContain('<dt>OVO Cash</dt><dd>Rp7.000</dd>')
    expect([status, sim.linkedPayments()[0]?.status]).toEqual(['01', '02'])
    const done = await pin(url, '246810')
    expect(done).toContain('Pembayaran berhasil')
    expect(wayBackOf(done).href).toBe('https://shop.example/paid')
    expect(sim.customers()[0]).toMatchObject({ balance: 43_000, points: 0 })
    // The same form again: it is over, and nothing is taken twice.
    expect(await pin(url, '246810')).toContain('Pembayaran berhasil')
    expect(sim.books()).toMatchObject({ shop: 10_000, customers: 43_000, opening: 53_000 })
  })

  it('takes two wrong PINs, and blocks the number at the third', async () => {
    const url = await page(shop.order(10_000))
    for (const wrong of ['000000', '111111']) expect(await pin(url, wrong)).toContain('role="alert"')
    const over = await pin(url, '222222')
    expect(over).toContain('Pembayaran gagal')
    expect(wayBackOf(over).href).toBe('https://shop.example/paid')
    expect(await pin(url, '246810')).toContain('Pembayaran gagal')
    expect(state()).toBe('failed')
    expect((await shop.pay(shop.order(1_500))).code).toBe('4035407')
    expect(await shop.lookUp()).toBe('BLOCKED_MSISDN')
    expect(sim.books().shop).toBe(0)
  })

  it('can be left by its button', async () => {
    const url = await page(shop.order(10_000))
    expect(await submit(url, { action: 'cancel' })).toContain('Pembayaran dibatalkan')
    expect(await pin(url, '246810')).toContain('Pembayaran dibatalkan')
    expect(sim.books().shop).toBe(0)
  })

  it('closes at validUpTo, or after ten minutes, but for the fault that keeps it open', async () => {
    const url = await page(shop.order(10_000))
    await sim.clock.advance(10 * 60_000)
    expect(await browse(url)).toContain('Waktu pembayaran habis')
    expect(await pin(url, '246810')).toContain('Waktu pembayaran habis')
    expect(state()).toBe('expired')
    sim.faults.add({ operation: 'linked.pay', fault: 'pay-late' })
    const soon = new Date(sim.clock.now() + 60_000 + 25_200_000).toISOString().slice(0, 19)
    const late = await page(shop.order(10_000, { validUpTo: `${soon}+07:00` }))
    await sim.clock.advance(61_000)
    expect(state()).toBe('expired')
    expect(await pin(late, '246810')).toContain('Pembayaran berhasil')
    expect(sim.books().shop).toBe(10_000)
  })

  it('fails when the money has gone elsewhere meanwhile, and knows no page that it did not make', async () => {
    const [first, second] = [await page(shop.order(40_000)), await page(shop.order(40_000))]
    await pin(first, '246810')
    expect(await pin(second, '246810')).toContain('Pembayaran gagal')
    expect(sim.books().shop).toBe(40_000)
    expect((await fetch(`${sim.url}/paying/nothing`)).status).toBe(404)
  })

  it('is left alone by an unlinking: what the customer has opened, the customer may pay', async () => {
    const url = await page(shop.order(10_000))
    sim.unlink({ phone })
    expect(await pin(url, '246810')).toContain('Pembayaran berhasil')
  })

  it('is typed for a test that has no browser', async () => {
    const url = await page(shop.order(10_000, { partnerReferenceNo: 'A' }))
    expect(await sim.approveLinked({ partnerReferenceNo: 'B' })).toEqual({ ok: false, reason: 'unknown-payment' })
    expect(await sim.approveLinked({ phone, pin: '000000' })).toEqual({ ok: false, reason: 'wrong-pin' })
    const done = { ok: true, partnerReferenceNo: 'A', returnUrl: 'https://shop.example/paid' }
    expect(await sim.approveLinked({ page: url })).toEqual(done)
    expect(await sim.approveLinked({ page: url })).toEqual({ ok: false, reason: 'closed' })
    expect(await sim.cancelLinked({ page: url })).toEqual({ ok: false, reason: 'closed' })
  })
})
