import type { SimulatorClock } from './clock.ts'
import type { Customers } from './customers.ts'
import type { Ledger, LedgerEntry } from './ledger.ts'
import { type PushState, snapshotPush } from './push.ts'
import type { Pushes } from './pushes.ts'
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
   * What the shop keeps per partnerReferenceNo or merchantInvoice: payments less what went back. QRs and pushes that
   * were never paid are not in it. A number of a partner other than `default` is written `partner/number`.
   */
  readonly shopBy: Readonly<Record<string, number>>
  /** Every push by its merchantInvoice, written as in `shopBy`. `kept` is what the shop has of it. */
  readonly invoices: Readonly<Record<string, InvoiceBooks>>
  readonly entries: readonly LedgerEntry[]
}

export interface InvoiceBooks {
  readonly state: PushState
  readonly amount: number
  readonly kept: number
}

export interface BooksDeps {
  readonly clock: SimulatorClock
  readonly ledger: Ledger
  readonly customers: Customers
  readonly transactions: Transactions
  readonly pushes: Pushes
}

export function readBooks({ clock, ledger, customers, transactions, pushes }: BooksDeps): Books {
  const sums = { customers: ledger.sum('customer:'), shop: ledger.sum('shop:'), inFlight: ledger.balance('in-flight') }
  const shopBy: Record<string, number> = {}
  for (const { phase, partner, partnerReferenceNo, payable, refunds } of transactions.all()) {
    if (phase !== 'paid' && phase !== 'refunded') continue
    shopBy[keyOf(partner, partnerReferenceNo)] = refunds.reduce((kept, refund) => kept - refund.amount, payable)
  }
  const invoices: Record<string, InvoiceBooks> = {}
  for (const push of pushes.all()) {
    const key = keyOf(push.partner, push.merchantInvoice)
    const kept = push.phase === 'paid' ? push.amount : 0
    const { state, amount } = snapshotPush(push, clock.now())
    invoices[key] = { state, amount, kept }
    const hasReached = push.paidAt !== undefined && push.phase !== 'in-flight'
    if (hasReached) shopBy[key] = (shopBy[key] ?? 0) + kept
  }
  return {
    ...sums,
    total: sums.customers + sums.shop + sums.inFlight,
    opening: 0 - ledger.balance('opening'),
    balances: Object.fromEntries(customers.all().map(({ phone, balance }) => [phone, balance])),
    shopBy,
    invoices,
    entries: ledger.entries(),
  }
}

function keyOf(partner: string, number: string): string {
  return partner === 'default' ? number : `${partner}/${number}`
}
