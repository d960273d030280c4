import type { MedusaContainer } from '@medusajs/framework/types'
import type { Payment } from '@ovokit/core'
import type { CheckoutOrder } from '@ovokit/core/checkout'
import { methodOf } from './attempts.ts'
import { loadPurchase, rowsOf } from './purchase.ts'
import { rupiahOf } from './rupiah-of.ts'

/** What is to be paid, and how: the way is the session's, as the shopper picked it in Medusa. */
export type CartOrder = CheckoutOrder & { readonly method: Payment['method'] }

/**
 * What a cart's shopper is to pay with OVO: the amount of the cart's own payment session. Whoever knows a cart's id may
 * pay it, as everywhere in Medusa's store API. `null` when the cart has no OVO session.
 */
export async function resolveCart(container: MedusaContainer, cartId: string): Promise<CartOrder | null> {
  const [link] = await rowsOf<{ payment_collection_id: string }>(
    container,
    'cart_payment_collection',
    ['payment_collection_id'],
    { cart_id: cartId },
  )
  const purchase = link === undefined ? null : await loadPurchase(container, link.payment_collection_id)
  const session = purchase?.sessions.find(({ provider_id }) => methodOf(provider_id) !== null)
  if (purchase === null || session === undefined) return null
  const amount = rupiahOf({ amount: session.amount, currency: session.currency_code })
  return { reference: purchase.reference, amount, method: methodOf(session.provider_id) as Payment['method'] }
}
