import type { BigNumberInput } from '@medusajs/framework/types'
import { MathBN } from '@medusajs/framework/utils'
import type { Payment } from '@ovokit/core'
import type { PurchaseSession } from './purchase.ts'

/** A provider's identifier for each way to pay. */
export const identifiers: Readonly<Record<Payment['method'], string>> = {
  qris: 'ovo-qris',
  'push-to-pay': 'ovo-push-to-pay',
  linked: 'ovo-linked',
}

/** `pp_<identifier>_<id>`, where the id is the shop's to choose. */
export function methodOf(providerId: string): Payment['method'] | null {
  const found = Object.entries(identifiers).find(
    ([, identifier]) => providerId === `pp_${identifier}` || providerId.startsWith(`pp_${identifier}_`),
  )
  return found === undefined ? null : (found[0] as Payment['method'])
}

export const isSameAmount = (amount: BigNumberInput, rupiah: number): boolean => MathBN.eq(amount, rupiah)

/** A payment that a session of Medusa's stands for: the same way to pay, and the same amount to the rupiah. */
export const fits = (session: PurchaseSession, payment: Payment): boolean =>
  methodOf(session.provider_id) === payment.method && isSameAmount(session.amount, payment.amount)

/** The money is there, and nobody has given it up. */
export const isPaid = ({ status, isOrphan }: Payment): boolean => status === 'paid' && !isOrphan
