import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest'
import type { FaultName } from '../faults/fault-table.ts'
import type { Simulator } from '../simulator-api.ts'
import { startSimulator } from '../start-simulator.ts'
import { LinkedShop, money } from '../testing/linked-shop.ts'
import { Shop } from '../testing/shop.ts'

let sim: Simulator
let shop: LinkedShop
const phone = '081200000001'
const other = '081200000002'
const START = Date.parse('2026-03-02T10:00:00+07:00')
beforeAll(async () => {
  sim = await startSimulator({
    startAt: START,
    partners: [{}, { name: 'pinless', pinless: true, dailyRefundLimit: 10_000 }],
  })
  sim.addCustomer({ phone, balance: 100_000, points: 5_000 })
  sim.addCustomer({ phone: other, balance: 100_000 })
  sim.addCustomer({ phone: '081200000003', status: 'inactive' })
})
beforeEach(async () => {
  sim.reset()
  shop = await new LinkedShop(sim, { phone }).link()
})
afterAll(() => sim.close())

const option = (payMethod: string, amount: number) => ({ payMethod, payOption: 'OVO', transAmount: money(amount) })
const b2b = async (): Promise<string> => {
  const plain = new Shop(sim)
  await plain.login()
  return plain.token
}

describe('payment host-to-host', () => {
  it('answers with a number and a PIN page, and takes nothing', async () => {
    const { code, body } = await shop.pay(shop.order(10_000, { partnerReferenceNo: 'LP-1' }))
    expect(code).toBe('2005400')
    expect(body).toMatchObject({ partnerReferenceNo: 'LP-1', referenceNo: expect.stringMatching(/^\d{20}$/) })
    expect(body.webRedirectUrl).toMatch(new RegExp(`^${sim.url}/paying/[\\w-]{32}$`))
    expect(sim.books()).toMatchObject({ shop: 0, inFlight: 0, linked: { 'LP-1': { state: 'waiting', kept: 0 } } })
  })

  it.each<[string, object, string]>([
    ['no number', { partnerReferenceNo: undefined }, '4005402'],
    ['a number with a space', { partnerReferenceNo: 'A B' }, '4005401'],
    ['nothing to pay', { amount: undefined, payOptionDetails: undefined }, '4005402'],
    ['nothing', { amount: money(0), payOptionDetails: undefined }, '4045413'],
    ['a fraction', { amount: { value: '100.50', currency: 'IDR' } }, '4005401'],
    ['another currency', { amount: { value: '10000.00', currency: 'USD' } }, '4005401'],
    ['a part that is not the whole', { payOptionDetails: [option('CASH', 9_000)] }, '4045413'],
    ['an unknown method', { payOptionDetails: [option('GOLD', 10_000)] }, '4005401'],
    ['options that are no list', { payOptionDetails: option('CASH', 10_000) }, '4005401'],
    ['an option without a sum', { payOptionDetails: [{ payMethod: 'CASH', payOption: 'OVO' }] }, '4005402'],
    ['another merchant', { merchantId: 'SOMEBODY' }, '4045408'],
    ['no way back', { urlParams: [] }, '4005402'],
    [
      'a way back that is a script',
      { urlParams: [{ url: 'javascript:1', type: 'PAY_RETURN', isDeeplink: 'N' }] },
      '4005401',
    ],
    ['a time with milliseconds', { validUpTo: '2026-03-02T10:10:00.000+07:00' }, '4005401'],
    ['a time that is over', { validUpTo: '2026-03-02T09:59:00+07:00' }, '4035400'],
    ['no PIN, without leave', { subTransactionType: 'AUTO' }, '4035415'],
    ['more than there is', { amount: money(100_001), payOptionDetails: [option('CASH', 100_001)] }, '4035414'],
    ['more than points and cash', { amount: money(105_001), payOptionDetails: [option('POINTS', 105_001)] }, '4035414'],
  ])('refuses %s', async (_, changes, code) => {
    expect((await shop.pay(shop.order(10_000, changes))).code).toBe(code)
    expect(sim.linkedPayments()).toEqual([])
  })

  it('wants a device, a living token of a customer, and a signature under it', async () => {
    const order = shop.order(10_000)
    expect((await shop.pay(order, { headers: { 'X-DEVICE-ID': '' } })).code).toBe('4005402')
    expect((await shop.pay(order, { headers: { 'X-SIGNATURE': 'AAAA' } })).code).toBe('4015400')
    expect((await shop.pay(order, { token: await b2b() })).code).toBe('4015402')
    expect((await shop.pay(order, { token: 'nobody' })).code).toBe('4015402')
    const step = (await shop.unbind()).body.linkageToken ?? ''
    expect((await shop.pay(order, { token: step })).code).toBe('4015402')
    sim.unlink({ phone })
    expect((await shop.pay(order)).code).toBe('4015402')
  })

  it('takes a number once: the same again is a duplicate, anything else is inconsistent', async () => {
    const order = shop.order(10_000)
    await shop.pay(order)
    expect((await shop.pay(order)).code).toBe('4095401')
    const changed = { ...order, amount: money(9_000), payOptionDetails: [option('CASH', 9_000)] }
    expect((await shop.pay(changed)).code).toBe('4045418')
    const stranger = await new LinkedShop(sim, { phone: other }).link()
    expect((await stranger.pay(order)).code).toBe('4045418')
  })

  it('pays with points first and cash for the rest, or with as many points as it is told', async () => {
    await shop.paid(20_000, { payOptionDetails: [option('POINTS', 20_000)] })
    expect(sim.books()).toMatchObject({ balances: { [phone]: 85_000 }, points: { [phone]: 0 }, shop: 20_000 })
    sim.reset()
    shop = await new LinkedShop(sim, { phone }).link()
    await shop.paid(20_000, { payOptionDetails: [option('CASH', 18_000), option('POINTS', 2_000)] })
    expect(sim.books()).toMatchObject({ balances: { [phone]: 82_000 }, points: { [phone]: 3_000 }, shop: 20_000 })
    const { body } = await shop.balance()
    expect(body.accountInfos).toEqual([
      { balanceType: 'CASH', availableBalance: money(82_000) },
      { balanceType: 'POINTS', availableBalance: money(3_000) },
    ])
  })

  it('asks a merchant with leave for no PIN, unless told to', async () => {
    const free = await new LinkedShop(sim, { phone, partner: 'pinless' }).link()
    const { code, body } = await free.pay(free.order(10_000, { urlParams: undefined, partnerReferenceNo: 'A' }))
    expect(code).toBe('2005400')
    expect(body).not.toHaveProperty('webRedirectUrl')
    expect(sim.books().shopBy).toEqual({ 'pinless/A': 10_000 })
    const asked = await free.pay(free.order(10_000, { subTransactionType: 'MANUAL' }))
    expect(asked.body.webRedirectUrl).toContain('/paying/')
    expect(sim.books().shop).toBe(10_000)
  })

  it('refuses an inactive customer', async () => {
    const sleeper = await new LinkedShop(sim, { phone: '081200000003' }).link()
    expect((await sleeper.pay(sleeper.order(10_000))).code).toBe('4035405')
  })
})

