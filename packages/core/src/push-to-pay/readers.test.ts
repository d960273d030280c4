import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { HttpResult } from '../values/http.ts'
import { merchantInvoice } from '../values/merchant-invoice.ts'
import { phoneNumber } from '../values/phone-number.ts'
import { rupiah } from '../values/rupiah.ts'
import type { PushToPayAsked } from './answer.ts'
import { buildInquiry, readInquiry } from './inquiry.ts'
import { buildPush, readPush } from './push.ts'
import { buildReversal, readReversal } from './reversal.ts'
import { buildPushStatus, buildVoidStatus, readPushStatus, readVoidStatus } from './status.ts'
import { buildVoid, readVoid } from './void.ts'

const asked: PushToPayAsked = {
  transaction: {
    amount: rupiah(950_000),
    batchNo: 4,
    referenceNumber: 123_412,
    merchantInvoice: merchantInvoice('MM001-2017-10-29-213'),
    pushedAt: 1_509_644_103_249,
  },
  terminalId: '00300001',
  mid: '0010000000MM001',
}

// Shape of a real answer as a public integration keeps it in its tests; name and number are invented.
const sample = {
  type: '0210',
  processingCode: '040000',
  amount: 950_000,
  date: '2017-11-03 00:35:03.249',
  traceNumber: 3451,
  hostTime: '003503',
  hostDate: '1103',
  referenceNumber: 123_412,
  approvalCode: '410315',
  responseCode: '00',
  tid: '00300001',
  mid: '0010000000MM001',
  transactionRequestData: {
    merchantInvoice: 'MM001-2017-10-29-213',
    batchNo: '000004',
    phone: '081200000400',
  },
  transactionResponseData: {
    storeAddress1: 'jalan',
    ovoid: '********0400',
    cashUsed: '0',
    cashBalance: '12000',
    fullName: 'BUDI SANTOSO',
    ovoPointsUsed: '950000',
    ovoPointsBalance: '2130700',
    paymentType: 'PUSH TO PAY',
  },
}

const raw = (text: string | Uint8Array, status = 200): HttpResult => ({
  kind: 'answered',
  status,
  headers: {},
  body: typeof text === 'string' ? new TextEncoder().encode(text) : text,
})
const answer = (body: object, status = 200): HttpResult => raw(JSON.stringify(body), status)
const push = (more: object = {}, status = 200) => readPush(answer({ ...sample, ...more }, status), asked)

describe('a paid push', () => {
  it('keeps what books need and nothing that says who paid', () => {
    const outcome = push()
    expect(outcome).toEqual({
      type: 'paid',
      receipt: {
        approvalCode: '410315',
        traceNumber: '3451',
        hostDate: '1103',
        hostTime: '003503',
        cashUsed: 0,
        pointsUsed: 950_000,
        maskedOvoId: '****0400',
      },
    })
    expect(JSON.stringify(outcome)).not.toMatch(/BUDI|0812|2130700|12000/)
  })

  it.each([
    ['numbers as text', { amount: '950000', referenceNumber: '123412' }],
    ['padded and unpadded', { referenceNumber: '0123412', transactionRequestData: { batchNo: 4 } }],
    ['decimals of nothing', { amount: '950000.00' }],
    ['no leading zeros in type', { type: '210', processingCode: '40000' }],
    ['numbers for codes', { type: 210, processingCode: 40_000, responseCode: 0, tid: 300_001 }],
    ['no response block', { transactionResponseData: undefined }],
    ['a null response block', { transactionResponseData: null }],
    ['no request block', { transactionRequestData: undefined }],
    ['no amount, tid, mid', { amount: undefined, tid: '', mid: null }],
  ])('is read with %s', (_, more) => expect(push(more).type).toBe('paid'))

  it('keeps no odd text', () => {
    const odd = {
      approvalCode: 'Budi Santoso 081234567890',
      transactionResponseData: { ovoid: '081234567890', cashUsed: {}, ovoPointsUsed: '-1' },
    }
    expect(push(odd)).toMatchObject({
      receipt: { approvalCode: null, maskedOvoId: '****7890', cashUsed: null, pointsUsed: null },
    })
  })

  const block = sample.transactionRequestData
  it.each([
    ['merchantInvoice', { transactionRequestData: { ...block, merchantInvoice: 'OTHER' } }],
    ['merchantInvoice', { transactionRequestData: { ...block, merchantInvoice: {} } }],
    ['merchantInvoice', { transactionRequestData: { ...block, merchantInvoice: 'mm001-2017-10-29-213' } }],
    ['batchNo', { transactionRequestData: { ...block, batchNo: '000005' } }],
    ['referenceNumber', { referenceNumber: 123_413 }],
    ['referenceNumber', { referenceNumber: ['123412'] }],
    ['amount', { amount: 950_001 }],
    ['amount', { amount: '950.000' }],
    ['amount', { amount: -950_000 }],
    ['tid', { tid: '00300002' }],
    ['mid', { mid: 1 }],
    ['type', { type: '0410' }],
    ['type', { type: undefined }],
    ['type', { processingCode: '020040' }],
    ['identity', { referenceNumber: undefined, transactionRequestData: {} }],
  ])('is mismatched when %s differs: %j', (field, more) => {
    expect(push(more)).toEqual({ type: 'mismatched', field })
  })

  it('is not believed on an HTTP status that says otherwise', () => {
    expect(push({}, 500).type).toBe('unknown')
    expect(push({}, 404).type).toBe('unknown')
  })
})

