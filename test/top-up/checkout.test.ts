import type { TopUpView } from '@ovokit/core'
import { type AuthorizedTopUp, createTopUpCheckout, shopperError, type TopUpCheckout } from '@ovokit/core/checkout'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { openShop, type Shop } from '../support/shop.ts'

const phone = '081298760001'
const headers = { 'content-type': 'application/json' }

let shop: Shop
/** What the shop's books say now; `null` for whoever is not this visitor. */
let books: Record<string, AuthorizedTopUp>
let checkout: TopUpCheckout<string>
afterEach(() => shop.close())

async function open({ deposit = 1_000_000, limits = {} } = {}): Promise<void> {
  shop = await openShop()
  if (deposit > 0) shop.sim.fundDeposit({ amount: deposit })
  shop.sim.addCustomer({ phone, name: 'Siti Rahmawati' })
  shop.sim.addCustomer({ phone: '081299990001', status: 'inactive', balance: 0 })
  books = {
    gift: { reference: 'GIFT-1', amount: 50_000, funding: 'PAY-1' },
    same: { reference: 'GIFT-2', amount: 50_000, funding: 'PAY-1' },
    unpaid: { reference: 'GIFT-3', amount: 50_000, funding: null },
    small: { reference: 'GIFT-4', amount: 9_999, funding: 'PAY-4' },
    large: { reference: 'GIFT-5', amount: 20_000_001, funding: 'PAY-5' },
  }
  checkout = createTopUpCheckout<string>(shop.ovo, {
    authorizeTopUp: (visitor, id) => (visitor === 'me' ? books[id] : null),
    limits,
  })
}

const visit = (topUpId = 'gift', request = 'me') => ({ topUpId, request, address: '203.0.113.7', headers })
const inquire = (topUpId?: string, number: unknown = phone): Promise<TopUpView> =>
  checkout.inquire(visit(topUpId), { phone: number })
const confirm = ({ id }: TopUpView, topUpId?: string): Promise<TopUpView> => checkout.confirm(visit(topUpId), { id })
const given = (): number => Object.values(shop.sim.books().topUps).reduce((sum, one) => sum + one.given, 0)
const calls = (): string[] => shop.sim.requests.map(({ operation }) => operation).filter((one) => one !== 'token.b2b')
const problem = (asked: Promise<unknown>) =>
  asked.then(
    () => null,
    (error: unknown) => {
      const { status, body } = shopperError(error, shop.ovo.now())
      return { status, ...body.error }
    },
  )

