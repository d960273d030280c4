import type { HistoryLine, Payment } from '@ovokit/core'
import type { Run } from '../command.ts'
import { withShop } from '../config/open-shop.ts'
import type { Line } from '../text.ts'
import { jakarta, paymentFacts, paymentLine, stateText } from './describe-payment.ts'
import { findPayment } from './find-payment.ts'

export const run: Run = (context, input) =>
  withShop(context, async ({ ovo }) => {
    const payment = await findPayment(ovo, input)
    const history = await ovo.payments.history(payment.id)
    return {
      lines: [paymentLine(payment), ...waits(payment), '', ...history.map((line) => historyLine(payment, line))],
      data: { payment: paymentFacts(payment), history },
    }
  })

/** What a person may still do. */
function waits({ refundableUntil, needsDecision }: Payment): readonly Line[] {
  const until = refundableUntil === null ? null : jakarta(refundableUntil)
  return [
    ...(until === null ? [] : [{ en: `can be refunded until ${until}`, id: `bisa dikembalikan sampai ${until}` }]),
    ...(needsDecision
      ? [{ en: 'a person must decide: ovokit payments resolve', id: 'perlu keputusan orang: ovokit payments resolve' }]
      : []),
  ]
}

function historyLine(payment: Payment, { at, recordId, event, from, to, isRejected, reason }: HistoryLine): Line {
  const what = `${jakarta(at)}  ${recordId === payment.id ? '' : `[${recordId}] `}${event}`
  const note = reason === null ? '' : `: “${reason}”`
  const move = (language: 'en' | 'id'): string => (from === to ? '' : `  → ${stateText(to)[language]}`)
  return {
    en: `${what}${move('en')}${isRejected ? '  (changed nothing)' : ''}${note}`,
    id: `${what}${move('id')}${isRejected ? '  (tidak mengubah apa-apa)' : ''}${note}`,
  }
}