describe('payment status', () => {
  it('follows the payment, and the money', async () => {
    const number = await shop.paid(10_000)
    const { code, body } = await shop.query(number)
    expect(code).toBe('2005500')
    expect(body).toEqual({
      responseCode: '2005500',
      responseMessage: 'Successful',
      serviceCode: '54',
      originalPartnerReferenceNo: number,
      originalReferenceNo: sim.linkedPayments()[0]?.referenceNo,
      latestTransactionStatus: '00',
      transactionStatusDesc: 'Success',
      transAmount: money(10_000),
      paidTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+07:00$/),
    })
  })

  it('says 01, 02, 05, 06 and 03', async () => {
    const status = async (number: unknown) => (await shop.query(String(number))).body.latestTransactionStatus
    const [first, second, third] = [shop.order(1_500), shop.order(1_500), shop.order(1_500)]
    const page = (await shop.pay(first)).body.webRedirectUrl ?? ''
    expect(await status(first.partnerReferenceNo)).toBe('01')
    await fetch(page)
    expect(await status(first.partnerReferenceNo)).toBe('02')
    await sim.cancelLinked({ page })
    expect(await status(first.partnerReferenceNo)).toBe('05')
    sim.faults.add({ operation: 'linked.pay', fault: 'settle-late' })
    await shop.pay(second)
    await sim.approveLinked({})
    expect(await status(second.partnerReferenceNo)).toBe('03')
    expect(sim.books()).toMatchObject({ inFlight: 1_500, shop: 0 })
    await sim.clock.advance(90_000)
    expect(await status(second.partnerReferenceNo)).toBe('00')
    sim.faults.add({ operation: 'linked.pay', fault: 'fail-late' })
    await shop.pay(third)
    await sim.approveLinked({})
    await sim.clock.advance(90_000)
    expect(await status(third.partnerReferenceNo)).toBe('06')
    expect(sim.books()).toMatchObject({ inFlight: 0, shop: 1_500, balances: { [phone]: 98_500 } })
  })

  it('is for the customer whose payment it is, while the link lives', async () => {
    const number = await shop.paid(10_000)
    const stranger = await new LinkedShop(sim, { phone: other }).link()
    expect((await stranger.query(number)).code).toBe('4045501')
    expect((await shop.query('NOTHING')).code).toBe('4045501')
    expect((await shop.query(number, await b2b())).code).toBe('4015502')
    const old = shop.token
    sim.unlink({ phone })
    expect((await shop.query(number)).code).toBe('4015502')
    await shop.link()
    expect((await shop.query(number)).code).toBe('2005500')
    expect((await shop.query(number, old)).code).toBe('4015502')
  })
})

