import { type FindingKind, type Product, settlementDays } from '@ovokit/core/settlement'
import type { NewRecord } from '../../packages/core/src/engine/store.ts'

/** What is to be wrong with one payment of a planned report, or how it is right. */
export const twists = [
  'right',
  'unpaid',
  'returned-and-left-out',
  'returned-and-told',
  'missing-at-ovo',
  'missing-at-shop',
  'not-paid-at-shop',
  'amount-differs',
  'fee-differs',
  'net-differs',
  'refunded-before-settlement',
  'refunded-after-settlement',
  'wrong-day',
  'settled-on-wrong-day',
  'duplicate-row',
  'bad-amount',
  'cut-off',
] as const
export type Twist = (typeof twists)[number]

/** A line of the planned report, before it is written. */
export interface PlannedRow {
  readonly invoice: string
  readonly amount: string
  readonly fee: string
  readonly net: string
  readonly paidOn: string
  readonly settledOn: string
  readonly type: string
  readonly isCutOff?: boolean
}

export interface Planned {
  readonly records: readonly NewRecord[]
  readonly rows: readonly PlannedRow[]
  /** What must be found, and nothing else. `null` for the invoice of a line that cannot be read. */
  readonly finding: { readonly kind: FindingKind; readonly invoice: string | null } | null
}

const day = 86_400_000
/** Midnight of the first of October 2026 in Jakarta: a month with no holiday, and five weekends. */
export const monthBegins: number = Date.UTC(2026, 9, 1) - 7 * 3_600_000
export const month = { from: '2026-10-01', to: '2026-10-31' } as const
/** What the plan's fees come to. */
export const planFees = {
  qris: { basisPoints: 70 },
  'push-to-pay': { basisPoints: 150 },
  linked: { basisPoints: 150 },
} as const

const products: readonly Product[] = ['qris', 'push-to-pay', 'linked']
const kinds: Readonly<Record<Product, string>> = {
  qris: 'qris',
  'push-to-pay': 'push-to-pay',
  linked: 'linked-payment',
}
const undoKinds: Readonly<Record<Product, string>> = {
  qris: 'qris-refund',
  'push-to-pay': 'push-to-pay-void',
  linked: 'linked-refund',
}

const text = (at: number): string => new Date(at + 7 * 3_600_000).toISOString()
const dayOf = (at: number): string => text(at).slice(0, 10)

/** Plans payment number `index` of the month with what is to be wrong with it. */
export function planPayment(index: number, twist: Twist): Planned {
  // Only a linked payment goes back after its day.
  const product = twist === 'refunded-after-settlement' ? 'linked' : (products[index % 3] ?? 'qris')
  const amount = 10_000 + (index % 997) * 500
  // Away from midnight, where either day is right: 00:10 to 23:50.
  const createdAt = monthBegins + (index % 31) * day + 600_000 + ((index * 7_919) % 85_000) * 1_000
  const paidAt = createdAt + 20_000
  const number = product === 'push-to-pay' ? `INV-2026-${index}` : String(200_000_000_000 + index)
  const invoice = product === 'qris' ? `OVO26${String(index).padStart(12, '0')}` : number
  const isPaid = !['unpaid', 'not-paid-at-shop'].includes(twist)
  const isReturned = ['returned-and-left-out', 'returned-and-told', 'refunded-before-settlement'].includes(twist)
  const isPartly = twist === 'refunded-after-settlement'
  const id = `pay_${index.toString(16).padStart(24, '0')}`
  const record: NewRecord = {
    id,
    kind: kinds[product],
    merchant: 'default',
    reference: `ORDER-${index}`,
    number,
    parentId: null,
    state: isPaid ? (isReturned ? 'refunded' : 'paid') : 'expired',
    data: {
      amount,
      asked: 1,
      ...(product === 'push-to-pay' ? {} : { referenceNo: product === 'qris' ? invoice : `OVOL${index}` }),
      ...(isPaid ? { paidAt } : {}),
      ...(isPartly ? { refunded: 1_000 } : {}),
    },
    exclusive: null,
    dueAt: null,
    createdAt,
  }
  const refundedAt = isPartly ? paidAt + 12 * day : paidAt + 60_000
  const undo: NewRecord = {
    ...record,
    id: `ref_${id.slice(4)}`,
    kind: undoKinds[product],
    number: `${number}R`,
    parentId: id,
    state: 'succeeded',
    data: { amount: isPartly ? 1_000 : amount, doneAt: refundedAt },
    createdAt: refundedAt,
  }
  const basisPoints = planFees[product].basisPoints
  const fee = Math.floor((amount * basisPoints) / 10_000)
  const row = {
    invoice,
    amount: String(amount),
    fee: String(fee),
    net: String(amount - fee),
    paidOn: text(paidAt).slice(0, 19).replace('T', ' '),
    settledOn: settlementDays(dayOf(paidAt))?.earliest ?? '',
    type: product === 'qris' ? 'QRIS ISS PURCHASE' : 'PURCHASE',
  }
  const records = isReturned || isPartly ? [record, undo] : [record]
  const plan = (
    rows: readonly PlannedRow[],
    kind: FindingKind | null = null,
    about: string | null = invoice,
  ): Planned => ({
    records,
    rows,
    finding: kind === null ? null : { kind, invoice: about },
  })
  switch (twist) {
    case 'right':
      return plan([row])
    case 'unpaid':
    case 'returned-and-left-out':
      return plan([])
    case 'returned-and-told':
      return plan([row, { ...row, amount: `-${amount}`, fee: '', net: '', type: 'REFUND' }])
    case 'missing-at-ovo':
      return plan([], 'missing-at-ovo')
    case 'missing-at-shop':
      return { ...plan([row], 'missing-at-shop'), records: [] }
    case 'not-paid-at-shop':
      return plan([row], 'not-paid-at-shop')
    case 'amount-differs':
      return plan([{ ...row, amount: String(amount + 500), fee: '', net: '' }], 'amount-differs')
    case 'fee-differs':
      return plan([{ ...row, fee: String(fee + 2), net: String(amount - fee - 2) }], 'fee-differs')
    case 'net-differs':
      return plan([{ ...row, net: String(amount - fee - 1) }], 'fee-differs')
    case 'refunded-before-settlement':
      return plan([row], 'refunded-before-settlement')
    case 'refunded-after-settlement':
      return plan([row], 'refunded-after-settlement')
    case 'wrong-day': {
      const other = text(paidAt + (dayOf(paidAt) === month.to ? -2 : 2) * day).slice(0, 10)
      return plan([{ ...row, paidOn: other, settledOn: settlementDays(other)?.earliest ?? '' }], 'wrong-day')
    }
    case 'settled-on-wrong-day':
      return plan([{ ...row, settledOn: dayOf(paidAt) }], 'wrong-day')
    case 'duplicate-row':
      return plan([row, row], 'duplicate-row')
    case 'bad-amount':
      return { ...plan([{ ...row, amount: `${amount}.50` }], 'bad-row', null), records: [] }
    case 'cut-off':
      return { ...plan([{ ...row, isCutOff: true }], 'bad-row', null), records: [] }
  }
}

export const reportHeader = [
  'No',
  'MerchantInvoice',
  'Transaction Date',
  'Settlement Date',
  'Transaction Type',
  'Amount',
  'MDR',
  'Net Amount',
] as const

export function reportCells(row: PlannedRow, line: number): readonly string[] {
  const cells = [String(line), row.invoice, row.paidOn, row.settledOn, row.type, row.amount, row.fee, row.net]
  return row.isCutOff === true ? cells.slice(0, 6) : cells
}
