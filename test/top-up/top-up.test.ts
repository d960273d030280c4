import { createOvo, type InquireTopUp, memoryStore, OvoError, type Store, type TopUpInquiry } from '@ovokit/core'
import type { FaultInput } from '@ovokit/simulator'
import { afterEach, describe, expect, test } from 'vitest'
import { canaryCustomer } from '../secrets/canaries.ts'
import { credentials, openShop, type Shop, type ShopOptions, testEncryptionKey } from '../support/shop.ts'

const { phone } = canaryCustomer
let shop: Shop
afterEach(() => shop.close())

async function open(options: ShopOptions & { readonly deposit?: number } = {}): Promise<Shop> {
  shop = await openShop(options)
  shop.sim.fundDeposit({ amount: options.deposit ?? 1_000_000 })
  return shop
}

const order: InquireTopUp = { reference: 'TOP-UP-1', amount: 50_000, phone }
const inquire = (changes: Partial<InquireTopUp> = {}): Promise<TopUpInquiry> =>
  shop.ovo.topUp.inquire({ ...order, ...changes })
const calls = (): string[] =>
  shop.sim.requests.map(({ operation }) => operation).filter((operation) => operation.startsWith('top-up.'))
const transfers = (): number => calls().filter((operation) => operation === 'top-up.transfer').length
const notices = (): string[] => shop.topUpNotices.map(({ type }) => type)
const given = (): number => Object.values(shop.sim.books().topUps).reduce((sum, one) => sum + one.given, 0)
const fault = (name: FaultInput['fault'], more: Partial<FaultInput> = {}): void =>
  shop.sim.faults.add({ operation: 'top-up.transfer', fault: name, ...more })

describe('a top-up', () => {
  test('shows whom it reaches, what it costs and what is allowed before it is confirmed; then it is done once', async () => {
    const { ovo, sim } = await open()
    const inquiry = await inquire()
    expect(inquiry).toMatchObject({
      status: 'inquired',
      reference: 'TOP-UP-1',
      amount: 50_000,
      fee: 1_000,
      feeType: 'Admin fee',
      customerName: expect.stringMatching(/^K\*\*/),
      customerNumber: 'XXXXXXXX9283',
      limits: { min: 10_000, max: 20_000_000, monthly: 40_000_000 },
    })
    expect(inquiry.expiresAt.getTime() - inquiry.createdAt.getTime()).toBe(600_000)
    expect(given()).toBe(0)
    const done = await inquiry.confirm({ funding: 'PAY-1' })
    expect(done).toMatchObject({ status: 'succeeded', funding: 'PAY-1', error: null, toppedUpAt: expect.any(Date) })
    expect(done.partnerReferenceNo).toBe(inquiry.partnerReferenceNo)
    expect(await ovo.topUp.get(inquiry.id)).toEqual(done)
    await shop.settle()
    expect(shop.topUpNotices).toMatchObject([{ type: 'topped-up', reference: 'TOP-UP-1', topUp: { id: inquiry.id } }])
    expect(shop.events).toEqual([])
    expect(calls()).toEqual(['top-up.inquiry', 'top-up.transfer'])
    expect(sim.books().topUps).toEqual({ [done.partnerReferenceNo]: { state: 'done', amount: 50_000, given: 50_000 } })
    const sent = JSON.parse(sim.requests.at(-1)?.body ?? '{}')
    const asked = JSON.parse(sim.requests.find(({ operation }) => operation === 'top-up.inquiry')?.body ?? '{}')
    expect(sent).toMatchObject({ customerNumber: phone, sessionId: expect.any(String), amount: asked.amount })
    expect(sent.additionalInfo).toEqual({ preInquiryFlag: 'N', senderInstitutionID: '999' })
  })

  test('is no payment: nothing of it is in payments, nor in the way of one with its reference (G6)', async () => {
    const { ovo, sim } = await open()
    const inquiry = await inquire()
    fault('lose-response')
    await inquiry.confirm({ funding: 'PAY-1' })
    expect(await ovo.payments.recent()).toEqual([])
    expect(await ovo.payments.find({ reference: 'TOP-UP-1' })).toEqual([])
    await expect(ovo.payments.get(inquiry.id)).rejects.toMatchObject({ code: 'payment-not-found' })
    const payment = await ovo.qris.start({ reference: 'TOP-UP-1', amount: 25_000 })
    await inquire({ amount: 60_000 })
    await sim.pay({ qrContent: payment.qr.content })
    await shop.settle()
    expect(await ovo.payments.get(payment.id)).toMatchObject({ status: 'paid', isOrphan: false })
    await expect(ovo.topUp.get(payment.id)).rejects.toMatchObject({ code: 'top-up-not-found' })
    await shop.advance(2_000)
  })

  test('reads the misspelled limit of OVO’s sample, and speaks the other dialect', async () => {
    await open({
      simulator: {
        dialect: {
          topUpMonthlyLimit: 'cusgtomerMonthlyLimit',
          topUpTimestamp: 'seconds',
          topUpSignatureEncoding: 'base64',
        },
      },
      dialect: { topUpTimestampLayout: 'seconds', topUpSignatureEncoding: 'base64' },
    })
    const inquiry = await inquire()
    expect(inquiry.limits.monthly).toBe(40_000_000)
    expect(await inquiry.confirm({ funding: 'PAY-1' })).toMatchObject({ status: 'succeeded' })
  })

  test.each([
    [{ phone: '+14155550100' }, 'invalid-input'],
    [{ amount: 0 }, 'invalid-amount'],
    [{ amount: 10_000.5 }, 'invalid-amount'],
    [{ reference: '' }, 'invalid-input'],
    [{ merchant: 'nobody' }, 'merchant-unknown'],
  ])('with %o is refused before anything is sent', async (changes, code) => {
    await open()
    const error = await inquire(changes).catch((reason: unknown) => reason)
    expect(OvoError.is(error) && error.code).toBe(code)
    expect(calls()).toEqual([])
  })

  test('needs its configuration', async () => {
    await open()
    const { topUp: _, ...bare } = credentials(shop.sim, shop.partner)
    const store = memoryStore({ timeOffset: () => shop.sim.clock.offset() })
    const common = { environment: { snap: shop.sim.url }, store, encryptionKey: testEncryptionKey }
    const ovo = createOvo({ ...common, merchants: { default: { snap: bare } } })
    await ovo.start({ worker: false })
    await expect(ovo.topUp.inquire(order)).rejects.toMatchObject({ code: 'not-configured' })
    await expect(ovo.topUp.balance()).rejects.toMatchObject({ code: 'not-configured' })
    await ovo.close()
    const wrong = { ...bare, topUp: { senderInstitutionID: '', preInquiryFlag: 'X' as 'Y' } }
    expect(() => createOvo({ ...common, merchants: { default: { snap: wrong } } })).toThrow(
      /senderInstitutionID[\s\S]*preInquiryFlag/,
    )
  })
})

