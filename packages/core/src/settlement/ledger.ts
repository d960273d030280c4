import type { StoredRecord } from '../engine/store.ts'
import { linkedKind } from '../linked/linked-lifecycle.ts'
import { pushKind } from '../push-to-pay/lifecycle.ts'
import { qrisKind } from '../qris/qris-lifecycle.ts'
import type { EpochMillis } from '../values/jakarta-time.ts'
import type { Rupiah } from '../values/rupiah.ts'

export const products = ['qris', 'push-to-pay', 'linked'] as const
export type Product = (typeof products)[number]

/** What a payment's record holds that a report can be held against. */
type PaymentData = {
  readonly amount: Rupiah
  readonly referenceNo?: string
  readonly paidAt?: EpochMillis
  /** What has gone back of a linked payment so far. */
  readonly refunded?: number
}

/**
 * Where each product's records are, and what OVO's MerchantInvoice column holds of them: OVO's own number for QRIS, the
 * shop's for the others.
 *
 * @see docs/guides/reconciliation.md#what-is-matched
 */
const ledgers: Readonly<Record<Product, { readonly kind: string; readonly by: 'number' | 'referenceNo' }>> = {
  qris: { kind: qrisKind, by: 'referenceNo' },
  'push-to-pay': { kind: pushKind, by: 'number' },
  linked: { kind: linkedKind, by: 'number' },
}

/** One payment of the shop, as far as a report can say something about it. Plain JSON. */
export interface LedgerEntry {
  readonly id: string
  readonly product: Product
  readonly reference: string
  /** `null` for a QR that OVO gave no number: no line of a report can be matched with it. */
  readonly invoice: string | null
  readonly amount: Rupiah
  readonly state: string
  /** `null` when it was never paid. */
  readonly paidAt: EpochMillis | null
  readonly createdAt: EpochMillis
  /** Some or all of it went back. */
  readonly hasRefunds: boolean
}

export const kindsOf = (of: readonly Product[]): readonly string[] => of.map((product) => ledgers[product].kind)

/** How to find the record behind an invoice. */
export const ledgerOf = (product: Product): { readonly kind: string; readonly by: 'number' | 'referenceNo' } =>
  ledgers[product]

/** `null` for a record that is no payment. */
export function toEntry(record: StoredRecord): LedgerEntry | null {
  const product = products.find((one) => ledgers[one].kind === record.kind)
  if (product === undefined) return null
  const data = record.data as unknown as PaymentData
  const invoice = ledgers[product].by === 'number' ? record.number : (data.referenceNo ?? null)
  return {
    id: record.id,
    product,
    reference: record.reference,
    invoice,
    amount: data.amount,
    state: record.state,
    paidAt: data.paidAt ?? null,
    createdAt: record.createdAt,
    hasRefunds: record.state === 'refunded' || (data.refunded ?? 0) > 0,
  }
}

/** Its money is, or was, the shop's. */
export const isPaid = ({ state }: Pick<LedgerEntry, 'state'>): boolean => state === 'paid' || state === 'refunded'
