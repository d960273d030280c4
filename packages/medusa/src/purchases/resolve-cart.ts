import type { MedusaContainer } from '@medusajs/framework/types'
import { NotFoundError, type Payment } from '@ovokit/core'
import type { CheckoutOrder } from '@ovokit/core/checkout'
import { methodOf } from './attempts.ts'
import { loadPurchase, rowsOf } from './purchase.ts'
import { rupiahOf } from './rupiah-of.ts'

/** Whoever is asking about a cart. */
export interface CartAsker {
  readonly cartId: string
  /** Who is signed in, by Medusa's own check. */
  readonly customer: string | null
  readonly paymentReturnUrl: string | undefined
}

/** What is to be paid, and how: the way is the session's, as the shopper picked it in Medusa. */
export type CartOrder = CheckoutOrder & { readonly method: Payment['method'] }

/**
 * What a cart's shopper is to pay with OVO: the amount of the cart's own payment session. Whoever knows a cart's id may
 * pay it, as everywhere in Medusa's store API; out of a linked account only the customer whose cart it is. `null` when
 * the cart has no OVO session, or is not theirs.
 */
export async function resolveCart(
  container: MedusaContainer,
  { cartId, customer, paymentReturnUrl }: CartAsker,
): Promise<CartOrder | null> {
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
  const method = methodOf(session.provider_id) as Payment['method']
  const order = { reference: purchase.reference, amount, method }
  if (method !== 'linked') return order
  const [cart] = await rowsOf<{ customer_id: string | null }>(container, 'cart', ['customer_id'], { id: cartId })
  if (customer === null || cart?.customer_id !== customer) return null
  if (paymentReturnUrl === undefined)
    throw new NotFoundError('not-configured', 'set linked.paymentReturnUrl in the options of @ovokit/medusa')
  return { ...order, linked: { customer, returnUrl: paymentReturnUrl } }
}
