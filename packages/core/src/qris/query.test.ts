import { describe, expect, it } from 'vitest'
import type { SnapResult } from '../snap/call.ts'
import type { JsonObject } from '../values/json.ts'
import { rupiah } from '../values/rupiah.ts'
import { readQuery } from './query.ts'

const now = Date.parse('2026-11-22T10:01:00+07:00')
const asked = {
  number: '217000000001',
  state: 'awaiting-scan' as const,
  createdAt: now - 30_000,
  data: {
    amount: rupiah(25_000),
    merchantId: 'M1',
    terminalId: 'T1',
    latePayment: 'accept' as const,
    asked: 0,
    sentAt: now - 30_000,
    answeredAt: now - 29_500,
    referenceNo: 'OVO-1',
  },
}
const paid = { latestTransactionStatus: '00', originalPartnerReferenceNo: '217000000001', originalReferenceNo: 'OVO-1' }
const answered = (body: JsonObject): SnapResult => {
  return { kind: 'answered', class: 'succeeded', responseCode: '2005100', message: null, ovoErrorCode: null, body }
}

describe('readQuery (G4)', () => {
  it.each([undefined, null, ''])('does not hold against OVO what it leaves out: %j', (value) => {
    const body = { ...paid, originalReferenceNo: value, merchantId: value, terminalId: value, paidTime: value }
    expect(readQuery(answered(body), asked, now)).toMatchObject({ type: 'paid', paidAt: now })
  })

  it.each(['originalReferenceNo', 'merchantId', 'terminalId', 'paidTime'])(
    'does not take a %s that is no text for one that was left out',
    (field) => {
      for (const value of [true, {}, [], ['OVO-1'], { value: 'M1' }])
        expect(readQuery(answered({ ...paid, [field]: value }), asked, now)).toEqual({ type: 'mismatched', field })
    },
  )

  it('keeps no reference that a store would refuse', () => {
    const { referenceNo: _, ...data } = asked.data
    for (const value of ['a\0b', 'half \ud800', 'x'.repeat(129)])
      expect(readQuery(answered({ ...paid, originalReferenceNo: value }), { ...asked, data }, now)).toMatchObject({
        type: 'paid',
        referenceNo: null,
      })
    expect(readQuery(answered({ ...paid, latestTransactionStatus: '0\0' }), asked, now)).toEqual({
      type: 'inconclusive',
      reason: 'no-status',
    })
  })
})
