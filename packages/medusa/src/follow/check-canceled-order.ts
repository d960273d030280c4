import { raiseCase } from '../cases/raise-case.ts'
import { isPaid } from '../purchases/attempts.ts'
import { rowsOf } from '../purchases/purchase.ts'
import type { Follower } from './follow-payments.ts'

/**
 * Medusa cancels an order even when its refund was refused, and books the refund all the same. Whoever cancelled it has
 * to know that the money is still here.
 */
export async function checkCanceledOrder(
  follower: Pick<Follower, 'ovo' | 'cases' | 'container'>,
  orderId: string,
): Promise<void> {
  // Whatever was the trouble with it, it is not sent any more.
  await follower.cases.settle({ orderId })
  const links = await rowsOf<{ payment_collection_id: string }>(
    follower.container,
    'order_payment_collection',
    ['payment_collection_id'],
    { order_id: orderId },
  )
  for (const { payment_collection_id: reference } of links) {
    const paid = (await follower.ovo.payments.find({ reference })).find(isPaid)
    // A refund that OVO has not answered yet is followed by itself.
    if (paid === undefined || paid.refund?.status === 'unknown' || paid.refund?.status === 'pending') continue
    const message =
      'The order was cancelled, but OVO has not given the money back, although Medusa shows it as refunded. Refund it in time, or pay the customer back another way.'
    await raiseCase(follower, { paymentId: paid.id, reference, reason: 'canceled-not-refunded', message })
  }
}