describe('a push that is not paid', () => {
  it.each([
    ['17', 'declined'],
    ['14', 'refused'],
    ['26', 'refused'],
    ['51', 'refused'],
    ['63', 'configuration'],
    ['eb', 'configuration'],
    ['40', 'used'],
    [94, 'used'],
  ])('%j is %s, on any HTTP status', (responseCode, type) => {
    expect(push({ responseCode }).type).toBe(type)
    expect(push({ responseCode }, 400).type).toBe(type)
    expect(readPush(answer({ responseCode }), asked).type).toBe(type)
  })

  it.each(['68', 'ER', 'BB', '99', '25', '54', '73'])('%s is unknown', (responseCode) => {
    expect(push({ responseCode })).toEqual({ type: 'unknown', reason: `code-${responseCode}` })
  })

  it('is not refused by an answer about another one', () => {
    expect(push({ responseCode: '17', referenceNumber: 1 })).toEqual({
      type: 'unknown',
      reason: 'referenceNumber-differs',
    })
    expect(push({ responseCode: '17', type: '0110' })).toEqual({ type: 'unknown', reason: 'other-operation' })
  })
})

const cut = JSON.stringify(sample).slice(0, -30)
const unclear: readonly (readonly [string, HttpResult, string])[] = [
  ['an empty 404', raw('', 404), 'empty-404'],
  ['an empty 200', raw(''), 'empty-200'],
  ['a cut answer', raw(cut), 'not-json'],
  ['a page', raw('<html>504</html>', 504), 'not-json'],
  ['a list', raw('[{"responseCode":"00"}]'), 'not-json'],
  ['bytes that are not UTF-8', raw(new Uint8Array([0xff, 0xfe])), 'not-json'],
  ['no code', answer({ ...sample, responseCode: undefined }), 'no-response-code'],
  ['an empty code', answer({ ...sample, responseCode: '' }), 'no-response-code'],
  ['a code of a wrong kind', answer({ ...sample, responseCode: ['00'] }), 'no-response-code'],
  ['a time-out', { kind: 'no-answer', sent: 'maybe', reason: 'timeout' }, 'timeout'],
]

describe.each(unclear)('%s', (_, result, reason) => {
  it.each([
    ['push', readPush(result, asked)],
    ['status', readPushStatus(result, asked)],
    ['reversal', readReversal(result, asked)],
    ['void', readVoid(result, asked)],
    ['void status', readVoidStatus(result, asked)],
    ['inquiry', readInquiry(result)],
  ])('leaves a %s unknown', (_operation, outcome) => expect(outcome).toEqual({ type: 'unknown', reason }))
})

it('knows what never left', () => {
  const never: HttpResult = { kind: 'no-answer', sent: 'no', reason: 'connection-refused' }
  expect(readPush(never, asked)).toEqual({ type: 'unsent', reason: 'connection-refused' })
  expect(readVoid(never, asked)).toEqual({ type: 'unsent', reason: 'connection-refused' })
  expect(readReversal(never, asked).type).toBe('unknown')
  expect(readPushStatus(never, asked).type).toBe('unknown')
})

describe('a status check', () => {
  const status = (more: object, code = 200) => readPushStatus(answer({ ...sample, type: '0110', ...more }, code), asked)

  it.each([
    ['00', 'paid'],
    ['25', 'not-found'],
    ['73', 'reversed'],
    ['54', 'too-old'],
    ['17', 'failed'],
    ['26', 'failed'],
    ['68', 'unknown'],
    ['63', 'unknown'],
    ['13', 'unknown'],
    ['96', 'unknown'],
    ['40', 'unknown'],
    ['ZZ', 'unknown'],
  ])('%s is %s', (responseCode, type) => expect(status({ responseCode }).type).toBe(type))

  it('reads a code that comes with an HTTP error', () => {
    expect(status({ responseCode: '25' }, 404).type).toBe('not-found')
    expect(status({ responseCode: '00' }, 404).type).toBe('unknown')
  })

  it('is paid only about this push', () => {
    expect(status({ amount: 1 })).toEqual({ type: 'mismatched', field: 'amount' })
    expect(status({ type: '0210' })).toEqual({ type: 'mismatched', field: 'type' })
    expect(status({ responseCode: '25', referenceNumber: 9 })).toMatchObject({ type: 'unknown' })
  })
})

