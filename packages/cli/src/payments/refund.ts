import { formatRupiah, type Refund } from '@ovokit/core'
import type { Run } from '../command.ts'
import { withShop } from '../config/open-shop.ts'
import type { ExitName } from '../exit-code.ts'
import { confirm } from './confirm.ts'
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
    const money = formatRupiah(amount)
    await confirm(context, input, {
      en: `Give ${money} of ${reference} back?`,
      id: `Kembalikan ${money} dari ${reference}?`,
    })
    const reason = input.text('reason')
    const refund = await ovo.payments.refund(id, reason === undefined ? {} : { reason })
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
