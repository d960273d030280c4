import type { SimulatorClock } from './clock.ts'
import type { Customers } from './customers.ts'
import type { Ledger, LedgerEntry } from './ledger.ts'
import { keptOf, type LinkedPaymentState, snapshotLinked } from './linked-payment.ts'
import type { LinkedPayments } from './linked-payments.ts'
import { type PushState, snapshotPush } from './push.ts'
import type { Pushes } from './pushes.ts'
import type { TopUp, TopUps } from './top-ups.ts'
import type { Transactions } from './transactions.ts'

/** OVO's own books, in whole rupiah. `customers + shop + deposits + fees + inFlight` is `opening`. */
export interface Books {
  /** What customers have, in cash and in points. */
  readonly customers: number
  readonly shop: number
  /** What partners have left to top customers up with. */
  readonly deposits: number
  /** What OVO has charged for top-ups. */
  readonly fees: number
  readonly inFlight: number
  readonly total: number
  readonly opening: number
  /** OVO Cash by phone. */
  readonly balances: Readonly<Record<string, number>>
  /** OVO Points by phone. */
  readonly points: Readonly<Record<string, number>>
  /**
   * What the shop keeps per partnerReferenceNo or merchantInvoice: payments less what went back. QRs, pushes and linked
   * payments that were never paid are not in it. A number of a partner other than `default` is written `partner/number`.
   */
  readonly shopBy: Readonly<Record<string, number>>
  /** Every push by its merchantInvoice, written as in `shopBy`. `kept` is what the shop has of it. */
  readonly invoices: Readonly<Record<string, InvoiceBooks>>
  /** Every linked payment by its partnerReferenceNo, written as in `shopBy`. `kept` is what the shop has of it. */
  readonly linked: Readonly<Record<string, LinkedBooks>>
  /** Every top-up by its partnerReferenceNo, written as in `shopBy`. `given` is what the customer has of it. */
  readonly topUps: Readonly<Record<string, TopUpBooks>>
  readonly entries: readonly LedgerEntry[]
}

export interface TopUpBooks {
  readonly state: TopUp['state']
  readonly amount: number
  readonly given: number
}

export interface LinkedBooks {
  readonly state: LinkedPaymentState
  readonly amount: number
  readonly kept: number
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
  readonly topUps: TopUps
  readonly linkedPayments: LinkedPayments
}

export function readBooks(deps: BooksDeps): Books {
  const { clock, ledger, customers, transactions, pushes, topUps, linkedPayments } = deps
  const held = ledger.sum('customer:') + ledger.sum('points:')
  const sums = { customers: held, shop: ledger.sum('shop:'), inFlight: ledger.balance('in-flight') }
  const kept = { deposits: ledger.sum('deposit:'), fees: ledger.balance('fees') }
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
  const linked: Record<string, LinkedBooks> = {}
  for (const record of linkedPayments.all()) {
    const key = keyOf(record.partner, record.partnerReferenceNo)
    const kept = keptOf(record)
    linked[key] = { state: snapshotLinked(record, clock.now()).state, amount: record.payable, kept }
    if (record.phase === 'paid' || record.phase === 'refunded') shopBy[key] = (shopBy[key] ?? 0) + kept
  }
  return {
    ...sums,
    ...kept,
    total: sums.customers + sums.shop + sums.inFlight + kept.deposits + kept.fees,
    opening: 0 - ledger.balance('opening'),
    balances: Object.fromEntries(customers.all().map(({ phone, balance }) => [phone, balance])),
    points: Object.fromEntries(customers.all().map(({ phone, points }) => [phone, points])),
    shopBy,
    invoices,
    linked,
    topUps: Object.fromEntries(
      topUps.all().map(({ partner, partnerReferenceNo, state, amount }) => {
        return [keyOf(partner, partnerReferenceNo), { state, amount, given: state === 'done' ? amount : 0 }]
      }),
    ),
    entries: ledger.entries(),
  }
}

function keyOf(partner: string, number: string): string {
  return partner === 'default' ? number : `${partner}/${number}`
}
