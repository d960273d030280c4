import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import type { SnapResult } from '../snap/call.ts'
import type { SnapOperation } from '../snap/endpoints.ts'
import { snapEndpoints } from '../snap/endpoints.ts'
import { readSnapAnswer } from '../snap/response.ts'
import { phoneNumber } from '../values/phone-number.ts'
import { rupiah } from '../values/rupiah.ts'
import { buildBalance, readBalance } from './balance.ts'
import { buildInquiry, readInquiry } from './inquiry.ts'
import { keepMasked } from './mask.ts'
import { buildStatus, neverHappenedAfterMillis, readStatus } from './status.ts'
import type { TopUpSubject } from './top-up-data.ts'
import { buildTransfer, readTransfer } from './transfer.ts'

const t0 = Date.parse('2026-11-22T10:00:00+07:00')
const terms = { preInquiryFlag: 'N', senderInstitutionID: '999' }
const amount = rupiah(10_000)
const number = '217000000001'
const idr = (value: string) => ({ value, currency: 'IDR' })

const subject: TopUpSubject = {
  id: 'top_1',
  kind: 'top-up',
  merchant: 'default',
  reference: ' top-up ORDER-1',
  number,
  parentId: null,
  state: 'sent',
  data: {
    shopReference: 'ORDER-1',
    amount,
    terms,
    sealedPhone: 'sealed',
    maskedPhone: '0812****7890',
    inquiredAt: t0,
    confirmedAt: t0 + 30_000,
    sentAt: t0 + 30_100,
    misses: 0,
    asked: 0,
    sessionId: 'S1',
    fee: rupiah(1_000),
  },
  createdAt: t0,
}

/** An answer as it comes off the wire, read as the channel reads it. */
function answered(operation: SnapOperation, body: object, status?: number): SnapResult {
  const code = (body as { responseCode?: string }).responseCode
  const answer = {
    kind: 'answered' as const,
    status: status ?? Number(code?.slice(0, 3) ?? 200),
    headers: {},
    body: new TextEncoder().encode(JSON.stringify(body)),
  }
  return { kind: 'answered', ...readSnapAnswer({ operation, answer }) }
}
const lost: SnapResult = { kind: 'no-answer', sent: 'maybe', reason: 'timeout' }
const unsent: SnapResult = { kind: 'no-answer', sent: 'no', reason: 'connection-refused' }

const printed = {
  responseCode: '2003700',
  responseMessage: 'Request has been processed succesfully',
  referenceNo: '20220728000000001',
  partnerReferenceNo: number,
  sessionId: 'S1',
  customerNumber: 'XXXXXXXX0001',
  customerName: 'C**tomer Na**',
  cusgtomerMonthlyLimit: '40000000',
  minAmount: idr('10000.00'),
  maxAmount: idr('20000000.00'),
  amount: idr('10000.00'),
  feeAmount: idr('1000.00'),
  feeType: 'Admin fee',
  additionalInfo: terms,
}