describe('refund', () => {
  it('gives parts back until nothing is left, and never more', async () => {
    const number = await shop.paid(10_000)
    const refund = async (amount: number, name: string) => (await shop.refund(number, { amount, number: name })).code
    expect(await refund(4_000, 'R1')).toBe('2005800')
    expect(await refund(7_000, 'R2')).toBe('4045813')
    expect(await refund(5_000, 'R3')).toBe('2005800')
    expect((await shop.query(number)).body.latestTransactionStatus).toBe('00')
    expect(sim.books()).toMatchObject({ shop: 1_000, shopBy: { [number]: 1_000 } })
    expect((await shop.refund(number, { number: 'R4' })).body).toMatchObject({ refundAmount: money(1_000) })
    expect(await refund(1, 'R5')).toBe('4045813')
    const { body } = await shop.query(number)
    expect(body.latestTransactionStatus).toBe('04')
    expect(body.refundHistory).toMatchObject([
      { partnerRefundNo: 'R1', refundAmount: money(4_000), refundStatus: '00', reason: 'returned' },
      { partnerRefundNo: 'R3', refundAmount: money(5_000), refundStatus: '00' },
      { partnerRefundNo: 'R4', refundAmount: money(1_000), refundStatus: '00' },
    ])
    expect(sim.books()).toMatchObject({ shop: 0, balances: { [phone]: 100_000 } })
  })

  it('answers the same number the same again, and refuses it for anything else', async () => {
    const number = await shop.paid(10_000)
    const first = await shop.refund(number, { amount: 4_000, number: 'R1' })
    await sim.clock.advance(61 * 86_400_000)
    await shop.link()
    const again = await shop.refund(number, { amount: 4_000, number: 'R1' })
    expect(again.body).toEqual(first.body)
    expect((await shop.refund(number, { amount: 3_000, number: 'R1' })).code).toBe('4045818')
    const second = await shop.paid(10_000)
    expect((await shop.refund(second, { amount: 4_000, number: 'R1' })).code).toBe('4045818')
    expect(sim.books().shop).toBe(16_000)
  })

  it('gives cash back first, then points', async () => {
    const number = await shop.paid(8_000, { payOptionDetails: [option('POINTS', 8_000)] })
    await shop.refund(number, { amount: 2_000, number: 'R1' })
    expect(sim.books()).toMatchObject({ balances: { [phone]: 99_000 }, points: { [phone]: 0 } })
    await shop.refund(number, { amount: 4_000, number: 'R2' })
    expect(sim.books()).toMatchObject({ balances: { [phone]: 100_000 }, points: { [phone]: 3_000 } })
  })

  it('lasts to the end of the sixtieth day in Jakarta', async () => {
    const number = await shop.paid(10_000)
    const token = async () => ({ token: await b2b() })
    const day = Math.floor((sim.clock.now() + 7 * 3_600_000) / 86_400_000) * 86_400_000 - 7 * 3_600_000
    await sim.clock.set(day + 61 * 86_400_000 - 60_000)
    expect((await shop.refund(number, { amount: 1_000, number: 'R1', ...(await token()) })).code).toBe('2005800')
    await sim.clock.set(day + 61 * 86_400_000)
    expect((await shop.refund(number, { amount: 1_000, number: 'R2', ...(await token()) })).code).toBe('4055801')
  })

  it("takes the merchant's own token after an unlinking, and no other customer's", async () => {
    const number = await shop.paid(10_000)
    const stranger = await new LinkedShop(sim, { phone: other }).link()
    expect((await stranger.refund(number, { amount: 1_000, number: 'R1' })).code).toBe('4045801')
    sim.unlink({ phone })
    expect((await shop.refund(number, { amount: 1_000, number: 'R1' })).code).toBe('4015803')
    expect((await shop.refund(number, { amount: 1_000, number: 'R1', token: await b2b() })).code).toBe('2005800')
  })

  it('is refused for what is not paid, and above the limit of a day', async () => {
    const order = shop.order(10_000)
    await shop.pay(order)
    expect((await shop.refund(String(order.partnerReferenceNo), { amount: 1_000, number: 'R1' })).code).toBe('4055801')
    expect((await shop.refund('NOTHING', { amount: 1_000, number: 'R1' })).code).toBe('4045801')
    const free = await new LinkedShop(sim, { phone, partner: 'pinless' }).link()
    const number = await free.paid(20_000)
    expect((await free.refund(number, { amount: 10_001, number: 'R1' })).code).toBe('4035820')
    expect((await free.refund(number, { amount: 10_000, number: 'R2' })).code).toBe('2005800')
    expect((await free.refund(number, { amount: 1_000, number: 'R3' })).code).toBe('4035820')
    await sim.clock.advance(86_400_000)
    expect((await free.refund(number, { amount: 1_000, number: 'R3' })).code).toBe('2005800')
  })

  it('stays under way, and then succeeds or fails, when it is told to', async () => {
    const number = await shop.paid(10_000)
    const line = async () => (await shop.query(number)).body.refundHistory?.at(-1)?.refundStatus
    sim.faults.add({ operation: 'linked.refund', fault: 'settle-late' })
    expect((await shop.refund(number, { amount: 6_000, number: 'R1' })).code).toBe('2025800')
    expect(await line()).toBe('03')
    expect(sim.books()).toMatchObject({ inFlight: 6_000, shop: 4_000 })
    expect((await shop.refund(number, { amount: 6_000, number: 'R2' })).code).toBe('4045813')
    await sim.clock.advance(90_000)
    expect(await line()).toBe('00')
    sim.faults.add({ operation: 'linked.refund', fault: 'fail-late' })
    expect((await shop.refund(number, { amount: 4_000, number: 'R3' })).code).toBe('2025800')
    await sim.clock.advance(90_000)
    expect(await line()).toBe('06')
    expect((await shop.refund(number, { amount: 4_000, number: 'R3' })).code).toBe('4055801')
    expect((await shop.refund(number, { amount: 4_000, number: 'R4' })).code).toBe('2005800')
    expect(sim.books()).toMatchObject({ inFlight: 0, shop: 0 })
  })
})