describe('a page for a top-up', () => {
  test('shows whom it reaches and what it costs, as OVO masked them, and tops up what was shown', async () => {
    await open()
    const shown = await inquire()
    expect(shown).toMatchObject({
      status: 'confirm',
      reference: 'GIFT-1',
      amount: 50_000,
      fee: 1_000,
      feeType: 'Admin fee',
      customerName: expect.stringMatching(/^S\*\*/),
      customerNumber: 'XXXXXXXX0001',
      secondsLeft: 600,
      limits: { min: 10_000, max: 20_000_000, monthly: 40_000_000 },
      canConfirm: true,
      isFinal: false,
      text: null,
    })
    expect(JSON.stringify(shown)).not.toMatch(/98760001|Rahmawati|PAY-1/)
    expect(await checkout.status(visit())).toMatchObject({ id: shown.id, status: 'confirm' })
    expect(await confirm(shown)).toMatchObject({ id: shown.id, status: 'succeeded', isFinal: true, canConfirm: false })
    // A reload, a second click, and a second thought: it is done.
    expect(await confirm(shown)).toMatchObject({ status: 'succeeded' })
    expect(await inquire('gift', '081200000000')).toMatchObject({ id: shown.id, status: 'succeeded' })
    expect([calls(), given()]).toEqual([['top-up.inquiry', 'top-up.transfer'], 50_000])
  })

  test('spends what pays for it once, whatever is clicked in which window', async () => {
    await open()
    const shown = [await inquire(), await inquire(), await inquire('same')]
    const ends = await Promise.all(
      [...shown, ...shown].map((one, index) => {
        const topUpId = index % 3 === 2 ? 'same' : 'gift'
        return problem(confirm(one, topUpId))
      }),
    )
    expect(ends.filter((end) => end !== null && end.code !== 'funding-spent')).toEqual([])
    expect(given()).toBe(50_000)
    await shop.settle()
    expect(shop.topUpNotices.map(({ type }) => type)).toEqual(['topped-up'])
  })

  test('sends nothing that is not paid for, was shown to somebody else, or costs another amount by now', async () => {
    await open()
    const unpaid = await inquire('unpaid')
    expect(await problem(confirm(unpaid, 'unpaid'))).toMatchObject({ status: 409, code: 'top-up-not-funded' })
    expect(await problem(confirm(unpaid, 'gift'))).toMatchObject({ status: 404, code: 'top-up-not-found' })
    expect(await problem(checkout.confirm(visit('unpaid', 'stranger'), unpaid))).toMatchObject({
      status: 404,
      code: 'top-up-not-authorized',
    })
    books.unpaid = { reference: 'GIFT-3', amount: 70_000, funding: 'PAY-3' }
    expect(await problem(confirm(unpaid, 'unpaid'))).toMatchObject({ status: 409, code: 'top-up-expired' })
    for (const id of [undefined, 7, '', 'top_x'])
      expect((await problem(checkout.confirm(visit('unpaid'), { id })))?.status).toBe(
        typeof id === 'string' ? 404 : 400,
      )
    expect(await problem(checkout.status(visit('same')))).toMatchObject({ status: 404, code: 'top-up-not-found' })
    expect(calls()).toEqual(['top-up.inquiry'])
  })

  test('waits ten minutes for the shopper, and then asks again', async () => {
    await open()
    const shown = await inquire()
    await shop.advance(600_001)
    expect(await checkout.status(visit())).toMatchObject({ status: 'expired', canInquire: true, isFinal: true })
    // What the page still shows can be pressed, and sends nothing.
    expect(await confirm(shown)).toMatchObject({ status: 'expired' })
    expect(await confirm(await inquire())).toMatchObject({ status: 'succeeded' })
  })

  test.each([
    ['gift', '081299990000', 'top-up-account-not-found', 'This number has no OVO account. Please check it.'],
    ['gift', '081299990001', 'top-up-account-inactive', expect.stringContaining('Contact OVO')],
    ['large', phone, 'top-up-over-limit', expect.stringContaining('smaller amount')],
    ['small', phone, 'top-up-amount-invalid', expect.stringContaining('another one')],
  ])('says what OVO wants said: %s to %s is %s', async (topUpId, number, code, en) => {
    await open()
    expect(await problem(inquire(topUpId, number))).toMatchObject({
      status: 422,
      code,
      text: { en, id: expect.stringMatching(/[a-z]{4}/) },
    })
    expect(given()).toBe(0)
  })

  test('hides a deposit that is used up from the shopper, and tells the shop', async () => {
    await open({ deposit: 50_999 })
    const failed = await confirm(await inquire())
    expect(failed).toMatchObject({ status: 'failed', text: null, canInquire: true, isFinal: true })
    await shop.settle()
    expect(shop.topUpNotices.at(-1)).toMatchObject({
      type: 'top-up-attention',
      attention: { reason: 'deposit-too-low' },
    })
    shop.sim.fundDeposit({ amount: 1 })
    // No money moved, so the same order pays for the next one.
    expect(await confirm(await inquire())).toMatchObject({ status: 'succeeded' })
  })

  test('says checking, never failed, until OVO knows; looking has OVO asked more often, as events and as status', async () => {
    await open()
    const shown = await inquire()
    shop.sim.faults.add({ operation: 'top-up.transfer', fault: 'settle-late' })
    expect(await confirm(shown)).toMatchObject({ status: 'checking', isFinal: false, canInquire: false, text: null })
    const left = new AbortController()
    const said: string[] = []
    const events = await checkout.events(visit(), { signal: left.signal })
    const listening = (async () => {
      for await (const text of events) said.push(text)
    })()
    await vi.waitFor(() => expect(said.join('')).toContain('"status":"checking"'))
    await shop.advance(75_000)
    const asked = calls().length
    await checkout.status(visit())
    await shop.advance(5_000)
    await checkout.status(visit())
    await shop.advance(5_000)
    expect(calls().length).toBeGreaterThanOrEqual(asked + 2)
    await shop.advance(10_000)
    await listening
    expect(said.at(-1)).toContain('"status":"succeeded"')
    expect(given()).toBe(50_000)
  })

  test('is limited like every other: by site, address, reference and number', async () => {
    await open({ limits: { order: { limit: 2 }, phone: { limit: 1 }, status: { limit: 1 } } })
    const foreign = { ...visit(), headers: {} }
    expect(await problem(checkout.inquire(foreign, { phone }))).toMatchObject({ status: 403, code: 'cross-site' })
    expect(await problem(inquire('gift', 'nonsense'))).toMatchObject({ status: 422, code: 'invalid-phone' })
    await inquire('unpaid')
    expect(await problem(inquire('unpaid'))).toMatchObject({ status: 429 })
    await problem(inquire('gift'))
    expect(await problem(inquire('gift'))).toMatchObject({ status: 429 })
    await checkout.status(visit('unpaid'))
    expect(await problem(checkout.status(visit('unpaid')))).toMatchObject({ status: 429 })
    expect(calls()).toEqual(['top-up.inquiry'])
  })

  test('does not exist without authorizeTopUp', async () => {
    await open()
    expect(() => createTopUpCheckout(shop.ovo, {} as never)).toThrow(/authorizeTopUp: is missing/)
  })
})