describe('the inquiry', () => {
  it('asks with the partner’s terms', () => {
    const call = buildInquiry({ number, phone: phoneNumber('0812 3456 7890'), amount, terms, now: t0 })
    expect(call).toEqual({
      protocol: 'snap',
      operation: 'top-up.inquiry',
      body: {
        partnerReferenceNo: number,
        customerNumber: '081234567890',
        amount: idr('10000.00'),
        transactionDate: '2026-11-22T10:00:00+07:00',
        additionalInfo: terms,
      },
    })
  })

  const read = (body: object, status?: number) =>
    readInquiry(answered('top-up.inquiry', body, status), { number, amount })

  it('takes everything from the answer that OVO prints, and constants for nothing', () => {
    expect(read(printed)).toEqual({
      type: 'inquired',
      facts: {
        sessionId: 'S1',
        customerName: 'C**tomer Na**',
        customerNumber: 'XXXXXXXX0001',
        fee: 1_000,
        feeType: 'Admin fee',
        minAmount: 10_000,
        maxAmount: 20_000_000,
        monthlyLimit: 40_000_000,
      },
    })
    expect(read({ responseCode: '2003700' })).toEqual({ type: 'inquired', facts: {} })
  })

  it.each([
    [{ customerMonthlyInLimit: '5000000' }, 5_000_000],
    [{ customerMonthlyInLimit: 5_000_000 }, 5_000_000],
    [{ customerMonthlyLimit: '5000000.00' }, 5_000_000],
    [{ cusgtomerMonthlyLimit: idr('5000000.00') }, 5_000_000],
    [{ customerMonthlyInLimit: 'a lot' }, undefined],
    [{}, undefined],
  ])('reads the monthly limit of %j', (body, monthlyLimit) => {
    expect(read({ responseCode: '2003700', ...body })).toEqual({
      type: 'inquired',
      facts: monthlyLimit === undefined ? {} : { monthlyLimit },
    })
  })

  it('has no fee when OVO names none, and none that it cannot read', () => {
    expect(read({ ...printed, feeAmount: idr('0.00') })).not.toHaveProperty('facts.fee')
    expect(read({ ...printed, feeAmount: undefined })).not.toHaveProperty('facts.fee')
    for (const feeAmount of [idr('1000.50'), idr('-1.00'), { value: '1.00', currency: 'USD' }, 1_000, 'free']) {
      expect(read({ ...printed, feeAmount })).toEqual({ type: 'strange', field: 'feeAmount' })
    }
  })

  it('is strange about another number, another amount, another call, or when nobody says whose it is', () => {
    expect(read({ ...printed, partnerReferenceNo: '1' })).toEqual({ type: 'strange', field: 'partnerReferenceNo' })
    expect(read({ ...printed, partnerReferenceNo: {} })).toEqual({ type: 'strange', field: 'partnerReferenceNo' })
    expect(read({ ...printed, amount: idr('100000.00') })).toEqual({ type: 'strange', field: 'amount' })
    expect(read({ ...printed, responseCode: '2003800' })).toEqual({ type: 'strange', field: 'responseCode' })
    expect(read({})).toEqual({ type: 'strange', field: 'responseCode' })
    expect(read({ partnerReferenceNo: number }).type).toBe('inquired')
  })

  it('refuses an amount outside the limits that OVO names', () => {
    expect(read({ ...printed, maxAmount: idr('9999.00') })).toMatchObject({ type: 'refused', reason: 'over-limit' })
    expect(read({ ...printed, minAmount: idr('10001.00') })).toMatchObject({
      type: 'refused',
      reason: 'amount-invalid',
    })
  })

  it.each([
    ['4033718', 'account-not-found'],
    ['4033705', 'account-inactive'],
    ['4033702', 'over-limit'],
    ['4043713', 'amount-invalid'],
    ['4033715', 'refused'],
    ['4003701', 'caller-fault'],
    ['4013701', 'caller-fault'],
  ])('is refused by %s: %s', (responseCode, reason) => {
    expect(read({ responseCode })).toEqual({ type: 'refused', reason, responseCode })
  })

  it.each(['2023700', '4293700', '5003700', '5043700', '4093700', '9993799'])('is unclear by %s', (responseCode) => {
    expect(read({ responseCode }).type).toBe('unclear')
  })

  it('is unclear without an answer, and when status and code disagree', () => {
    expect(readInquiry(lost, { number, amount })).toEqual({ type: 'unclear', reason: 'timeout' })
    expect(read({ responseCode: '4033718' }, 200).type).toBe('unclear')
  })
})

describe('what is masked', () => {
  it.each([
    ['C**tomer Na**', 'C**tomer Na**'],
    ['XXXXXXXX0001', 'XXXXXXXX0001'],
    ['********0001', '********0001'],
    ['Siti Aminah', 'S*** A***'],
    ['081234567890', '****7890'],
    ['+62 812-3456-7890', '****7890'],
    ['0812', '****'],
    ['Xavier', 'X***'],
  ])('%s is shown as %s', (sent, shown) => expect(keepMasked(sent)).toBe(shown))
})