describe('OVO’s refusals', () => {
  test.each([
    [
      { phone: '081299990000' },
      'top-up-account-not-found',
      '4033718',
      'This number has no OVO account. Please check it.',
    ],
    [{ phone: '081299990001' }, 'top-up-account-inactive', '4033705', expect.stringContaining('not active')],
    [{ amount: 20_000_001 }, 'top-up-over-limit', '4033702', expect.stringContaining('smaller amount')],
    [{ amount: 9_999 }, 'top-up-amount-invalid', '4043713', expect.stringContaining('another one')],
  ])('of an inquiry about %o are typed errors with texts for the customer', async (changes, code, responseCode, en) => {
    await open()
    shop.sim.addCustomer({ phone: '081299990001', status: 'inactive', balance: 0 })
    await expect(inquire(changes)).rejects.toMatchObject({
      name: 'TopUpError',
      code,
      responseCode,
      shopperText: { en, id: expect.any(String) },
    })
    expect(calls()).toEqual(['top-up.inquiry'])
  })

  test('of a transfer come as the same errors, and give the funding back', async () => {
    const { sim } = await open({ deposit: 60_000_000 })
    const inquiry = await inquire({ amount: 19_000_000 })
    for (const funding of ['PAY-A', 'PAY-B']) {
      await (await inquire({ amount: 20_000_000 - (funding === 'PAY-A' ? 0 : 500_000) })).confirm({ funding })
    }
    const failed = await inquiry.confirm({ funding: 'PAY-1' })
    expect(failed).toMatchObject({
      status: 'failed',
      reason: 'over-limit',
      responseCode: '4033802',
      error: { code: 'top-up-over-limit', shopperText: { id: expect.any(String) } },
    })
    await shop.settle()
    expect(notices()).toEqual(['topped-up', 'topped-up', 'top-up-failed'])
    const smaller = await inquire({ amount: 10_000 })
    expect(await smaller.confirm({ funding: 'PAY-1' })).toMatchObject({ status: 'succeeded' })
    expect(sim.books().topUps[inquiry.partnerReferenceNo]).toBeUndefined()
  })

  test('for the deposit tell a person', async () => {
    const { ovo } = await open({ deposit: 60_000 })
    expect(await ovo.topUp.balance()).toBe(60_000)
    expect(await (await inquire()).confirm({ funding: 'PAY-1' })).toMatchObject({ status: 'succeeded' })
    expect(await ovo.topUp.balance()).toBe(9_000)
    const second = await (await inquire()).confirm({ funding: 'PAY-2' })
    expect(second).toMatchObject({ status: 'failed', error: { code: 'top-up-deposit-too-low', shopperText: null } })
    await shop.settle()
    expect(notices()).toEqual(['topped-up', 'top-up-failed', 'top-up-attention'])
    expect(shop.topUpNotices.at(-1)?.attention?.reason).toBe('deposit-too-low')
  })

  test.each([
    ['http-500', 'ovo-unreachable'],
    ['lose-response', 'ovo-unreachable'],
    ['malformed-json', 'ovo-unreachable'],
    ['empty-404', 'ovo-unreachable'],
    ['wrong-amount', 'ovo-protocol'],
    ['wrong-reference', 'ovo-protocol'],
  ] as const)('an inquiry with %s is %s, and asking again works', async (name, code) => {
    const { ovo, sim } = await open()
    sim.faults.add({ operation: 'top-up.inquiry', fault: name })
    await expect(inquire()).rejects.toMatchObject({ code })
    await expect(inquire()).resolves.toMatchObject({ status: 'inquired' })
    sim.faults.add({ operation: 'top-up.balance', fault: 'http-500' })
    await expect(ovo.topUp.balance()).rejects.toMatchObject({ code: 'ovo-unreachable' })
  })
})

