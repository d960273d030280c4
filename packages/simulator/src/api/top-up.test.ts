import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { FaultName } from '../faults/fault-table.ts'
import type { Simulator } from '../simulator-api.ts'
import { startSimulator } from '../start-simulator.ts'
import { type TopUpOrder, TopUpShop } from '../testing/top-up-shop.ts'

const phone = '081200000001'
let sim: Simulator
let shop: TopUpShop

beforeEach(async () => {
  sim = await startSimulator({ startAt: Date.parse('2026-03-02T10:00:00+07:00') })
  sim.addCustomer({ phone, name: 'Customer Name', balance: 0 })
  sim.addCustomer({ phone: '081200000002', status: 'inactive', balance: 0 })
  sim.fundDeposit({ amount: 50_000 })
  shop = new TopUpShop(sim)
})
afterEach(() => sim.close())

function checkBooks(opening = 50_000): void {
  const { customers, shop: held, deposits, fees, inFlight, total, topUps, ...books } = sim.books()
  expect(customers + held + deposits + fees + inFlight).toBe(books.opening)
  expect([total, books.opening]).toEqual([opening, opening])
  expect(Object.values(topUps).reduce((sum, { given }) => sum + given, 0)).toBe(customers)
  expect(Math.min(customers, deposits, fees, inFlight)).toBeGreaterThanOrEqual(0)
}

describe('an inquiry', () => {
  test('says whom it would reach, masked, what it costs and what is allowed', async () => {
    const order = shop.order(10_000)
    const { code, body } = await shop.inquire(order)
    expect(code).toBe('2003700')
    expect(body).toMatchObject({
      partnerReferenceNo: order.partnerReferenceNo,
      sessionId: expect.any(String),
      customerNumber: 'XXXXXXXX0001',
      customerName: 'C**tomer N**e',
      customerMonthlyInLimit: '40000000',
      minAmount: { value: '10000.00', currency: 'IDR' },
      maxAmount: { value: '20000000.00', currency: 'IDR' },
      amount: { value: '10000.00', currency: 'IDR' },
      feeAmount: { value: '1000.00', currency: 'IDR' },
      feeType: 'Admin fee',
      additionalInfo: { preInquiryFlag: 'N', senderInstitutionID: '999' },
    })
    checkBooks()
  })

  test.each([
    ['a number without an account', { customerNumber: '081299999999' }, '4033718', 'Customer Account Not Found'],
    ['an inactive account', { customerNumber: '081200000002' }, '4033705', 'Account or User Status is Inactive'],
    ['too much', { amount: 20_000_001 }, '4033702', 'Exceeds Transaction Amount Limit'],
    ['too little', { amount: 9_999 }, '4043713', 'Invalid Amount'],
  ])('about %s is refused', async (_, changes, code, message) => {
    const answer = await shop.inquire({ ...shop.order(10_000), ...changes })
    expect([answer.code, answer.body.responseMessage]).toEqual([code, message])
  })

  test.each([
    [{ additionalInfo: { senderInstitutionID: '999' } }, '4003702'],
    [{ additionalInfo: { preInquiryFlag: 'maybe', senderInstitutionID: '999' } }, '4003701'],
    [{ customerNumber: '6281200000001' }, '4003701'],
    [{ amount: { value: '10000.50', currency: 'IDR' } }, '4003701'],
    [{ amount: undefined }, '4003702'],
  ])('with %j is malformed', async (changes, code) => {
    expect((await shop.inquire(shop.order(10_000), changes)).code).toBe(code)
  })

  test('needs its scope, milliseconds and hex', async () => {
    const scope = await shop.call('inquiry', {}, { 'X-SCOPE-ID': 'qris' })
    expect(scope.body.responseMessage).toBe('Invalid Field Format X-SCOPE-ID')
    expect((await shop.call('inquiry', {}, { 'X-TIMESTAMP': '2026-03-02T10:00:00+07:00' })).code).toBe('4003701')
    expect((await shop.call('inquiry', {}, { 'X-SIGNATURE': 'A'.repeat(86) })).code).toBe('4013700')
    expect((await shop.call('inquiry', {}, { 'CHANNEL-ID': 'other' })).code).toBe('4013700')
  })
})