describe('the transfer', () => {
  it('sends the inquiry’s number, amount, fee and session, and opens the phone number last', () => {
    expect(buildTransfer(subject)).toEqual({
      protocol: 'snap',
      operation: 'top-up.transfer',
      body: {
        partnerReferenceNo: number,
        customerNumber: 'sealed',
        amount: idr('10000.00'),
        feeAmount: idr('1000.00'),
        sessionId: 'S1',
        transactionDate: '2026-11-22T10:00:30+07:00',
        additionalInfo: terms,
      },
      sealedFields: ['customerNumber'],
    })
    const { sessionId: _, fee: __, ...bare } = subject.data
    expect(Object.keys(buildTransfer({ ...subject, data: bare }).body)).not.toContain('sessionId')
    expect(Object.keys(buildTransfer({ ...subject, data: bare }).body)).not.toContain('feeAmount')
  })

  const read = (body: object, status?: number) => readTransfer(answered('top-up.transfer', body, status), subject)

  it('has succeeded by 2003800, about this number and amount (G2)', () => {
    const done = { responseCode: '2003800', partnerReferenceNo: number, amount: idr('10000.00'), referenceNo: 'R1' }
    expect(read(done)).toEqual({ type: 'succeeded', referenceNo: 'R1' })
    expect(read({ responseCode: '2003800' })).toEqual({ type: 'succeeded', referenceNo: null })
    expect(read({ ...done, partnerReferenceNo: '1' })).toEqual({
      type: 'unclear',
      reason: 'partnerReferenceNo-differs',
    })
    expect(read({ ...done, amount: idr('10001.00') })).toEqual({ type: 'unclear', reason: 'amount-differs' })
    expect(read({ ...done, amount: 'all' })).toEqual({ type: 'unclear', reason: 'amount-differs' })
  })

  it('is asked about when the answer is the inquiry’s, as in OVO’s sample, or has no code', () => {
    expect(read(printed)).toEqual({ type: 'unclear', reason: 'other-service' })
    expect(read({ partnerReferenceNo: number })).toEqual({ type: 'unclear', reason: 'other-service' })
  })

  it.each([
    ['4033818', 'account-not-found'],
    ['4033718', 'account-not-found'],
    ['4033805', 'account-inactive'],
    ['4033802', 'over-limit'],
    ['4043813', 'amount-invalid'],
    ['4033814', 'deposit-too-low'],
    ['4033804', 'refused'],
    ['4003802', 'caller-fault'],
  ])('is refused by %s: %s', (responseCode, reason) => {
    expect(read({ responseCode })).toEqual({ type: 'refused', reason, responseCode })
  })

  it.each(['2023800', '4093800', '4093801', '5003800', '5043800', '4043818', '4033816', '9993899'])(
    'may have happened by %s',
    (responseCode) =>
      expect(read({ responseCode })).toEqual({
        type: 'unclear',
        reason: responseCode.replace(/^9.*/, 'unclear-answer'),
      }),
  )

  it('was not taken when OVO asks for patience or for another token, or it never left', () => {
    expect(read({ responseCode: '4293800' })).toEqual({ type: 'missed', reason: '4293800' })
    expect(read({ responseCode: '4013801' })).toEqual({ type: 'missed', reason: '4013801' })
    expect(readTransfer(unsent, subject)).toEqual({ type: 'missed', reason: 'connection-refused' })
    expect(readTransfer(lost, subject)).toEqual({ type: 'unclear', reason: 'timeout' })
  })
})