describe('a confirmation', () => {
  test('is once: a double click joins it, another funding is refused', async () => {
    await open()
    const inquiry = await inquire()
    const clicks = await Promise.all(Array.from({ length: 8 }, () => inquiry.confirm({ funding: 'PAY-1' })))
    expect(new Set(clicks.map(({ status }) => status))).toEqual(new Set(['succeeded']))
    await expect(inquiry.confirm({ funding: 'PAY-2' })).rejects.toMatchObject({ code: 'top-up-confirmed' })
    await shop.settle()
    expect([transfers(), given(), notices()]).toEqual([1, 50_000, ['topped-up']])
  })

  test('spends a funding reference once, also when many come at the same moment', async () => {
    await open()
    const inquiries = await Promise.all(['A', 'B', 'C', 'D'].map((reference) => inquire({ reference })))
    const ends = await Promise.allSettled(inquiries.map((one) => one.confirm({ funding: 'PAY-1' })))
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const end of ends) {
      if (end.status === 'rejected') expect(end.reason).toMatchObject({ code: 'funding-spent' })
    }
    expect([transfers(), given()]).toEqual([1, 50_000])
    await expect(inquiries[0]?.confirm({ funding: ' ' })).rejects.toMatchObject({
      code: 'invalid-input',
      field: 'funding',
    })
  })

  test('comes in the inquiry’s ten minutes or not at all', async () => {
    const { ovo } = await open()
    const inquiry = await inquire()
    const idle = await inquire()
    await shop.sim.clock.advance(600_001)
    await expect(inquiry.confirm({ funding: 'PAY-1' })).rejects.toMatchObject({ code: 'top-up-expired' })
    await shop.settle()
    expect(await ovo.topUp.get(idle.id)).toMatchObject({ status: 'failed', reason: 'inquiry-expired', funding: null })
    await expect(idle.confirm({ funding: 'PAY-1' })).rejects.toMatchObject({ code: 'top-up-expired' })
    expect([transfers(), notices()]).toEqual([0, []])
  })

  test('may come from another process, by the id', async () => {
    const { ovo } = await open()
    const { id } = await inquire()
    const found = await ovo.topUp.get(id)
    if (found.status !== 'inquired') throw new Error(found.status)
    expect(await found.confirm({ funding: 'PAY-1' })).toMatchObject({ status: 'succeeded' })
  })
})

