import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { numbersAt, sequenceFloor, sequenceName, sixDigits } from './sequence.ts'

const jakarta = (text: string): number => Date.parse(`${text}+07:00`)

/** What a store does: the greater of the last position plus one and the floor. */
function counter(method: 'daily' | 'rolling', start?: { batchNo: number; referenceNumber: number }) {
  let last = 0
  return (now: number) => {
    last = Math.max(last + 1, sequenceFloor({ method, now, ...(start === undefined ? {} : { start }) }))
    return numbersAt(last)
  }
}

describe('rolling', () => {
  it('begins where it is told and rolls over after 999999', () => {
    const next = counter('rolling', { batchNo: 7, referenceNumber: 999_998 })
    expect([next(0), next(0), next(0)]).toEqual([
      { batchNo: 7, referenceNumber: 999_998 },
      { batchNo: 7, referenceNumber: 999_999 },
      { batchNo: 8, referenceNumber: 1 },
    ])
  })

  it('begins at 1 and 1 by itself', () => {
    expect(counter('rolling')(0)).toEqual({ batchNo: 1, referenceNumber: 1 })
  })
})

describe('daily', () => {
  it('begins a batch with each Jakarta day', () => {
    const next = counter('daily')
    expect(next(jakarta('2026-01-31T23:59:59.999'))).toEqual({ batchNo: 260_131, referenceNumber: 1 })
    expect(next(jakarta('2026-01-31T23:59:59.999'))).toEqual({ batchNo: 260_131, referenceNumber: 2 })
    expect(next(jakarta('2026-02-01T00:00:00.000'))).toEqual({ batchNo: 260_201, referenceNumber: 1 })
  })

  it('goes on when the clock goes back', () => {
    const next = counter('daily')
    next(jakarta('2026-02-01T00:00:00'))
    expect(next(jakarta('2026-01-31T23:59:59'))).toEqual({ batchNo: 260_201, referenceNumber: 2 })
  })

  it('stays above a start that lies ahead', () => {
    const next = counter('daily', { batchNo: 300_000, referenceNumber: 5 })
    expect(next(jakarta('2026-02-01T00:00:00'))).toEqual({ batchNo: 300_000, referenceNumber: 5 })
  })
})

it('never gives a pair out twice, whatever the clock does and however often a batch overflows', () => {
  const moments = fc.array(fc.integer({ min: 0, max: 4_000_000_000_000 }), { minLength: 2, maxLength: 60 })
  const starts = fc.record({
    batchNo: fc.integer({ min: 1, max: 999_000 }),
    referenceNumber: fc.oneof(fc.constant(999_999), fc.integer({ min: 1, max: 999_999 })),
  })
  fc.assert(
    fc.property(fc.constantFrom('daily' as const, 'rolling' as const), starts, moments, (method, start, nows) => {
      const next = counter(method, start)
      const seen = nows.map((now) => {
        const { batchNo, referenceNumber } = next(now)
        return `${sixDigits(batchNo)}/${sixDigits(referenceNumber)}`
      })
      expect(new Set(seen).size).toBe(seen.length)
      // Fixed width: their order as text is their order as numbers.
      expect(seen.toSorted()).toEqual(seen)
      expect(seen[0] ?? '').not.toBe('')
      expect((seen[0] ?? '') >= `${sixDigits(start.batchNo)}/${sixDigits(start.referenceNumber)}`).toBe(true)
    }),
  )
})

it('ends with batch 999999 and does not begin again', () => {
  const next = counter('rolling', { batchNo: 999_999, referenceNumber: 999_999 })
  expect(next(0)).toEqual({ batchNo: 999_999, referenceNumber: 999_999 })
  expect(() => next(0)).toThrow(expect.objectContaining({ code: 'invalid-input' }))
})

it.each([0, 1_000_000, 1.5, Number.NaN])('refuses %d as a number', (n) => {
  expect(() => sixDigits(n)).toThrow(expect.objectContaining({ code: 'invalid-input' }))
  expect(() => sequenceFloor({ method: 'rolling', now: 0, start: { batchNo: n, referenceNumber: 1 } })).toThrow(
    expect.objectContaining({ code: 'invalid-input', field: 'batchNo' }),
  )
})

it('writes six digits', () => expect([sixDigits(1), sixDigits(999_999)]).toEqual(['000001', '999999']))

it('names a counter so that two terminals never share one', () => {
  expect(sequenceName({ terminalId: 'a', mid: 'bc' })).not.toBe(sequenceName({ terminalId: 'ab', mid: 'c' }))
})
