import type { Exchange } from '@ovokit/core'
import { allScreens } from '../mockups/journeys.ts'

export const uatProducts = ['qris', 'push-to-pay', 'linked', 'top-up'] as const
export type UatProduct = (typeof uatProducts)[number]

/** One thing that OVO looks at in UAT: what the shopper sees, and the calls behind it. */
export interface Check {
  /** Screenshots of it begin with this: `qris-1-qr-shown.png`. */
  readonly id: string
  readonly title: string
  readonly operation: string
  readonly isEvidence: (exchange: Exchange) => boolean
  /** The mock-ups that show it, by file name. */
  readonly mockups: readonly string[]
}

const says =
  (pattern: RegExp) =>
  ({ response }: Exchange): boolean =>
    pattern.test(response?.body ?? '')
const isGood = says(/"responseCode"\s*:\s*"200/)
const isPaid = says(/"latestTransactionStatus"\s*:\s*"00"/)
const hasCode = (code: string) => says(new RegExp(`"responseCode"\\s*:\\s*"${code}"`))

type Row = readonly [title: string, operation: string, isEvidence: Check['isEvidence'], ...screens: readonly string[]]

/** OVO's own lists are not public: these follow what its documents say a partner shows and handles. */
const rows: Readonly<Record<UatProduct, readonly Row[]>> = {
  qris: [
    ['The QR is shown with the amount and the time that is left', 'qris.generate', isGood, 'qris/scan'],
    ['The payment is confirmed by the query, and the shopper sees it', 'qris.query', isPaid, 'qris/paid'],
    [
      'A QR that was not paid in 75 seconds is shown as expired',
      'qris.query',
      (one) => isGood(one) && !isPaid(one),
      'qris/checking',
      'qris/expired',
    ],
    ['The notification of a payment is answered', 'qris.notify', isGood, 'qris/paid'],
    ['A payment is refunded on its day', 'qris.refund', isGood, 'qris/refunded'],
  ],
  'push-to-pay': [
    ['A number without OVO is told so', 'push-to-pay.inquiry', hasCode('14'), 'push-to-pay/not-registered'],
    [
      'The customer is asked to open OVO, pays, and sees it',
      'push-to-pay.push',
      hasCode('00'),
      'push-to-pay/confirm',
      'push-to-pay/paid',
    ],
    ['The customer says no, and sees it', 'push-to-pay.push', hasCode('17'), 'push-to-pay/declined'],
    ['No answer: the status is asked after 60 seconds', 'push-to-pay.push-status', () => true, 'push-to-pay/checking'],
    ['No answer: the push is reversed after 65 seconds', 'push-to-pay.reversal', hasCode('00'), 'push-to-pay/timeout'],
    ['A payment is voided on its day', 'push-to-pay.void', hasCode('00'), 'push-to-pay/refunded'],
  ],
  linked: [
    [
      'The account is linked, and the shopper sees it',
      'link.bind',
      isGood,
      'link/activation',
      'link/number',
      'link/linked',
    ],
    ['The balance is shown', 'link.balance', isGood, 'link/linked'],
    ['The payment is confirmed with the PIN', 'linked.pay', isGood, 'pay-linked/confirm', 'pay-linked/paid'],
    ['The status is asked', 'linked.status', isGood, 'pay-linked/checking'],
    ['A payment is refunded, whole or in part', 'linked.refund', isGood, 'pay-linked/refunded'],
    [
      'The account is unlinked after a confirmation',
      'link.unbind',
      isGood,
      'unlink/settings',
      'unlink/confirmation',
      'unlink/unlinked',
    ],
  ],
  'top-up': [
    ['The masked name, the fee and the limits are shown before', 'top-up.inquiry', isGood, 'top-up/confirm'],
    ['The top-up succeeds, and its amount is shown', 'top-up.transfer', isGood, 'top-up/succeeded'],
    ['An unknown account is told so (4033718)', 'top-up.inquiry', hasCode('4033718'), 'top-up/refused-4033718'],
    ['An inactive account is told so (4033705)', 'top-up.inquiry', hasCode('4033705'), 'top-up/refused-4033705'],
    ['An amount over the limit is told so (4033702)', 'top-up.inquiry', hasCode('4033702'), 'top-up/refused-4033702'],
    ['An invalid amount is told so (4043713)', 'top-up.inquiry', hasCode('4043713'), 'top-up/refused-4043713'],
  ],
}

export const checklistOf = (product: UatProduct): readonly Check[] =>
  rows[product].map(([title, operation, isEvidence, ...screens], index) => ({
    id: `${product}-${index + 1}`,
    title,
    operation,
    isEvidence,
    mockups: screens.map((path) => allScreens.find((one) => one.path === path)?.file ?? path),
  }))
