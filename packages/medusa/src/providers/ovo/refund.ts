import { MedusaError } from '@medusajs/framework/utils'
import { type Ovo, OvoError, type Payment, type Refund } from '@ovokit/core'
import { enteredRefunds } from '../../purchases/entered-refunds.ts'
import type { Purchase } from '../../purchases/purchase.ts'

/**
 * Refunds a purchase's payment, or joins the refund that is under way. Medusa forgets a refund that fails here, and comes
 * back with another id when somebody tries again; OvoKit's own record does not, so it is one refund however often it is
 * asked for.
 *
 * @throws {MedusaError} `not_allowed` for OVO's rules, `conflict` while OVO has not said whether it happened
 */
export async function refund(
  ovo: Ovo,
  {
    purchase,
    paymentId,
    amount,
    key,
  }: { purchase: Purchase; paymentId: unknown; amount: number; key: string | undefined },
): Promise<Refund> {
  const attempts = await ovo.payments.find({ reference: purchase.reference })
  // The data's word is believed only where it names an attempt of this very purchase.
  const payment = attempts.find(({ id }) => id === paymentId) ?? attempts.findLast(hasMoney)
  if (payment === undefined)
    throw new MedusaError(MedusaError.Types.NOT_ALLOWED, 'OVO holds no payment for this order that could be refunded.')
  const named = payment.method === 'linked' ? await keyOf(ovo, { payment, amount, purchase, key }) : undefined
  const wish = { amount, ...(named === undefined ? {} : { key: named }) }
  const result = await ovo.payments.refund(payment.id, wish).catch((error: unknown) => {
    if (!OvoError.is(error)) throw error
    throw new MedusaError(types[error.code] ?? MedusaError.Types.UNEXPECTED_STATE, `${error.message}.`)
  })
  if (result.status === 'succeeded') return result
  if (result.status === 'failed')
    throw new MedusaError(
      MedusaError.Types.NOT_ALLOWED,
      `OVO refused the refund (${result.responseCode ?? result.reason ?? 'no reason given'}). Pay the customer back another way.`,
    )
  throw new MedusaError(
    MedusaError.Types.CONFLICT,
    'OVO has not said yet whether this refund happened. Nothing is lost: OvoKit goes on asking, and enters the refund here by itself when OVO confirms it. Asking again joins the same refund.',
  )
}

/**
 * A refund in part that Medusa has not entered, of the same amount, is the one that somebody asks for again; anything
 * else is another part, by Medusa's own id of it.
 */
async function keyOf(
  ovo: Ovo,
  { payment, amount, purchase, key }: { payment: Payment; amount: number; purchase: Purchase; key: string | undefined },
): Promise<string | undefined> {
  const entered = purchase.payments.flatMap(({ data }) => Object.values(enteredRefunds(data)))
  const begun = (await ovo.payments.refunds(payment.id)).find(
    (each) => each.amount === amount && each.status !== 'failed' && !entered.includes(each.id),
  )
  return begun?.key ?? key
}

const hasMoney = ({ status }: Payment): boolean => status === 'paid' || status === 'refunded'

const types: Readonly<Record<string, string>> = {
  'refund-not-paid': MedusaError.Types.NOT_ALLOWED,
  'refund-amount-not-full': MedusaError.Types.NOT_ALLOWED,
  'refund-window-closed': MedusaError.Types.NOT_ALLOWED,
  'refund-above-remaining': MedusaError.Types.NOT_ALLOWED,
  'invalid-amount': MedusaError.Types.INVALID_DATA,
}
