import { setTimeout as pause } from 'node:timers/promises'
import { Modules } from '@medusajs/framework/utils'
import { refundPaymentWorkflow } from '@medusajs/medusa/core-flows'
import type { OvoEvent } from '@ovokit/core'
import { isSameAmount } from '../purchases/attempts.ts'
import { enteredRefunds } from '../purchases/entered-refunds.ts'
import { loadPurchase } from '../purchases/purchase.ts'
import type { Follower } from './follow-payments.ts'
import { entryOf } from './settle-paid.ts'

/** A refund of Medusa's that is this old and still unmarked belongs to a process that died in it. */
const staleMillis = 60_000
const lookMillis = 100
const maxLooks = 50

/**
 * Enters a refund that OVO has confirmed after Medusa had already thrown it away as failed. Medusa's own refunds are
 * marked by the provider when they succeed, so one is never entered twice.
 */
export async function recordRefund(follower: Follower, { payment, refund }: OvoEvent): Promise<void> {
  const { container, cases } = follower
  await cases.settle({ paymentId: payment.id })
  if (refund === null) return
  for (let look = 0; look < maxLooks; look++) {
    const purchase = await loadPurchase(container, payment.reference)
    const entry = purchase === null ? undefined : entryOf(purchase, payment)
    // Never entered into Medusa, so there is nothing to take back there.
    if (purchase === null || entry === undefined) return
    const entered = enteredRefunds(entry.data)
    if (Object.values(entered).includes(refund.id)) return
    const begun = entry.refunds.find(({ id, amount }) => !(id in entered) && isSameAmount(amount, refund.amount))
    const isStale = begun !== undefined && Date.now() - new Date(begun.created_at).getTime() > staleMillis
    if (isStale) await container.resolve(Modules.PAYMENT).deleteRefunds([begun.id])
    if (begun === undefined || isStale) {
      const input = { payment_id: entry.id, amount: refund.amount }
      // Cancelling an order books its refund whether it happens or not, so there only the payment lacks it.
      if (purchase.orderId !== null && !purchase.isCanceled) await refundPaymentWorkflow(container).run({ input })
      else await container.resolve(Modules.PAYMENT).refundPayment(input)
      return
    }
    // Medusa is in the middle of it: it either marks the payment or forgets the refund, in a moment.
    await pause(lookMillis)
  }
  throw new RefundUnderWay(`a refund of ${payment.id} is being written by Medusa`)
}

class RefundUnderWay extends Error {
  override readonly name = 'RefundUnderWay'
}
