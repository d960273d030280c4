import type { MedusaContainer } from '@medusajs/framework/types'
import { ContainerRegistrationKeys, Modules } from '@medusajs/framework/utils'
import { loadPurchase, type Purchase } from '../purchases/purchase.ts'

/** As long as Medusa waits for a completion that is under way. */
const waitSeconds = 30

/**
 * Medusa ties an order to its cart and to its payment side by side, and a process that dies in between leaves a half. With
 * the payment's alone the cart could never be completed: Medusa refuses it a second order, and gives the money back. So
 * that tie is undone, and the order is a stray. With the cart's alone the order looks unpaid, and the other is made.
 *
 * @throws when the cart is locked for longer than a completion takes
 */
export async function tieOrder(container: MedusaContainer, purchase: Purchase | null): Promise<Purchase | null> {
  if (purchase === null || purchase.cartId === null || purchase.halfOrder === null) return purchase
  const { reference, cartId } = purchase
  const tie = async (): Promise<void> => {
    const now = await loadPurchase(container, reference)
    if (now === null || now.halfOrder === null) return
    const links = container.resolve(ContainerRegistrationKeys.LINK)
    const toPayment = {
      [Modules.ORDER]: { order_id: now.halfOrder },
      [Modules.PAYMENT]: { payment_collection_id: reference },
    }
    await (now.orderId === null ? links.dismiss(toPayment) : links.create(toPayment))
  }
  // Never beside a completion, which is between the two for a moment.
  await container.resolve(Modules.LOCKING).execute([cartId], tie, { timeout: waitSeconds })
  return loadPurchase(container, reference)
}