describe('a reversal', () => {
  const reversal = (more: object, code = 200) => readReversal(answer({ ...sample, type: '0410', ...more }, code), asked)

  it('is acknowledged by 00 about this push, and by nothing else', () => {
    expect(reversal({})).toEqual({ type: 'acknowledged' })
    expect(readReversal(answer({ responseCode: '00' }), asked)).toEqual({ type: 'acknowledged' })
    for (const more of [{ responseCode: '25' }, { responseCode: '17' }, { type: '0210' }, { referenceNumber: 1 }]) {
      expect(reversal(more).type).toBe('unknown')
    }
    expect(reversal({}, 500).type).toBe('unknown')
  })
})

describe('a void', () => {
  const asVoid = (more: object) => readVoid(answer({ ...sample, processingCode: '020040', ...more }), asked)
  const voidStatus = (more: object) =>
    readVoidStatus(answer({ ...sample, type: '0110', processingCode: '020040', ...more }), asked)

  it('succeeds, is refused, or is unknown', () => {
    expect(asVoid({})).toEqual({ type: 'succeeded', approvalCode: '410315' })
    expect(asVoid({ responseCode: '57' })).toEqual({ type: 'refused', responseCode: '57' })
    for (const more of [
      { responseCode: '94' },
      { responseCode: '25' },
      { responseCode: '68' },
      { amount: 1 },
      { processingCode: '040000' },
      { type: undefined },
      { responseCode: '57', referenceNumber: 1 },
    ]) {
      expect(asVoid(more).type).toBe('unknown')
    }
  })

  it('is asked about', () => {
    expect(voidStatus({})).toEqual({ type: 'succeeded' })
    expect(voidStatus({ responseCode: '25' })).toEqual({ type: 'not-found' })
    expect(voidStatus({ responseCode: '25', referenceNumber: 1 }).type).toBe('unknown')
    expect(voidStatus({ responseCode: '17' }).type).toBe('unknown')
    expect(voidStatus({ processingCode: '040000' }).type).toBe('unknown')
  })
})

describe('an inquiry', () => {
  const inquiry = (more: object) => readInquiry(answer({ type: '0110', processingCode: '050000', ...more }))

  it.each([
    ['00', { type: 'registered' }],
    ['14', { type: 'not-registered' }],
    ['63', { type: 'configuration', responseCode: '63' }],
    ['68', { type: 'unknown', reason: 'code-68' }],
  ])('%s', (responseCode, outcome) => expect(inquiry({ responseCode })).toEqual(outcome))

  it('reads an answer of another operation as nothing', () => {
    expect(inquiry({ responseCode: '00', processingCode: '040000' })).toEqual({
      type: 'unknown',
      reason: 'other-operation',
    })
  })
})

it('builds one call per operation', () => {
  const { transaction } = asked
  const sealedPhone = 'sealed'
  const input = { transaction, sealedPhone }
  const calls = [
    buildPush(input),
    buildReversal(input),
    buildVoid(input),
    buildPushStatus(input),
    buildVoidStatus(input),
  ]
  expect(calls.map(({ operation }) => operation)).toEqual(['push', 'reversal', 'void', 'push-status', 'void-status'])
  for (const call of calls)
    expect(call).toMatchObject({ protocol: 'push-to-pay', fields: { transaction }, sealedPhone })
  expect(buildPushStatus({ ...input, answerBy: 5 }).answerBy).toBe(5)
  expect(buildInquiry({ phone: phoneNumber('081200000000') }).fields).toEqual({ phone: '081200000000' })
})

it('never throws, and calls nothing paid that OVO did not', () => {
  const key = fc.constantFrom(...Object.keys(sample), 'transactionRequestData', 'fullName')
  const bodies = fc.oneof(
    fc.uint8Array({ maxLength: 60 }),
    fc.string().map((text) => new TextEncoder().encode(text)),
    fc.dictionary(key, fc.jsonValue(), { maxKeys: 8 }).map((more) => new TextEncoder().encode(JSON.stringify(more))),
    fc
      .dictionary(key, fc.jsonValue(), { maxKeys: 3 })
      .map((more) => new TextEncoder().encode(JSON.stringify({ ...sample, ...more }))),
  )
  fc.assert(
    fc.property(bodies, fc.constantFrom(200, 201, 400, 404, 500), (body, status) => {
      const result = raw(body, status)
      for (const read of [readPush, readPushStatus, readReversal, readVoid, readVoidStatus]) {
        const outcome = read(result, asked)
        expect(JSON.stringify(outcome)).not.toContain('BUDI')
        if (outcome.type === 'paid') expect(status).toBeLessThan(300)
      }
      readInquiry(result)
    }),
  )
})
