import type { Run } from '../command.ts'
import { withShop } from '../config/open-shop.ts'
import { paymentFacts, paymentLine } from './describe-payment.ts'
import { findPayment } from './find-payment.ts'

export const run: Run = (context, input) =>
  withShop(context, async ({ ovo }) => {
    const found = await findPayment(ovo, input)
    context.progress({ en: 'asking OVO…', id: 'bertanya ke OVO…' })
    const payment = await ovo.payments.check(found.id)
    return {
      exit: payment.status === 'unknown' ? 'unknown' : 'done',
      lines: [paymentLine(payment)],
      data: { payment: paymentFacts(payment) },
    }
  })
