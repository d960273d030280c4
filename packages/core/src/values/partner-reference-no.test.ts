import { expect, it } from 'vitest'
import { type PartnerReferenceNo, partnerReferenceFloor, partnerReferenceNo } from './partner-reference-no.ts'

it('counts milliseconds since 2020', () => {
  expect(partnerReferenceFloor(Date.UTC(2020, 0, 1))).toBe(0)
  expect(partnerReferenceFloor(Date.UTC(2020, 0, 1, 0, 0, 1))).toBe(1000)
})

it.each([
  [0, '000000000000'],
  [1, '000000000001'],
  [999_999_999_999, '999999999999'],
])('writes %s as %s', (n, text) => {
  expect(partnerReferenceNo(n)).toBe(text)
})

it('fits today and the year 2050 in 12 digits', () => {
  for (const year of [2026, 2050]) {
    expect(partnerReferenceNo(partnerReferenceFloor(Date.UTC(year, 11, 31)))).toMatch(/^\d{12}$/)
  }
})

it.each([-1, 1.5, 1_000_000_000_000, Number.NaN, Infinity])('refuses %s', (n) => {
  expect(() => partnerReferenceNo(n)).toThrow(expect.objectContaining({ code: 'invalid-input' }))
})

it('is a type that plain text is not', () => {
  // @ts-expect-error -- text that nobody checked is not a PartnerReferenceNo
  const unchecked: PartnerReferenceNo = '000000000001'
  expect(unchecked).toBe(partnerReferenceNo(1))
})
