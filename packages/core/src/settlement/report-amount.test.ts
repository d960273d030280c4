import { describe, expect, test } from 'vitest'
import { readReportAmount } from './report-amount.ts'
import type { AmountStyle } from './report-profile.ts'

describe('readReportAmount (G10)', () => {
  test.each<[string, AmountStyle, number]>([
    ['12500', 'plain', 12_500],
    ['12500.00', 'plain', 12_500],
    ['-12500', 'plain', -12_500],
    ['(12500)', 'plain', -12_500],
    ['Rp 12500', 'plain', 12_500],
    ['-IDR 12500.0', 'plain', -12_500],
    ['0', 'plain', 0],
    ['12,500.00', 'comma-thousands', 12_500],
    ['12500', 'comma-thousands', 12_500],
    ['1.234.500,00', 'dot-thousands', 1_234_500],
    ['Rp12.500', 'dot-thousands', 12_500],
  ])('%s as %s', (text, style, value) => {
    expect(readReportAmount(text, style)).toBe(value)
  })

  test.each<[string, AmountStyle, RegExp]>([
    ['12500.50', 'plain', /fraction of a rupiah/],
    ['12.500', 'plain', /fraction of a rupiah/],
    ['12.000', 'plain', /3 decimals/],
    ['12,500', 'plain', /is no amount/],
    ['12,50', 'comma-thousands', /is no amount/],
    ['12.500,5', 'dot-thousands', /fraction of a rupiah/],
    ['12.50', 'dot-thousands', /is no amount/],
    ['', 'plain', /is no amount/],
    ['1e4', 'plain', /is no amount/],
    ['--1', 'plain', /is no amount/],
    ['9999999999999999', 'plain', /too large/],
  ])('says what is wrong with %s as %s', (text, style, reason) => {
    expect(readReportAmount(text, style)).toMatch(reason)
  })
})