describe('a transfer without a clear answer', () => {
  test.each([
    'lose-response',
    'act-then-500',
    'http-504',
    'malformed-json',
    'missing-response-code',
    'wrong-amount',
    'wrong-reference',
    'inquiry-code',
  ] as const)('(%s) is unknown, asked about, and found done; never sent again (G2)', async (name) => {
    const { ovo } = await open()
    fault(name)
    const inquiry = await inquire()
    expect(await inquiry.confirm({ funding: 'PAY-1' })).toMatchObject({ status: 'unknown', error: null, reason: null })
    await expect((await inquire()).confirm({ funding: 'PAY-1' })).rejects.toMatchObject({ code: 'funding-spent' })
    await shop.advance(2_000)
    expect(await ovo.topUp.get(inquiry.id)).toMatchObject({ status: 'succeeded' })
    expect([transfers(), given(), notices()]).toEqual([1, 50_000, ['topped-up']])
  })

  test.each([
    ['settle-late', 'succeeded', 'topped-up', 50_000],
    ['fail-late', 'failed', 'top-up-failed', 0],
  ] as const)('(%s) is asked about until OVO knows: %s', async (name, status, notice, sum) => {
    const { ovo } = await open()
    fault(name)
    const inquiry = await inquire()
    expect(await inquiry.confirm({ funding: 'PAY-1' })).toMatchObject({ status: 'unknown' })
    for (let minutes = 0; minutes < 4; minutes++) await shop.advance(60_000)
    expect(await ovo.topUp.get(inquiry.id)).toMatchObject({ status })
    expect([transfers(), given(), notices()]).toEqual([1, sum, [notice]])
  })

  test.each(['wrong-amount', 'wrong-reference', 'http-500', 'malformed-json'] as const)(
    'believes no status with %s',
    async (name) => {
      const { ovo, sim } = await open()
      fault('lose-response')
      sim.faults.add({ operation: 'top-up.status', fault: name })
      const inquiry = await inquire()
      await inquiry.confirm({ funding: 'PAY-1' })
      await shop.advance(2_000)
      expect(await ovo.topUp.get(inquiry.id)).toMatchObject({ status: 'unknown' })
      await shop.advance(5_000)
      expect(await ovo.topUp.get(inquiry.id)).toMatchObject({ status: 'succeeded' })
    },
  )

  test('that OVO never knew is told to a person after five minutes, and is failed after an hour', async () => {
    const { ovo } = await open()
    fault('refuse-before')
    const inquiry = await inquire()
    expect(await inquiry.confirm({ funding: 'PAY-1' })).toMatchObject({ status: 'unknown' })
    for (let minutes = 0; minutes < 59; minutes++) await shop.advance(60_000)
    expect(await ovo.topUp.get(inquiry.id)).toMatchObject({ status: 'unknown' })
    expect(notices()).toEqual(['top-up-attention'])
    for (let minutes = 0; minutes < 20; minutes++) await shop.advance(60_000)
    expect(await ovo.topUp.get(inquiry.id)).toMatchObject({ status: 'failed', reason: 'never-happened' })
    expect([transfers(), given(), notices()]).toEqual([1, 0, ['top-up-attention', 'top-up-failed']])
  })

  test('but a clear no is sent again under its number: patience, and a token that died', async () => {
    const { ovo, sim } = await open()
    fault('too-many')
    const inquiry = await inquire()
    expect(await inquiry.confirm({ funding: 'PAY-1' })).toMatchObject({ status: 'confirmed' })
    await shop.advance(2_000)
    expect(await ovo.topUp.get(inquiry.id)).toMatchObject({ status: 'succeeded' })
    fault('token-expired')
    expect(await (await inquire()).confirm({ funding: 'PAY-2' })).toMatchObject({ status: 'succeeded' })
    const numbers = sim.requests
      .filter(({ operation }) => operation === 'top-up.transfer')
      .map(({ body }) => JSON.parse(body).partnerReferenceNo)
    expect([numbers.length, new Set(numbers).size, given()]).toEqual([4, 2, 100_000])
  })
})

describe('a process that dies', () => {
  /** Another process of the same shop, whose answers to the named call never arrive. */
  async function dyingOvo(store: Store, deafTo: string) {
    const { sim, partner } = shop
    const ovo = createOvo({
      environment: { snap: sim.url },
      store,
      encryptionKey: testEncryptionKey,
      merchants: { default: { snap: credentials(sim, partner) } },
      transport: async ({ url, headers, body, method }) => {
        const answer = await fetch(url, { method, headers, ...(method === 'GET' ? {} : { body }) })
        if (url.endsWith(deafTo)) await new Promise(() => {})
        return {
          kind: 'answered',
          status: answer.status,
          headers: {},
          body: new Uint8Array(await answer.arrayBuffer()),
        }
      },
    })
    await ovo.start({ worker: false })
    return ovo
  }

  test('between the sending and its answer leaves a top-up that the next one asks about (G1, G2)', async () => {
    let store: Store | undefined
    await open({
      store: (timeOffset) => {
        store = memoryStore({ timeOffset })
        return store
      },
    })
    const dying = await dyingOvo(store as Store, '/emoney/topup')
    const inquiry = await dying.topUp.inquire(order)
    void inquiry.confirm({ funding: 'PAY-1' }).catch(() => {})
    await expect.poll(given).toBe(50_000)
    expect(await shop.ovo.topUp.get(inquiry.id)).toMatchObject({ status: 'sent', reason: null })
    await shop.advance(29_000)
    expect(await shop.ovo.topUp.get(inquiry.id)).toMatchObject({ status: 'sent' })
    await shop.advance(2_000)
    expect(await shop.ovo.topUp.get(inquiry.id)).toMatchObject({ status: 'succeeded' })
    expect([transfers(), given(), notices()]).toEqual([1, 50_000, ['topped-up']])
  })
})
