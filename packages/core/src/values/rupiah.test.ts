import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InputError } from '../errors/errors.ts'
import type { Json } from './json.ts'
import { formatRupiah, type Rupiah, readSnapAmount, rupiah, toSnapAmount } from './rupiah.ts'

describe('rupiah', () => {
  it.each([1, 25_000, 5_000_000, Number.MAX_SAFE_INTEGER])('takes %s', (value) => {
    expect(rupiah(value)).toBe(value)
  })

  it.each([0, -1, 0.5, 10_000.01, Number.NaN, Infinity, 2 ** 53, '25000', 25000n, null, undefined, {}, [25000]])(
    'refuses %s',
    (value) => {
      expect(() => rupiah(value)).toThrow(InputError)
      expect(() => rupiah(value, 'refund')).toThrow(
        expect.objectContaining({
          code: 'invalid-amount',
          field: 'refund',
          message: expect.stringContaining('whole rupiah'),
        }),
      )
    },
  )

  it('is a type that a plain number is not', () => {
    // @ts-expect-error -- a number that nobody checked is not Rupiah
    const unchecked: Rupiah = 25_000
    const checked: number = rupiah(25_000)
    expect(unchecked).toBe(checked)
  })
})

describe('readSnapAmount', () => {
  const read = (value: Json, currency: Json = 'IDR'): Rupiah | null => readSnapAmount({ value, currency })

  it.each(['10000', '10000.0', '10000.00'])('reads %s', (value) => {
    expect(read(value)).toBe(10_000)
  })

  it.each([
    ['a fraction', '10000.50'],
    ['three decimals', '10000.000'],
    ['a bare point', '10000.'],
    ['a sign', '+10000.00'],
    ['a minus', '-10000.00'],
    ['an exponent', '1e4'],
    ['a separator', '10,000.00'],
    ['a leading zero', '010000.00'],
    ['zero', '0.00'],
    ['more than is exact', '9007199254740992'],
    ['space', ' 10000.00'],
    ['a line end', '10000.00\n'],
    ['nothing', ''],
    ['a JSON number', 10_000],
    ['other digits', '１００００'],
  ])('gives null for %s', (_, value) => {
    expect(read(value)).toBeNull()
  })

  it('gives null without the right currency or shape', () => {
    expect(read('10000.00', 'USD')).toBeNull()
    expect(read('10000.00', 'idr')).toBeNull()
    expect(readSnapAmount(undefined)).toBeNull()
    expect(readSnapAmount('10000.00')).toBeNull()
    expect(readSnapAmount([])).toBeNull()
  })

  it('reads back what toSnapAmount writes', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (n) => {
        const amount = rupiah(n + 1 > Number.MAX_SAFE_INTEGER ? n : n + 1)
        expect(readSnapAmount({ ...toSnapAmount(amount) })).toBe(amount)
      }),
    )
  })

  it('never throws', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => void readSnapAmount(value as Json)))
  })
})

it('toSnapAmount writes two decimals', () => {
  expect(toSnapAmount(rupiah(10_000))).toEqual({ value: '10000.00', currency: 'IDR' })
})

it.each([
  [1, 'Rp1'],
  [999, 'Rp999'],
  [25_000, 'Rp25.000'],
  [5_000_000, 'Rp5.000.000'],
])('formatRupiah writes %s as %s', (value, text) => {
  expect(formatRupiah(rupiah(value))).toBe(text)
})