describe('history', () => {
  it('has the payments and refunds with this merchant, newest first, in pages', async () => {
    const number = await shop.paid(8_000, { payOptionDetails: [option('POINTS', 8_000)] })
    await sim.clock.advance(1_000)
    await shop.refund(number, { amount: 1_000, number: 'R1' })
    await sim.clock.advance(1_000)
    await shop.pay(shop.order(2_000))
    const free = await new LinkedShop(sim, { phone, partner: 'pinless' }).link()
    await free.paid(3_000)
    const { code, body } = await shop.history()
    expect(code).toBe('2001200')
    expect(body.detailData).toMatchObject([
      { type: 'PAYMENT', status: 'INIT', amount: money(2_000), sourceOfFunds: [{ source: 'CASH' }] },
      { type: 'REFUND', status: 'SUCCESS', amount: money(1_000), remark: 'returned' },
      {
        type: 'PAYMENT',
        status: 'SUCCESS',
        amount: money(8_000),
        remark: 'TOKO SIMULASI',
        sourceOfFunds: [
          { source: 'POINTS', amount: money(5_000) },
          { source: 'CASH', amount: money(3_000) },
        ],
      },
    ])
    const amounts = async (range: object) => {
      const rows = (await shop.history(range)).body.detailData as Array<{ amount: { value: string } }>
      return rows.map(({ amount }) => amount.value)
    }
    expect(await amounts({ pageSize: 2, pageNumber: 0 })).toEqual(['2000.00', '1000.00'])
    expect(await amounts({ pageSize: '2', pageNumber: '1' })).toEqual(['8000.00'])
    expect(await amounts({ pageSize: 2, pageNumber: 2 })).toEqual([])
  })

  it.each<[string, object]>([
    ['more than 50 lines', { pageSize: 51 }],
    ['half a page', { pageSize: 1.5 }],
    ['more than a month', { fromDateTime: '2026-01-01T00:00:00+07:00', toDateTime: '2026-02-02T00:00:00+07:00' }],
    ['more than a year ago', { fromDateTime: '2025-02-01T00:00:00+07:00', toDateTime: '2025-02-02T00:00:00+07:00' }],
    [
      'a range that ends before it begins',
      { fromDateTime: '2026-03-02T00:00:00+07:00', toDateTime: '2026-03-01T00:00:00+07:00' },
    ],
    ['a day that does not exist', { toDateTime: '2026-02-30T00:00:00+07:00' }],
  ])('refuses %s', async (_, range) => {
    expect((await shop.history(range)).code).toBe('4001201')
  })
})

