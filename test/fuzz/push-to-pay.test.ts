import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { PushToPayAsked } from '../../packages/core/src/push-to-pay/answer.ts'
import { readInquiry } from '../../packages/core/src/push-to-pay/inquiry.ts'
import { readPush } from '../../packages/core/src/push-to-pay/push.ts'
import { readPushToPayCode } from '../../packages/core/src/push-to-pay/response-codes.ts'
import { readReversal } from '../../packages/core/src/push-to-pay/reversal.ts'
import { readPushStatus, readVoidStatus } from '../../packages/core/src/push-to-pay/status.ts'
import { readVoid } from '../../packages/core/src/push-to-pay/void.ts'
import type { HttpResult } from '../../packages/core/src/values/http.ts'
import { readJsonObject } from '../../packages/core/src/values/json.ts'
import { merchantInvoice } from '../../packages/core/src/values/merchant-invoice.ts'
import { rupiah } from '../../packages/core/src/values/rupiah.ts'
import { runs, timeout } from './bounds.ts'
import { nastyBody, nastyJson, nastyText } from './hostile.ts'
import { answer, bytes, now, status } from './wire.ts'

const asked: PushToPayAsked = {
  transaction: {
    amount: rupiah(25_000),
    batchNo: 4,
    referenceNumber: 123_412,
    pushedAt: now - 30_000,
    merchantInvoice: merchantInvoice('TOKO-2026-1'),
  },
  terminalId: '00300001',
  mid: '0010000000MM001',
}

const paid = {
  type: '0210',
  processingCode: '040000',
  amount: 25_000,
  date: '2026-11-22 10:00:30.000',
  traceNumber: 3451,
  hostTime: '100031',
  hostDate: '1122',
  referenceNumber: 123_412,
  approvalCode: '410315',
  responseCode: '00',
  tid: '00300001',
  mid: '0010000000MM001',
  transactionRequestData: { merchantInvoice: 'TOKO-2026-1', batchNo: '000004', phone: '081200000400' },
  transactionResponseData: { ovoid: '********0400' },
}

const right = (...values: readonly unknown[]): fc.Arbitrary<unknown> => fc.constantFrom(...values)
const fields: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  type: right('0210', '0110', '0410', 210),
  processingCode: right('040000', '020040', 40_000),
  amount: right(25_000, '25000', '25000.00', 25_000.5, 2_500),
  referenceNumber: right(123_412, '123412', 123_413),
  responseCode: fc.oneof(
    right('00', '13', '14', '17', '25', '40', '68', '94', 0),
    fc.stringMatching(/^[0-9A-Z]{1,3}$/),
  ),
  tid: right('00300001', '00300002'),
  mid: right('0010000000MM001'),
  approvalCode: right('410315'),
  transactionRequestData: right(paid.transactionRequestData, { merchantInvoice: 'OTHER', batchNo: 4 }, {}),
  transactionResponseData: right({ ovoid: '********0400' }, { ovoid: '081200000400' }),
}

const readers: Readonly<Record<string, (result: HttpResult) => { readonly type: string }>> = {
  readInquiry,
  readPush: (result) => readPush(result, asked),
  readReversal: (result) => readReversal(result, asked),
  readPushStatus: (result) => readPushStatus(result, asked),
  readVoid: (result) => readVoid(result, asked),
  readVoidStatus: (result) => readVoidStatus(result, asked),
}

describe('no reader of Push To Pay throws, and none takes silence or noise for an outcome (G2)', () => {
  test.each(Object.entries(readers))('%s', { timeout }, (_, reader) => {
    fc.assert(
      fc.property(status, nastyBody(fields), (httpStatus, body) => {
        const { type } = reader(answer(httpStatus, body))
        const code = readPushToPayCode(readJsonObject(body)?.responseCode)
        if (code === null) expect(type).toBe('unknown')
        if (['paid', 'succeeded', 'acknowledged', 'registered'].includes(type)) {
          expect([code?.class, httpStatus >= 200 && httpStatus < 300]).toEqual(['approved', true])
        }
      }),
      { numRuns: runs },
    )
  })
})

describe('paid is only said of the very answer that says it about this push (G4)', () => {
  const push = (body: object): string => readPush(answer(200, bytes(body)), asked).type

  test('the right answer is paid', () => expect(push(paid)).toBe('paid'))

  /** Other spellings of the same number, which OVO's own samples mix. */
  const isSame = (theirs: unknown, ours: unknown): boolean => {
    if (theirs === undefined || theirs === null || theirs === '' || theirs === ours) return true
    const isNumeral = typeof theirs === 'number' || (typeof theirs === 'string' && /^\d{1,15}(\.0+)?$/.test(theirs))
    return isNumeral && Number(theirs) === Number(ours)
  }
  const wrong = (text: string): fc.Arbitrary<unknown> =>
    fc.oneof(
      right(` ${text}`, `${text}x`, `${text}1`, text.slice(1), [text], { text }, true, -1, `-${text}`),
      nastyText,
      nastyJson,
    )

  test.each(['amount', 'referenceNumber', 'tid', 'mid', 'type', 'processingCode'] as const)(
    'with another %s it is not',
    { timeout },
    (field) => {
      fc.assert(
        fc.property(wrong(String(paid[field])), (value) => {
          fc.pre(!isSame(JSON.parse(JSON.stringify(value)), paid[field]))
          expect(push({ ...paid, [field]: value })).not.toBe('paid')
        }),
        { numRuns: runs },
      )
    },
  )

  test.each(['merchantInvoice', 'batchNo'] as const)('with another %s it is not', { timeout }, (field) => {
    const request = paid.transactionRequestData
    fc.assert(
      fc.property(wrong(request[field]), (value) => {
        fc.pre(!isSame(JSON.parse(JSON.stringify(value)), request[field]))
        expect(push({ ...paid, transactionRequestData: { ...request, [field]: value } })).not.toBe('paid')
      }),
      { numRuns: runs },
    )
  })

  test('with another code or HTTP status it is not', { timeout }, () => {
    fc.assert(
      fc.property(status, wrong('00'), (httpStatus, responseCode) => {
        // Spaces around it and a lost zero are allowed for.
        fc.pre(typeof responseCode === 'object' || !/^\s*0{1,2}\s*$/.test(String(responseCode)))
        expect(push({ ...paid, responseCode })).not.toBe('paid')
        const { type } = readPush(answer(httpStatus, bytes(paid)), asked)
        if (httpStatus < 200 || httpStatus > 299) expect(type).not.toBe('paid')
      }),
      { numRuns: runs },
    )
  })
})
