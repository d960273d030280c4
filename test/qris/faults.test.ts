import { afterEach, describe, expect, test } from 'vitest'
import { openShop, type Shop, type ShopOptions } from '../support/shop.ts'

let shop: Shop
const open = async (options?: ShopOptions): Promise<Shop> => {
  shop = await openShop(options)
  return shop
}
afterEach(() => shop.close())

const order = { reference: 'ORDER-1', amount: 25_000 }
const statuses = async (reference = 'ORDER-1'): Promise<string[]> =>
  (await shop.ovo.payments.find({ reference })).map(({ status }) => status)
const events = (): [string, string | undefined][] => shop.events.map(({ type, attention }) => [type, attention?.reason])

describe('a lost generate answer', () => {
  test('takes a new number, and only the QR that was shown can be paid', async () => {
    const { ovo, sim } = await open()
    sim.faults.add({ operation: 'qris.generate', fault: 'lose-response' })
    const payment = await ovo.qris.start(order)
    expect(await statuses()).toEqual(['failed', 'awaiting-scan'])
    const numbers = sim.transactions().map(({ partnerReferenceNo }) => partnerReferenceNo)
    expect(new Set(numbers).size).toBe(2)
    expect(numbers.at(-1)).toBe(payment.partnerReferenceNo)
    await sim.pay({ qrContent: payment.qr.content })
    await shop.settle()
    expect(sim.books().shop).toBe(25_000)
    expect(events()).toEqual([['paid', undefined]])
  })

  test.each(['act-then-500', 'http-504', 'malformed-json', 'in-progress', 'empty-404', 'http-500'] as const)(
    '%s is no answer',
    async (fault) => {
      const { ovo, sim } = await open()
      sim.faults.add({ operation: 'qris.generate', fault })
      await expect(ovo.qris.start(order)).resolves.toMatchObject({ status: 'awaiting-scan' })
      expect(await statuses()).toEqual(['failed', 'awaiting-scan'])
    },
  )

  test('gives up after three, with nothing left to pay and the order free', async () => {
    const { ovo, sim } = await open()
    sim.faults.add({ operation: 'qris.generate', fault: 'lose-response', times: 3 })
    await expect(ovo.qris.start(order)).rejects.toMatchObject({ code: 'ovo-unreachable' })
    expect(await statuses()).toEqual(['failed', 'failed', 'failed'])
    await expect(ovo.qris.start(order)).resolves.toMatchObject({ status: 'awaiting-scan' })
  })

  test('that was paid all the same goes back, or settles the order: never both (G7)', async () => {
    const { ovo, sim } = await open()
    sim.faults.add({ operation: 'qris.generate', fault: 'lose-response' })
    const payment = await ovo.qris.start(order)
    const lost = sim.transactions().find(({ partnerReferenceNo }) => partnerReferenceNo !== payment.partnerReferenceNo)
    await sim.pay({ qrContent: payment.qr.content })
    await shop.settle()
    await sim.pay({ qrContent: lost?.qrContent ?? '' })
    await shop.settle()
    expect(await statuses()).toEqual(['refunded', 'paid'])
    expect(sim.books().shop).toBe(25_000)
  })
})

describe('a QR that is not what was asked for', () => {
  test.each([
    ['wrong-amount', 'payload-amount-differs'],
    ['wrong-crc', 'payload-crc-wrong'],
  ] as const)('%s is never shown, and a person hears of it', async (fault, reason) => {
    const { ovo, sim } = await open()
    sim.faults.add({ operation: 'qris.generate', fault })
    await expect(ovo.qris.start(order)).rejects.toMatchObject({ code: 'ovo-protocol' })
    await shop.settle()
    expect(await ovo.payments.find({ reference: 'ORDER-1' })).toMatchObject([{ status: 'failed', reason, qr: null }])
    expect(events()).toEqual([
      ['failed', undefined],
      ['attention', 'payload-wrong'],
    ])
  })
})