describe('a transfer', () => {
  test('takes amount and fee out of the deposit, and the customer has it', async () => {
    const order = shop.order(10_000)
    const { code, body } = await shop.topUp(order)
    expect(code).toBe('2003800')
    expect(body).toMatchObject({ partnerReferenceNo: order.partnerReferenceNo, customerNumber: 'XXXXXXXX0001' })
    expect(sim.books()).toMatchObject({ deposits: 39_000, fees: 1_000, inFlight: 0, balances: { [phone]: 10_000 } })
    expect((await shop.status(order)).body).toMatchObject({ latestTransactionStatus: '00', serviceCode: '38' })
    expect(sim.topUps()).toMatchObject([{ state: 'done', amount: 10_000, phone }])
    checkBooks()
  })

  test('is good once', async () => {
    const order = shop.order(10_000)
    await shop.topUp(order)
    expect((await shop.topUp(order)).code).toBe('4093801')
    expect(sim.books().customers).toBe(10_000)
  })

  test('is what was inquired about, and nothing without an inquiry', async () => {
    const order = shop.order(10_000)
    expect((await shop.transfer(order)).code).toBe('4053801')
    const { body } = await shop.inquire(order)
    const asked = { ...order, sessionId: String(body.sessionId) }
    sim.addCustomer({ phone: '081200000003', balance: 0 })
    expect((await shop.transfer({ ...asked, amount: 11_000 })).code).toBe('4043818')
    expect((await shop.transfer({ ...asked, customerNumber: '081200000003' })).code).toBe('4043818')
    expect((await shop.transfer({ ...asked, sessionId: 'another' })).code).toBe('4043818')
    expect((await shop.transfer(asked, { feeAmount: undefined })).code).toBe('4043818')
    await sim.clock.advance(14 * 60_000)
    expect((await shop.transfer({ ...asked, customerNumber: '081299999999' })).code).not.toBe('2003800')
    expect(sim.books().customers).toBe(0)
  })

  test('of an old inquiry has expired', async () => {
    const order = shop.order(10_000)
    const { body } = await shop.inquire(order)
    await sim.clock.advance(15 * 60_000 + 1)
    const login = new TopUpShop(sim)
    expect((await login.transfer({ ...order, sessionId: String(body.sessionId) })).code).toBe('4033800')
  })

  test('stops when the deposit has run out, and at the limit of the month', async () => {
    for (const code of ['2003800', '2003800', '4033814']) expect((await shop.topUp(shop.order(20_000))).code).toBe(code)
    sim.fundDeposit({ amount: 100_000_000 })
    expect((await shop.topUp(shop.order(20_000_000))).code).toBe('2003800')
    expect((await shop.inquire(shop.order(20_000_000))).code).toBe('4033702')
    await sim.clock.set(Date.parse('2026-04-01T00:00:00+07:00'))
    expect((await new TopUpShop(sim).inquire(shop.order(20_000_000))).code).toBe('2003700')
    checkBooks(100_050_000)
  })
})

describe('the deposit balance', () => {
  test('is a GET with nothing in it', async () => {
    await shop.topUp(shop.order(10_000))
    const { code, body } = await shop.call('balance')
    expect(code).toBe('2001100')
    expect(body.accountInfos).toEqual([
      { balanceType: 'Deposit', availableBalance: { value: '39000.00', currency: 'IDR' } },
    ])
  })
})

describe('faults', () => {
  const withFault = async (fault: FaultName): Promise<{ order: TopUpOrder; code: string }> => {
    const order = shop.order(10_000)
    sim.faults.add({ operation: 'top-up.transfer', fault })
    const { code } = await shop.topUp(order)
    return { order, code }
  }

  test.each([
    ['refuse-before', '', 0],
    ['http-500', '5003800', 0],
    ['too-many', '4293800', 0],
    ['in-progress', '2023800', 0],
    ['empty-404', '', 0],
    ['token-expired', '4013801', 0],
    ['lose-response', '', 10_000],
    ['act-then-500', '5003800', 10_000],
    ['http-504', '5043800', 10_000],
    ['malformed-json', '', 10_000],
    ['missing-response-code', '', 10_000],
    ['wrong-amount', '2003800', 10_000],
    ['wrong-reference', '2003800', 10_000],
    ['inquiry-code', '2003700', 10_000],
    ['settle-late', '2023800', 0],
    ['fail-late', '2023800', 0],
  ] as const)('%s: %s, and the customer has %i', async (fault, code, given) => {
    expect((await withFault(fault)).code).toBe(code)
    expect(sim.books().customers).toBe(given)
    checkBooks()
  })

  test('late: pending for a minute and a half, then there, or back in the deposit', async () => {
    for (const [fault, status, given] of [
      ['settle-late', '00', 10_000],
      ['fail-late', '06', 10_000],
    ] as const) {
      const { order } = await withFault(fault)
      expect((await shop.status(order)).body.latestTransactionStatus).toBe('03')
      checkBooks()
      await sim.clock.advance(90_000)
      expect((await shop.status(order)).body.latestTransactionStatus).toBe(status)
      expect(sim.books()).toMatchObject({ customers: given, inFlight: 0, deposits: 39_000 })
    }
  })

  test('status: another amount, another number, and one that nobody knows', async () => {
    const order = shop.order(10_000)
    await shop.topUp(order)
    sim.faults.add({ operation: 'top-up.status', fault: 'wrong-amount' })
    expect((await shop.status(order)).body.amount).toEqual({ value: '1.00', currency: 'IDR' })
    sim.faults.add({ operation: 'top-up.status', fault: 'wrong-reference' })
    expect((await shop.status(order)).body.originalPartnerReferenceNo).toBe('999999999999')
    expect((await shop.status(shop.order(1))).code).toBe('4043901')
  })
})

test('a reset brings the deposit back', async () => {
  await shop.topUp(shop.order(10_000))
  sim.reset()
  expect(sim.books()).toMatchObject({ deposits: 50_000, fees: 0, customers: 0, topUps: {} })
  expect(() => sim.fundDeposit({ amount: 0.5 })).toThrow('whole rupiah')
})

test('whatever is inquired, transferred and lost, no rupiah is made or lost', { timeout: 60_000 }, async () => {
  const faults = [undefined, 'lose-response', 'settle-late', 'fail-late', 'refuse-before', 'http-504'] as const
  const step = fc.record({
    fault: fc.constantFrom(...faults),
    again: fc.boolean(),
    wait: fc.nat(120),
    amount: fc.nat(40),
  })
  const run = fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
    sim.reset()
    const bare = new TopUpShop(sim)
    for (const { fault, again, wait, amount } of steps) {
      const order = bare.order(amount * 1_000)
      if (fault !== undefined) sim.faults.add({ operation: 'top-up.transfer', fault })
      await bare.topUp(order)
      if (again) await bare.topUp(order)
      await sim.clock.advance(wait * 1_000)
      sim.faults.clear()
      checkBooks()
    }
    await sim.clock.advance(90_000)
    expect(sim.books().inFlight).toBe(0)
    checkBooks()
  })
  await fc.assert(run, { numRuns: 40 })
})
