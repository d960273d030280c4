import { formatJakarta, jakartaDay } from '../wire/jakarta-time.ts'
import type { LinkedPayment } from './linked-payment.ts'
import type { Push } from './push.ts'
import type { Transaction } from './transaction.ts'

/** What a settlement report of a day is made of. */
export interface Settled {
  readonly transactions: readonly Transaction[]
  readonly pushes: readonly Push[]
  readonly linked: readonly LinkedPayment[]
}

interface Row {
  readonly invoice: string
  readonly at: number
  readonly type: string
  readonly amount: number
}

const HEADER = 'MerchantInvoice,Transaction Date,Settlement Date,Transaction Type,Amount,MDR,Net Amount'

/**
 * The settlement report of what was paid and given back on a Jakarta day, as CSV. Of its columns OVO names only
 * MerchantInvoice: its own number for a QR, the merchant's for a push and a linked payment. The rest is made up. A push that
 * was reversed is no transaction. Nothing is kept back, and the day of settlement skips weekends only.
 */
export function settlementReport({ transactions, pushes, linked }: Settled, day: string): string {
  const rows = [...transactions.flatMap(rowsOfQr), ...pushes.flatMap(rowsOfPush), ...linked.flatMap(rowsOfLinked)]
  const lines = rows
    .filter(({ at }) => jakartaDay(at) === day)
    .sort((a, b) => a.at - b.at)
    .map(({ invoice, at, type, amount }) => {
      const time = formatJakarta(at).slice(0, 19).replace('T', ' ')
      return [invoice, time, settledOn(day), type, amount, 0, amount].join(',')
    })
  return `${[HEADER, ...lines].join('\r\n')}\r\n`
}

function rowsOfQr({ referenceNo: invoice, payable, paidAt, refunds }: Transaction): readonly Row[] {
  if (paidAt === undefined) return []
  const given = refunds.map(({ refundedAt, amount }) => ({
    invoice,
    at: refundedAt,
    type: 'QRIS REFUND',
    amount: -amount,
  }))
  return [{ invoice, at: paidAt, type: 'QRIS ISS PURCHASE ON US', amount: payable }, ...given]
}

function rowsOfPush({ merchantInvoice: invoice, amount, paidAt, returnedAt, state }: Push): readonly Row[] {
  if (paidAt === undefined || !['paid', 'voided'].includes(state)) return []
  const paid = { invoice, at: paidAt, type: 'PUSH TO PAY', amount }
  return returnedAt === undefined ? [paid] : [paid, { invoice, at: returnedAt, type: 'VOID', amount: -amount }]
}

function rowsOfLinked({ partnerReferenceNo: invoice, payable, paidAt, refunds }: LinkedPayment): readonly Row[] {
  if (paidAt === undefined) return []
  const given = refunds
    .filter(({ status }) => status === '00')
    .map(({ at, amount }) => ({ invoice, at, type: 'REFUND', amount: -amount }))
  return [{ invoice, at: paidAt, type: 'PAYMENT', amount: payable }, ...given]
}

function settledOn(day: string): string {
  const next = new Date(`${day}T00:00:00Z`)
  do next.setUTCDate(next.getUTCDate() + 1)
  while (next.getUTCDay() === 0 || next.getUTCDay() === 6)
  return next.toISOString().slice(0, 10)
}
