import { describe, expect, it } from 'vitest'
import type { SnapResult } from '../snap/call.ts'
import type { JsonObject } from '../values/json.ts'
import { rupiah } from '../values/rupiah.ts'
import { readRefundAnswer } from './refund.ts'

const now = Date.parse('2026-11-22T10:01:00+07:00')
const refund = {
  number: '21700000000101',
  data: {
    amount: rupiah(25_000),
    isAutomatic: false,
    cutoffAt: now + 3_600_000,
    sends: 1,
    misses: 0,
    asked: 0,
    paymentNumber: '217000000001',
    merchantId: 'M1',
  },
}
const answered = (body: JsonObject, responseCode: string | null = '2007800'): SnapResult => {
  return { kind: 'answered', class: 'succeeded', responseCode, message: null, ovoErrorCode: null, body }
}

describe('readRefundAnswer (G2)', () => {
  it('takes a success with its code, or with our number', () => {
    expect(readRefundAnswer(answered({}), refund).type).toBe('succeeded')
    expect(readRefundAnswer(answered({ partnerRefundNo: '21700000000101' }, null), refund).type).toBe('succeeded')
  })

  it('does not take an empty object on HTTP 200 for a refund', () => {
    expect(readRefundAnswer(answered({}, null), refund)).toEqual({ type: 'unclear', reason: 'no-response-code' })
  })

  it.each([
    ['partnerRefundNo', true],
    ['originalPartnerReferenceNo', {}],
    ['refundAmount', '25000.00'],
    ['refundAmount', []],
  ] as const)('does not take a %s of a wrong kind (%j) for one that was left out', (field, value) => {
    expect(readRefundAnswer(answered({ [field]: value }), refund)).toEqual({
      type: 'unclear',
      reason: `${field}-differs`,
    })
  })
})
