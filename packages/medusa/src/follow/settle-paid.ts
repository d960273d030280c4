import { setTimeout as pause } from 'node:timers/promises'
import { processPaymentWorkflow } from '@medusajs/medusa/core-flows'
import { OvoError, type Payment } from '@ovokit/core'
import { raiseCase } from '../cases/raise-case.ts'
import { fits, isPaid } from '../purchases/attempts.ts'
import { loadPurchase, type Purchase, type PurchasePayment } from '../purchases/purchase.ts'
import type { Follower } from './follow-payments.ts'
import { tieOrder } from './tie-order.ts'

/** What is over once the order is there and paid. */
const whileUnpaid = ['no-order', 'unpaid-order']
/** Longer than Medusa needs to make a session anew, which it does beside deleting the old one. */
const renewalMillis = 2_000

/**
 * Turns a paid attempt into a captured payment and an order, or sends the money back. Safe to repeat, and safe beside
 * the shopper's own completion of the cart: Medusa's workflow locks the cart, and records one payment a session.
 *
 * @throws when the order is not there yet: it is tried again, and a person is told meanwhile
 */
export async function settlePaid(follower: Follower, paymentId: string): Promise<void> {
  const { ovo, container, cases } = follower
  const payment = await ovo.payments.get(paymentId)
  const purchase = await tieOrder(container, await loadPurchase(container, payment.reference))
  // Started by the shop's own code under a reference of its own: none of ours.
  if (purchase === null || !isPaid(payment)) return
  if (isDone(purchase, payment)) return cases.settle({ paymentId, reasons: whileUnpaid })
  const session = purchase.sessions.find((each) => fits(each, payment))
  if (session === undefined) return giveBack(follower, payment)

  const data = { session_id: session.id, amount: payment.amount }
  await processPaymentWorkflow(container).run({ input: { action: 'captured', data } })
  const after = await loadPurchase(container, payment.reference)
  if (after !== null && isDone(after, payment)) return cases.settle({ paymentId, reasons: whileUnpaid })
  if (!isPaid(await ovo.payments.get(paymentId))) {
    // Medusa could not make the order, and has sent the money back.
    const message = 'The shopper has paid, but Medusa could not make the order; the money went back. See Medusa’s log.'
    return raiseCase(follower, { paymentId, reference: payment.reference, reason: 'order-failed', message })
  }
  const message =
    'The shopper has paid, but Medusa has not made the order yet; it is tried again. See Medusa’s log for the reason.'
  await raiseCase(follower, { paymentId, reference: payment.reference, reason: 'no-order', message })
  throw new OrderMissing(`payment ${paymentId} is paid and has no order yet`)
}

class OrderMissing extends Error {
  override readonly name = 'OrderMissing'
}

/** What Medusa knows this attempt's money by. */
export const entryOf = (purchase: Purchase, payment: Payment): PurchasePayment | undefined =>
  purchase.payments.find(({ data }) => data?.ovo_payment_id === payment.id)

function isDone(purchase: Purchase, payment: Payment): boolean {
  const entry = entryOf(purchase, payment)
  const isCaptured = entry !== undefined && entry.captured_at !== null && entry.canceled_at === null
  // A collection without a cart asks for money for an order that is there already, or for nothing but the money.
  return isCaptured && (purchase.cartId === null || isBooked(purchase, entry))
}

/**
 * Whether there is an order that knows of the money. Medusa books a capture last: killed before, the order would ask for
 * the money again. Its workflow books what is missing, and nothing twice.
 */
const isBooked = ({ orderId, halfOrder, isCanceled, booked }: Purchase, { captures }: PurchasePayment): boolean =>
  orderId !== null && halfOrder === null && (isCanceled || captures.every(({ id }) => booked.includes(id)))

/** Nothing in Medusa asks for this money: the cart has changed, or was paid another way. */
async function giveBack(follower: Follower, payment: Payment): Promise<void> {
  const { ovo, container } = follower
  await pause(renewalMillis)
  const purchase = await loadPurchase(container, payment.reference)
  if (purchase?.sessions.some((session) => fits(session, payment))) return settlePaid(follower, payment.id)
  try {
    await ovo.payments.refund(payment.id, { reason: 'Nothing is ordered for this payment' })
  } catch (error) {
    if (!OvoError.is(error) || error.code !== 'refund-window-closed') throw error
    const message =
      'Paid, but the cart has changed or was paid another way, and OVO refunds only on the same day. Pay the customer back another way.'
    await raiseCase(follower, {
      paymentId: payment.id,
      reference: payment.reference,
      message,
      reason: 'paid-for-nothing',
    })
  }
}