describe('the back office', () => {
  test('finds top-ups by reference, the newest, and what happened to each; asks now', async () => {
    await open()
    const { ovo } = shop
    shop.sim.faults.add({ operation: 'top-up.transfer', fault: 'lose-response' })
    const [first, second] = [await inquire(), await inquire('unpaid')]
    expect(await confirm(first)).toMatchObject({ status: 'checking' })
    expect((await ovo.topUp.find({ reference: 'GIFT-1' })).map(({ id, status }) => [id, status])).toEqual([
      [first.id, 'unknown'],
    ])
    expect(await ovo.topUp.find({ reference: 'GIFT-1', merchant: 'other' })).toEqual([])
    expect(await ovo.topUp.find({ reference: 'GIFT\u0000' })).toEqual([])
    expect((await ovo.topUp.recent()).map(({ id }) => id)).toEqual([second.id, first.id])
    expect(await ovo.topUp.recent({ limit: 1 })).toHaveLength(1)
    expect(await ovo.topUp.check(first.id)).toMatchObject({ status: 'succeeded' })
    expect(await ovo.topUp.check(second.id)).toMatchObject({ status: 'inquired' })
    const lines = await ovo.topUp.history(first.id)
    expect(lines.map(({ event, to }) => [event, to])).toEqual([
      ['started', 'inquired'],
      ['confirmed', 'confirmed'],
      ['sending', 'sent'],
      ['unclear', 'unknown'],
      ['succeeded', 'succeeded'],
    ])
    expect((await ovo.log.list({ paymentId: first.id })).map(({ operation }) => operation)).toEqual([
      'top-up.inquiry',
      'top-up.transfer',
      'top-up.status',
    ])
    for (const ask of [ovo.topUp.history('top_x'), ovo.topUp.check('top_x'), ovo.topUp.touch('top_x')])
      await expect(ask).rejects.toMatchObject({ code: 'top-up-not-found' })
  })
})
