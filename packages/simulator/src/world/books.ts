import type { Customers } from './customers.ts'
import type { Ledger, LedgerEntry } from './ledger.ts'
import type { Transactions } from './transactions.ts'

/** OVO's own books, in whole rupiah. `customers + shop + inFlight` is `opening`, always. */
export interface Books {
  readonly customers: number
  readonly shop: number
  readonly inFlight: number
  readonly total: number
  readonly opening: number
  readonly balances: Readonly<Record<string, number>>
  /**
   * What the shop keeps per partnerReferenceNo: payments less refunds, paid or refunded QRs only. A number of a partner
   * other than `default` is written `partner/number`.
   */
  readonly shopBy: Readonly<Record<string, number>>
  readonly entries: readonly LedgerEntry[]
}

export function readBooks({
  ledger,
  customers,
  transactions,
}: {
  ledger: Ledger
  customers: Customers
  transactions: Transactions
}): Books {
  const sums = { customers: ledger.sum('customer:'), shop: ledger.sum('shop:'), inFlight: ledger.balance('in-flight') }
  const shopBy: Record<string, number> = {}
  for (const { phase, partner, partnerReferenceNo, payable, refunds } of transactions.all()) {
    if (phase !== 'paid' && phase !== 'refunded') continue
    const key = partner === 'default' ? partnerReferenceNo : `${partner}/${partnerReferenceNo}`
    shopBy[key] = refunds.reduce((kept, refund) => kept - refund.amount, payable)
  }
  return {
    ...sums,
    total: sums.customers + sums.shop + sums.inFlight,
    opening: 0 - ledger.balance('opening'),
    balances: Object.fromEntries(customers.all().map(({ phone, balance }) => [phone, balance])),
    shopBy,
    entries: ledger.entries(),
  }
}
