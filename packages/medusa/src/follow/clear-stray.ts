import { ContainerRegistrationKeys, Modules } from '@medusajs/framework/utils'
import { deleteReservationsByLineItemsWorkflow } from '@medusajs/medusa/core-flows'
import { raiseCase } from '../cases/raise-case.ts'
import { isPaid } from '../purchases/attempts.ts'
import { rowsOf } from '../purchases/purchase.ts'
import type { Stray } from './find-strays.ts'
import type { Follower } from './follow-payments.ts'
import { judgeStray, type StrayReason } from './judge-stray.ts'

/**
 * Puts right what a Medusa that died has left. An order that is too much and that nobody has touched is cancelled: Medusa
 * itself would have deleted it. Everything else is a person's.
 */
export async function clearStray(follower: Follower, stray: Stray): Promise<void> {
  const { orderId, reference } = stray
  const attempts = await follower.ovo.payments.find({ reference })
  const verdict = judgeStray(stray, attempts)
  if (verdict === 'wait' || verdict === 'none') return
  const { reason } = verdict
  if (verdict.cancel && (await isUntouched(follower, stray))) return cancel(follower, stray)
  const about = attempts.find(isPaid) ?? attempts.at(-1)
  if (about === undefined) return
  await raiseCase(follower, { paymentId: about.id, reference, reason, message: messages[reason](stray), orderId })
}

const messages: Readonly<Record<StrayReason, (stray: Stray) => string>> = {
  'stray-order': ({ displayId, own }) =>
    `Order #${displayId} was left behind when Medusa died, and somebody has worked on it. The shopper has paid once, for order #${own?.displayId}. Send only that one, and cancel #${displayId}.`,
  'two-orders': ({ displayId, own }) =>
    `Orders #${own?.displayId} and #${displayId} were made of one cart, and are paid once between them. Send only one. Do not cancel the other: Medusa would give the money back.`,
  'unpaid-order': ({ displayId }) =>
    `Order #${displayId} was left behind when Medusa died, and is not paid. Do not send it; cancel it.`,
}

async function isUntouched(
  { container }: Pick<Follower, 'container'>,
  { orderId, reference }: Stray,
): Promise<boolean> {
  const [order] = await rowsOf<{
    readonly version: number
    readonly transactions?: readonly unknown[]
    readonly fulfillments?: readonly unknown[]
    readonly payment_collections?: readonly ({ readonly id: string } | null)[]
  }>(container, 'order', ['version', 'transactions.id', 'fulfillments.id', 'payment_collections.id'], {
    id: orderId,
    status: 'pending',
  })
  // Its own collection it may have, from before Medusa died.
  const others = order?.payment_collections?.filter((each) => each?.id !== reference)
  const parts = [order?.transactions, order?.fulfillments, others]
  return order?.version === 1 && parts.every((part) => (part?.filter(Boolean) ?? []).length === 0)
}

/**
 * Ends what Medusa's own undoing of a completion did not get to, and leaves the order to be seen, with the reason. No
 * `order.canceled` goes out, which shops tell shoppers of: `order.placed` had not gone out for it either.
 */
async function cancel({ container, logger }: Follower, { orderId, displayId, reference, own }: Stray): Promise<void> {
  const orders = container.resolve(Modules.ORDER)
  const { items, metadata } = await orders.retrieveOrder(orderId, { select: ['id', 'metadata'], relations: ['items'] })
  const instead = own === null ? 'Nothing was paid.' : `The shopper's order is #${own.displayId}.`
  const reason = `Left behind when Medusa died in the middle of making an order. ${instead}`
  const ids = (items ?? []).map(({ id }) => id)
  await deleteReservationsByLineItemsWorkflow(container).run({ input: { ids } })
  // Medusa refuses another order for a payment that has one.
  await container.resolve(ContainerRegistrationKeys.LINK).dismiss({
    [Modules.ORDER]: { order_id: orderId },
    [Modules.PAYMENT]: { payment_collection_id: reference },
  })
  await orders.updateOrders(orderId, { metadata: { ...metadata, ovo_canceled: reason } })
  await orders.cancel([orderId])
  logger.warn(`ovokit: order #${displayId} (${orderId}) is cancelled. ${reason}`)
}
