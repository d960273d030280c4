import { formatRupiah, type Refund, rupiah } from '@ovokit/core'
import { confirm } from '../ask.ts'
import type { Run } from '../command.ts'
import { withShop } from '../config/open-shop.ts'
import type { ExitName } from '../exit-code.ts'
import { refundFacts, stateText } from './describe-payment.ts'
import { findPayment } from './find-payment.ts'

/** A refund that is not known yet is neither done nor failed (G2). */
const exits: Readonly<Record<Refund['status'], ExitName>> = {
  succeeded: 'done',
  failed: 'failed',
  pending: 'unknown',
  unknown: 'unknown',
}

export const run: Run = (context, input) =>
  withShop(context, async ({ ovo }) => {
    const { id, amount, reference } = await findPayment(ovo, input)
    const part = input.text('amount') === undefined ? undefined : rupiah(Number(input.text('amount')))
    const asked = formatRupiah(part ?? amount)
    await confirm(context, input, {
      en: `Give ${asked} of ${reference} back?`,
      id: `Kembalikan ${asked} dari ${reference}?`,
    })
    const [reason, key] = [input.text('reason'), input.text('key')]
    const refund = await ovo.payments.refund(id, {
      ...(part === undefined ? {} : { amount: part }),
      ...(reason === undefined ? {} : { reason }),
      ...(key === undefined ? {} : { key }),
    })
    const money = formatRupiah(refund.amount)
    const state = stateText(refund.status)
    return {
      exit: exits[refund.status],
      lines: [
        {
          en: `${money} of ${reference}: refund ${state.en} (${refund.partnerRefundNo})`,
          id: `${money} dari ${reference}: refund ${state.id} (${refund.partnerRefundNo})`,
        },
      ],
      data: { refund: refundFacts(refund) },
    }
  })