describe('a query that does not fit', () => {
  test.each([
    ['wrong-amount', 'amount-differs'],
    ['wrong-reference', 'originalPartnerReferenceNo-differs'],
  ] as const)('%s is unknown, never paid and never failed, until OVO says it right (G4)', async (fault, reason) => {
    const { ovo, sim } = await open({ callbacks: false })
    const payment = await ovo.qris.start(order)
    await sim.pay({ qrContent: payment.qr.content })
    sim.faults.add({ operation: 'qris.query', fault })
    await shop.advance(21_000)
    expect(await ovo.payments.get(payment.id)).toMatchObject({ status: 'unknown', reason })
    expect(events()).toEqual([['attention', 'mismatched']])
    await expect(ovo.qris.start(order)).rejects.toMatchObject({ code: 'attempt-in-progress' })
    await shop.advance(120_000)
    expect((await ovo.payments.get(payment.id)).status).toBe('paid')
    expect(events().at(-1)).toEqual(['paid', undefined])
  })

  test.each([
    ['paid', 'paid', ['attention', 'paid']],
    ['failed', 'failed', ['attention', 'failed']],
  ] as const)('may be decided by a person: %s', async (as, status, heard) => {
    const { ovo, sim } = await open({ callbacks: false })
    const payment = await ovo.qris.start(order)
    await expect(ovo.payments.resolve(payment.id, as)).rejects.toMatchObject({ code: 'not-resolvable' })
    await sim.pay({ qrContent: payment.qr.content })
    sim.faults.add({ operation: 'qris.query', fault: 'wrong-amount', times: 99 })
    await shop.advance(21_000)
    expect((await ovo.payments.get(payment.id)).status).toBe('unknown')
    const reason = 'seen in the report of 2 March'
    await expect(ovo.payments.resolve(payment.id, as, { reason: '' })).rejects.toMatchObject({ code: 'invalid-input' })
    expect(await ovo.payments.resolve(payment.id, as, { reason })).toMatchObject({
      status,
      isOrphan: false,
      isLate: false,
    })
    const reasons = (await ovo.payments.history(payment.id)).flatMap((line) => line.reason ?? [])
    expect(reasons).toEqual([reason])
    await ovo.runDue()
    expect(shop.events.map(({ type }) => type)).toEqual(heard)
    sim.faults.clear()
    if (as === 'paid') return
    // Written off is not forgotten: the order is free, and when OVO's word does fit after all, it counts.
    await expect(ovo.qris.start(order)).resolves.toMatchObject({ status: 'awaiting-scan' })
    expect(await ovo.payments.check(payment.id)).toMatchObject({ status: 'paid', isLate: true })
  })

  test.each([
    'lose-response',
    'refuse-before',
    'http-500',
    'too-many',
    'malformed-json',
    'empty-404',
    'missing-response-code',
  ] as const)('%s changes nothing and is asked again', async (fault) => {
    const { ovo, sim } = await open({ callbacks: false })
    const payment = await ovo.qris.start(order)
    await sim.pay({ qrContent: payment.qr.content })
    sim.faults.add({ operation: 'qris.query', fault })
    await shop.advance(21_000)
    expect((await ovo.payments.get(payment.id)).status).toBe(
      fault === 'missing-response-code' ? 'paid' : 'awaiting-scan',
    )
    await shop.advance(30_000)
    expect((await ovo.payments.get(payment.id)).status).toBe('paid')
  })

  test('a silent OVO lets the QR expire, and its money is found when it speaks again', async () => {
    const { ovo, sim } = await open({ callbacks: false })
    const payment = await ovo.qris.start(order)
    await sim.pay({ qrContent: payment.qr.content })
    sim.faults.add({ operation: 'qris.query', fault: 'lose-response', times: 4 })
    await shop.advance(21_000)
    await shop.advance(30_000)
    // Silent at the last question too: asked again for a while before the shop hears that nobody paid.
    await shop.advance(27_000)
    expect((await ovo.payments.get(payment.id)).status).toBe('awaiting-scan')
    await shop.advance(21_000)
    expect((await ovo.payments.get(payment.id)).status).toBe('expired')
    await shop.advance(600_000)
    await shop.advance(600_000)
    expect(await ovo.payments.get(payment.id)).toMatchObject({ status: 'paid', isLate: true })
  })

  test('no word for a whole day is raised for a person, once', async () => {
    const { ovo, sim } = await open({ callbacks: false })
    sim.faults.add({ operation: 'qris.query', fault: 'refuse-before', times: 10_000 })
    const payment = await ovo.qris.start(order)
    for (let hour = 0; hour < 50; hour++) await shop.advance(3_600_000)
    expect((await ovo.payments.get(payment.id)).status).toBe('expired')
    expect(events()).toEqual([
      ['expired', undefined],
      ['attention', 'not-final'],
    ])
  })
})

