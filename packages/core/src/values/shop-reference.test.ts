import { expect, it } from 'vitest'
import { type ShopReference, shopReference } from './shop-reference.ts'

it.each(['1', 'ORDER-1001', 'pay_col_01J8', 'Pesanan №5 é', 'a b', 'x'.repeat(64)])('takes %j', (value) => {
  expect(shopReference(value)).toBe(value)
})

it.each([
  '',
  ' ',
  ' a',
  'a ',
  'a\nb',
  'a\u0000',
  'a\u007f',
  'a\u0085b',
  '\ud800',
  'x'.repeat(65),
  1001,
  null,
  undefined,
  {},
])('refuses %j', (value) => {
  expect(() => shopReference(value)).toThrow(expect.objectContaining({ code: 'invalid-input', field: 'reference' }))
})

it('is a type that plain text is not', () => {
  // @ts-expect-error -- text that nobody checked is not a ShopReference
  const unchecked: ShopReference = 'ORDER-1001'
  expect(unchecked).toBe(shopReference('ORDER-1001'))
})