test.each<[FaultName, string, number]>([
  ['refuse-before', '', 0],
  ['http-500', '5005400', 0],
  ['too-many', '4295400', 0],
  ['in-progress', '2025400', 0],
  ['empty-404', '', 0],
  ['token-expired', '4015402', 0],
  ['lose-response', '', 1],
  ['act-then-500', '5005400', 1],
  ['http-504', '5045400', 1],
  ['malformed-json', '', 1],
  ['missing-response-code', '', 1],
  ['garbage', '', 1],
])('fault %s on a payment: code %j, %i made', async (fault, code, made) => {
  sim.faults.add({ operation: 'linked.pay', fault })
  expect((await shop.pay(shop.order(10_000))).code).toBe(code)
  expect(sim.linkedPayments()).toHaveLength(made)
})

test('tokens that died early are good again after a refresh', async () => {
  sim.faults.add({ operation: 'linked.pay', fault: 'token-expired' })
  await shop.pay(shop.order(10_000))
  expect((await shop.balance()).code).toBe('4011102')
  expect((await shop.refresh()).code).toBe('2007400')
})

test('another amount or number in an answer, or another amount on the page', async () => {
  const number = await shop.paid(10_000)
  const hit = async (operation: 'linked.status' | 'linked.refund', fault: FaultName) => {
    sim.faults.add({ operation, fault })
    return operation === 'linked.status'
      ? (await shop.query(number)).body
      : (await shop.refund(number, { amount: 1_000, number: 'R1' })).body
  }
  expect(await hit('linked.status', 'wrong-amount')).toMatchObject({ transAmount: money(1) })
  expect(await hit('linked.status', 'wrong-reference')).toMatchObject({ originalPartnerReferenceNo: '999999999999' })
  expect(await hit('linked.refund', 'wrong-amount')).toMatchObject({ refundAmount: money(1) })
  expect(await hit('linked.refund', 'wrong-reference')).toMatchObject({ partnerRefundNo: '999999999999' })
  sim.faults.add({ operation: 'linked.pay', fault: 'wrong-amount' })
  const dear = await shop.paid(10_000)
  expect((await shop.query(dear)).body.transAmount).toEqual(money(11_000))
  expect(sim.books().shopBy[dear]).toBe(11_000)
})

test('magic amounts hold for a linked payment where they mean something to it', async () => {
  expect((await shop.pay(shop.order(1_002))).code).toBe('5005400')
  expect((await shop.pay(shop.order(40_403))).code).toBe('4045408')
  expect((await shop.pay(shop.order(1_001))).status).toBe(0)
  expect(sim.linkedPayments()).toHaveLength(1)
  const number = await shop.paid(1_010)
  expect((await shop.refund(number, { number: 'R1' })).status).toBe(0)
  expect((await shop.refund(number, { number: 'R1' })).code).toBe('2005800')
  await shop.paid(1_011)
  expect(sim.books().inFlight).toBe(1_011)
})
