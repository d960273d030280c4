import type { Exchange } from '@ovokit/core'

export const uatProducts = ['qris', 'push-to-pay', 'linked', 'top-up'] as const
export type UatProduct = (typeof uatProducts)[number]

/** One thing that OVO looks at in UAT: what the shopper sees, and the calls behind it. */
export interface Check {
  /** Screenshots of it begin with this: `qris-1-qr-shown.png`. */
  readonly id: string
  readonly title: string
  readonly operation: string
  readonly isEvidence: (exchange: Exchange) => boolean
}

const says =
  (pattern: RegExp) =>
  ({ response }: Exchange): boolean =>
    pattern.test(response?.body ?? '')
const isGood = says(/"responseCode"\s*:\s*"200/)
const isPaid = says(/"latestTransactionStatus"\s*:\s*"00"/)
const hasCode = (code: string) => says(new RegExp(`"responseCode"\\s*:\\s*"${code}"`))

type Row = readonly [title: string, operation: string, isEvidence: Check['isEvidence']]

/** OVO's own lists are not public: these follow what its documents say a partner shows and handles. */
const rows: Readonly<Record<UatProduct, readonly Row[]>> = {
  qris: [
    ['The QR is shown with the amount and the time that is left', 'qris.generate', isGood],
    ['The payment is confirmed by the query, and the shopper sees it', 'qris.query', isPaid],
    ['A QR that was not paid in 75 seconds is shown as expired', 'qris.query', (one) => isGood(one) && !isPaid(one)],
    ['The notification of a payment is answered', 'qris.notify', isGood],
    ['A payment is refunded on its day', 'qris.refund', isGood],
  ],
  'push-to-pay': [
    ['A number without OVO is told so', 'push-to-pay.inquiry', hasCode('14')],
    ['The customer is asked to open OVO, pays, and sees it', 'push-to-pay.push', hasCode('00')],
    ['The customer says no, and sees it', 'push-to-pay.push', hasCode('17')],
    ['No answer: the status is asked after 60 seconds', 'push-to-pay.push-status', () => true],
    ['No answer: the push is reversed after 65 seconds', 'push-to-pay.reversal', hasCode('00')],
    ['A payment is voided on its day', 'push-to-pay.void', hasCode('00')],
  ],
  linked: [
    ['The account is linked, and the shopper sees it', 'link.bind', isGood],
    ['The balance is shown', 'link.balance', isGood],
    ['The payment is confirmed with the PIN', 'linked.pay', isGood],
    ['The status is asked', 'linked.status', isGood],
    ['A payment is refunded, whole or in part', 'linked.refund', isGood],
    ['The account is unlinked after a confirmation', 'link.unbind', isGood],
  ],
  'top-up': [
    ['The masked name, the fee and the limits are shown before', 'top-up.inquiry', isGood],
    ['The top-up succeeds, and its amount is shown', 'top-up.transfer', isGood],
    ['An unknown account is told so (4033718)', 'top-up.inquiry', hasCode('4033718')],
    ['An inactive account is told so (4033705)', 'top-up.inquiry', hasCode('4033705')],
    ['An amount over the limit is told so (4033702)', 'top-up.inquiry', hasCode('4033702')],
    ['An invalid amount is told so (4043713)', 'top-up.inquiry', hasCode('4043713')],
  ],
}

export const checklistOf = (product: UatProduct): readonly Check[] =>
  rows[product].map(([title, operation, isEvidence], index) => ({
    ...{ id: `${product}-${index + 1}`, title, operation, isEvidence },
  }))
