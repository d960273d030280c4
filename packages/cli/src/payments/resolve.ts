import { formatRupiah } from '@ovokit/core'
import { confirm } from '../ask.ts'
import { usageError } from '../cli-error.ts'
import type { Run } from '../command.ts'
import { withShop } from '../config/open-shop.ts'
import { paymentFacts, paymentLine, stateText } from './describe-payment.ts'
import { findPayment } from './find-payment.ts'

export const run: Run = (context, input) => {
  const [as, reason] = [input.text('as'), input.text('reason')]
  if ((as !== 'paid' && as !== 'failed') || reason === undefined) {
    throw usageError({
      en: 'say --as paid or --as failed, and --reason with how it is known',
      id: 'sebutkan --as paid atau --as failed, dan --reason dengan dasarnya',
    })
  }
  return withShop(context, async ({ ovo }) => {
    const { id, amount, reference } = await findPayment(ovo, input)
    const [money, state] = [formatRupiah(amount), stateText(as)]
    await confirm(context, input, {
      en: `Decide that ${reference} (${money}) is: ${state.en}?`,
      id: `Putuskan bahwa ${reference} (${money}): ${state.id}?`,
    })
    const payment = await ovo.payments.resolve(id, as, { reason })
    return { lines: [paymentLine(payment)], data: { payment: paymentFacts(payment) } }
  })
}
