import { expect, it } from 'vitest'
import { type MerchantInvoice, merchantInvoice } from './merchant-invoice.ts'

it.each(['1', 'INV-0001', 'MM001-2017-10-29-213', 'a/b_c.d', 'x'.repeat(50)])('takes %j', (value) => {
  expect(merchantInvoice(value)).toBe(value)
})

it.each(['', 'x'.repeat(51), '-1', '=1+1', 'a b', 'a\n', 'Pesanan №5', 1, null, undefined])('refuses %j', (value) => {
  expect(() => merchantInvoice(value)).toThrow(
    expect.objectContaining({ code: 'invalid-input', field: 'merchantInvoice' }),
  )
})

it('is a type that plain text is not', () => {
  // @ts-expect-error -- text that nobody checked is not a MerchantInvoice
  const unchecked: MerchantInvoice = 'INV-1'
  expect(unchecked).toBe(merchantInvoice('INV-1'))
})
