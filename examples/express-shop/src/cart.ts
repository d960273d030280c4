import type { Rupiah } from '@ovokit/core'
import { findProduct, type Product } from './catalogue.ts'
import type { Session } from './session.ts'

export interface CartLine {
  readonly product: Product
  readonly quantity: number
  readonly sum: number
}

const mostOfOne = 9

/** Reads the basket against the catalogue: prices are today's, and what is no longer sold falls out. */
export function cartLines({ cart }: Session): readonly CartLine[] {
  return Object.entries(cart).flatMap(([id, quantity]) => {
    const product = findProduct(id)
    return product === undefined ? [] : [{ product, quantity, sum: product.price * quantity }]
  })
}

export const totalOf = (lines: ReadonlyArray<{ readonly sum: number }>): Rupiah =>
  lines.reduce((total, { sum }) => total + sum, 0) as Rupiah

/** A basket with more or less of a product in it. */
export function changeCart({ cart }: Session, id: string, by: number): Session['cart'] {
  const quantity = Math.min(mostOfOne, Math.max(0, (cart[id] ?? 0) + by))
  const { [id]: _, ...others } = cart
  return quantity === 0 || findProduct(id) === undefined ? others : { ...cart, [id]: quantity }
}
