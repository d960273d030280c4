import type { Product } from './ledger.ts'
import type { Day } from './report-day.ts'
import type { Place } from './report-row.ts'

/** What can be wrong, and what it asks of a person. The order is that of a report on it. */
export const findingKinds = {
  'missing-at-ovo': 'the shop was paid and the report does not know it',
  'missing-at-shop': 'the report settles what the shop does not know',
  'not-paid-at-shop': 'the report settles what the shop does not hold as paid',
  'amount-differs': 'the report has another amount',
  'fee-differs': 'the fee is not what was agreed, or does not lead to the net amount',
  'refunded-before-settlement': 'it went back to the customer, and the report still settles it',
  'refunded-after-settlement': 'it went back to the customer later: OVO has it to come',
  'wrong-day': 'it stands under another day than it belongs to',
  'duplicate-row': 'the same line came before',
  'bad-row': 'the line cannot be read',
} as const

export type FindingKind = keyof typeof findingKinds

/** One difference between a report and the shop. Flat, so that it is a line of a table as it is. Amounts in rupiah. */
export interface Finding {
  readonly kind: FindingKind
  /** One sentence: what differs, and from what. */
  readonly message: string
  /** Where in the report. `null` when it is not in there at all. */
  readonly place: Place | null
  /** What stands, or would stand, in the MerchantInvoice column. */
  readonly invoice: string | null
  readonly product: Product | null
  /** The shop's own reference and payment, where it knows it. */
  readonly reference: string | null
  readonly paymentId: string | null
  readonly shopAmount: number | null
  readonly reportAmount: number | null
  /** The day of the payment, by the shop, or else by the report. */
  readonly paidOn: Day | null
}