describe('callbacks', () => {
  test('a duplicate and a callback after the query change nothing (G9)', async () => {
    const { ovo, sim } = await open()
    sim.faults.add({ operation: 'callback', fault: 'duplicate' })
    const payment = await ovo.qris.start(order)
    await sim.pay({ qrContent: payment.qr.content })
    await shop.settle()
    const { partnerReferenceNo } = payment
    await sim.resendCallback({ partnerReferenceNo })
    await shop.settle()
    expect(sim.callbacks.map(({ status }) => status)).toEqual([200, 200, 200])
    expect(events()).toEqual([['paid', undefined]])
    expect((await ovo.payments.get(payment.id)).status).toBe('paid')
  })

  test.each(['forge', 'stale', 'tampered'] as const)('%s is refused and changes nothing (G9)', async (fault) => {
    const { ovo, sim } = await open()
    sim.faults.add({ operation: 'callback', fault })
    const payment = await ovo.qris.start(order)
    await sim.pay({ qrContent: payment.qr.content })
    await shop.settle()
    expect(sim.callbacks[0]).toMatchObject({ status: 401 })
    expect(JSON.parse(sim.callbacks[0]?.responseBody ?? '{}')).toMatchObject({ responseCode: '4015200' })
    expect((await ovo.payments.get(payment.id)).status).toBe('awaiting-scan')
    expect((await ovo.log.list({ paymentId: payment.id })).map(({ operation }) => operation)).toEqual(['qris.generate'])
    await shop.advance(21_000)
    expect((await ovo.payments.get(payment.id)).status).toBe('paid')
  })

  test('a callback for money that OVO’s query does not confirm is only a hint (G4)', async () => {
    const { ovo, sim } = await open()
    const payment = await ovo.qris.start(order)
    await sim.resendCallback({ partnerReferenceNo: payment.partnerReferenceNo })
    await shop.settle()
    expect((await ovo.payments.get(payment.id)).status).toBe('awaiting-scan')
    expect(events()).toEqual([])
  })

  test.each([
    ['b2b', 'b2b', 'symmetric'],
    ['as-sent', 'b2b', 'symmetric'],
    ['as-sent', 'empty', 'symmetric'],
    ['empty', 'empty', 'symmetric'],
    ['as-sent', 'issued', 'symmetric'],
    ['issued', 'issued', 'symmetric'],
    ['as-sent', 'empty', 'asymmetric'],
  ] as const)('are verified in the dialect %s when OVO speaks %s, %s', async (ours, theirs, callbackSignature) => {
    const { ovo, sim } = await open({
      dialect: { callbackToken: ours, callbackSignature },
      simulator: { dialect: { callbackToken: theirs, callbackSignature } },
    })
    const payment = await ovo.qris.start(order)
    await sim.pay({ qrContent: payment.qr.content })
    await shop.settle()
    expect(sim.callbacks[0]).toMatchObject({ status: 200 })
    expect((await ovo.payments.get(payment.id)).status).toBe('paid')
  })

  test('a token that we did not issue is refused where only ours count (G9)', async () => {
    const { ovo, sim } = await open({ dialect: { callbackToken: 'issued' } })
    const payment = await ovo.qris.start(order)
    await sim.pay({ qrContent: payment.qr.content })
    await sim.idle()
    expect(sim.callbacks[0]).toMatchObject({ status: 401 })
    expect((await ovo.payments.get(payment.id)).status).toBe('awaiting-scan')
    await shop.advance(21_000)
    expect((await ovo.payments.get(payment.id)).status).toBe('paid')
  })
})

describe('dialects', () => {
  test.each([
    [{ timestampLayout: 'millis', tokenTimestampLayout: 'millis' }, { timestamp: 'millis' }],
    [{ timestampLayout: 'compact-millis', tokenTimestampLayout: 'compact-millis' }, { timestamp: 'compact-millis' }],
    [{ signatureEncoding: 'hex' }, { signatureEncoding: 'hex' }],
  ] as const)('%j is understood by an OVO that speaks it', async (ours, theirs) => {
    const { ovo, sim } = await open({ dialect: ours, simulator: { dialect: theirs } })
    const payment = await ovo.qris.start(order)
    await sim.pay({ qrContent: payment.qr.content })
    await shop.settle()
    expect((await ovo.payments.get(payment.id)).status).toBe('paid')
  })

  test('qrStr is read like qrContent', async () => {
    const { ovo } = await open({ simulator: { dialect: { qrField: 'qrStr' } } })
    await expect(ovo.qris.start(order)).resolves.toMatchObject({ status: 'awaiting-scan' })
  })
})
