import fc from 'fast-check'
import type { QrisData } from '../../packages/core/src/qris/qris-data.ts'
import type { QrisRefundData } from '../../packages/core/src/qris/refund.ts'
import type { SnapResult } from '../../packages/core/src/snap/call.ts'
import { resolveSnapDialect } from '../../packages/core/src/snap/dialect.ts'
import type { SnapOperation } from '../../packages/core/src/snap/endpoints.ts'
import { readSnapAnswer } from '../../packages/core/src/snap/response.ts'
import { snapCases } from '../../packages/core/src/snap/response-code.ts'
import type { HttpAnswer } from '../../packages/core/src/values/http.ts'
import { rupiah } from '../../packages/core/src/values/rupiah.ts'
import { nastyText } from './hostile.ts'

export const now = Date.parse('2026-11-22T10:01:00+07:00')
const createdAt = now - 30_000

/** A payment that is being asked about, and its refund. */
export const payment = {
  number: '217000000001',
  state: 'awaiting-scan' as const,
  createdAt,
  data: {
    amount: rupiah(25_000),
    merchantId: 'SIM0000001',
    terminalId: 'T0000001',
    latePayment: 'accept',
    sentAt: createdAt,
    answeredAt: createdAt + 400,
    referenceNo: 'OVO-REF-1',
    asked: 0,
  } satisfies QrisData,
}

export const refund = {
  number: '21700000000101',
  data: {
    amount: rupiah(25_000),
    isAutomatic: false,
    cutoffAt: Date.parse('2026-11-22T23:59:59.999+07:00'),
    sends: 1,
    misses: 0,
    asked: 0,
    paymentNumber: payment.number,
    paymentReferenceNo: 'OVO-REF-1',
    merchantId: 'SIM0000001',
  } satisfies QrisRefundData,
}

/** OVO's answer to a query about `payment`, paid, with every identity in it. */
export const paidAnswer = {
  responseCode: '2005100',
  responseMessage: 'Successful',
  originalReferenceNo: 'OVO-REF-1',
  originalPartnerReferenceNo: payment.number,
  serviceCode: '47',
  latestTransactionStatus: '00',
  transactionStatusDesc: 'Success',
  paidTime: '2026-11-22T10:00:50+07:00',
  amount: { value: '25000.00', currency: 'IDR' },
  merchantId: 'SIM0000001',
  terminalId: 'T0000001',
}

const right = (...values: readonly unknown[]): fc.Arbitrary<unknown> => fc.constantFrom(...values)

/** Every field that our readers look at, with values that are right, and right for something else. */
export const answerFields: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  responseCode: fc.oneof(
    right('2004700', '2005100', '2007800', '2007300', '2027800', '4047801', '4045101', '5005100', 2_005_100),
    fc.constantFrom(...snapCases).map(({ status, caseCode }) => `${status}78${caseCode}`),
  ),
  responseMessage: right('Successful', 'Request in progress'),
  latestTransactionStatus: right('00', '01', '02', '03', '04', '05', '06', '07', '99', 0, '0'),
  originalPartnerReferenceNo: right(payment.number, Number(payment.number), '217000000002'),
  originalReferenceNo: right('OVO-REF-1', 'OVO-REF-2'),
  partnerReferenceNo: right(payment.number, '217000000002'),
  partnerRefundNo: right(refund.number, '21700000000102'),
  referenceNo: right('OVO-REF-1'),
  refundNo: right('OVO-REFUND-1'),
  amount: right({ value: '25000.00', currency: 'IDR' }, { value: '25000.01', currency: 'IDR' }, '25000.00'),
  refundAmount: right({ value: '25000.00', currency: 'IDR' }, { value: '2500.00', currency: 'IDR' }),
  merchantId: right('SIM0000001'),
  terminalId: right('T0000001'),
  paidTime: right(paidAnswer.paidTime, '2026-11-22T09:00:00+07:00'),
  refundTime: right(paidAnswer.paidTime),
  qrContent: right('00020101021263041234'),
  accessToken: right('a.b.c'),
  tokenType: right('Bearer', 'bearer', 'Basic'),
  expiresIn: right('900', 900, -1, '1e99'),
  data: right({ error: { code: 'OV00502' } }),
}

export const status: fc.Arbitrary<number> = fc.oneof(
  fc.constantFrom(...new Set(snapCases.map((row) => Number(row.status)))),
  fc.integer({ min: 100, max: 599 }),
)

export const answer = (httpStatus: number, body: Uint8Array): HttpAnswer => ({
  kind: 'answered',
  status: httpStatus,
  headers: {},
  body,
})

export const dialects = [resolveSnapDialect(), resolveSnapDialect({ refundInconsistent: 'succeeded' })] as const

/** What the readers of operations get: an answer as far as all SNAP answers are alike. */
export function read(
  operation: SnapOperation,
  httpStatus: number,
  body: Uint8Array,
  dialect = dialects[0],
): SnapResult {
  return { kind: 'answered', ...readSnapAnswer({ operation, answer: answer(httpStatus, body), dialect }) }
}

export const bytes = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value))

/** What a header may hold at all: an HTTP parser lets nothing else through. */
export const inHeader = (text: string): string => text.replaceAll(/[^\t\x20-\x7e\x80-\xff]/g, '?').trim()

/** Header sets as a server hands them over: any names and values, and those that matter more often. */
export const nastyHeaders: fc.Arbitrary<Record<string, string>> = fc
  .tuple(
    fc.record(
      Object.fromEntries(
        ['x-timestamp', 'x-signature', 'x-partner-id', 'x-client-key', 'authorization', 'x-external-id'].map((name) => [
          name,
          fc.oneof(
            nastyText.map(inHeader),
            fc.constantFrom(
              '2026-11-22T10:01:00+07:00',
              'tokosimulasi',
              'Bearer a.b.c.d',
              'ab'.repeat(64),
              'A'.repeat(344),
            ),
          ),
        ]),
      ),
      { requiredKeys: [] },
    ),
    fc.dictionary(fc.stringMatching(/^[a-z_-]{1,20}$/), nastyText.map(inHeader), { maxKeys: 3 }),
  )
  .map(([known, more]) => ({ ...more, ...(known as Record<string, string>) }))