describe('the status', () => {
  const about = { responseCode: '2003900', originalPartnerReferenceNo: number, serviceCode: '38' }
  const read = (body: object, now = t0 + 60_000) => readStatus(answered('top-up.status', body), subject, now)

  it('asks by our number, and by OVO’s where it is known', () => {
    expect(buildStatus(subject).body).toEqual({ originalPartnerReferenceNo: number, serviceCode: '38' })
    const known = { ...subject, data: { ...subject.data, ovoReference: 'R1' } }
    expect(buildStatus(known).body).toMatchObject({ originalReferenceNo: 'R1' })
  })

  it.each([
    ['00', { type: 'succeeded', referenceNo: null }],
    ['01', { type: 'unclear', reason: 'status-01' }],
    ['02', { type: 'unclear', reason: 'status-02' }],
    ['03', { type: 'unclear', reason: 'status-03' }],
    ['04', { type: 'denied', reason: 'status-04' }],
    ['05', { type: 'denied', reason: 'status-05' }],
    ['06', { type: 'denied', reason: 'status-06' }],
    ['07', { type: 'unclear', reason: 'not-found' }],
    ['99', { type: 'unclear', reason: 'status-99' }],
    [undefined, { type: 'unclear', reason: 'status-missing' }],
  ])('%s means %j', (latestTransactionStatus, event) => {
    expect(read({ ...about, latestTransactionStatus })).toEqual(event)
  })

  it('believes “not found” only an hour after the sending', () => {
    const sentAt = subject.data.sentAt ?? 0
    for (const body of [{ responseCode: '4043901' }, { ...about, latestTransactionStatus: '07' }]) {
      expect(read(body, sentAt + neverHappenedAfterMillis - 1)).toEqual({ type: 'unclear', reason: 'not-found' })
      expect(read(body, sentAt + neverHappenedAfterMillis)).toEqual({ type: 'never-happened' })
    }
  })

  it('settles nothing about another number or amount, in either direction', () => {
    for (const latestTransactionStatus of ['00', '06']) {
      const body = { ...about, latestTransactionStatus }
      expect(read({ ...body, originalPartnerReferenceNo: '1' }).type).toBe('unclear')
      expect(read({ ...body, originalPartnerReferenceNo: undefined }).type).toBe('unclear')
      expect(read({ ...body, amount: idr('1.00') })).toEqual({ type: 'unclear', reason: 'amount-differs' })
    }
  })

  it('settles nothing by a refusal of the question', () => {
    for (const responseCode of ['4033918', '4013900', '5003900', '4043900', '2023900']) {
      expect(read({ responseCode }).type).toBe('unclear')
    }
    expect(readStatus(lost, subject, t0).type).toBe('unclear')
  })
})

describe('the deposit balance', () => {
  it('is a GET of its own', () => {
    expect(snapEndpoints[buildBalance().operation]).toMatchObject({ method: 'GET', effect: 'read' })
  })

  const read = (body: object) => readBalance(answered('top-up.balance', { responseCode: '2001100', ...body }))

  it.each([
    { accountInfos: [{ balanceType: 'Cash', availableBalance: idr('750000.00') }] },
    { availableBalance: idr('750000.00') },
    { balance: idr('750000') },
    { amount: idr('750000.0') },
    { additionalInfo: { balance: idr('750000.00') } },
  ])('is read from %j', (body) => expect(read(body)).toEqual({ type: 'known', available: 750_000 }))

  it('may be nothing, and is never guessed', () => {
    expect(read({ balance: idr('0.00') })).toEqual({ type: 'known', available: 0 })
    for (const body of [
      {},
      { balance: idr('0.50') },
      { balance: '750000' },
      { accountInfos: [] },
      { accountInfos: 'x' },
    ]) {
      expect(read(body)).toEqual({ type: 'strange' })
    }
  })

  it('is refused or unclear like any other call', () => {
    expect(read({ responseCode: '4011100' })).toEqual({ type: 'refused', responseCode: '4011100' })
    expect(read({ responseCode: '5001100' })).toEqual({ type: 'unclear', reason: '5001100' })
    expect(readBalance(lost)).toEqual({ type: 'unclear', reason: 'timeout' })
  })
})

test('no reader ever throws, and none calls nonsense a success', () => {
  const field = fc.constantFrom('responseCode', 'amount', 'feeAmount', 'partnerReferenceNo', 'latestTransactionStatus')
  fc.assert(
    fc.property(fc.dictionary(field, fc.jsonValue()), fc.constantFrom(200, 202, 403, 404, 500), (body, status) => {
      const transfer = readTransfer(answered('top-up.transfer', body, status), subject)
      expect(transfer.type).not.toBe('succeeded')
      expect(readStatus(answered('top-up.status', body, status), subject, t0).type).not.toBe('succeeded')
      expect(readInquiry(answered('top-up.inquiry', body, status), { number, amount }).type).not.toBe('inquired')
      expect(readBalance(answered('top-up.balance', body, status)).type).toBeTypeOf('string')
    }),
    { numRuns: 10_000 },
  )
})
