import { expect, test } from 'vitest'
import { rupiahOf } from './rupiah-of.ts'

test.each([[110_000], ['110000'], [{ value: '110000', precision: 20 }]])('takes %o as it is (G10)', (amount) => {
  expect(rupiahOf({ amount, currency: 'IDR' })).toBe(110_000)
})

test.each([[13_702.95], ['0.5'], [0], [-1]])('refuses %o, and says how to mend it (G10)', (amount) => {
  expect(() => rupiahOf({ amount, currency: 'idr' })).toThrow('Round prices, taxes and discounts to whole rupiah')
})

test('refuses another currency', () => {
  expect(() => rupiahOf({ amount: 10, currency: 'usd' })).toThrow('a region with the currency IDR')
})
