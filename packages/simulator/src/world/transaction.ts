import type { Fault } from '../faults/fault-queue.ts'

/** How long a dynamic QR can be paid. */
export const QR_LIFE_MILLIS = 75_000

/** latestTransactionStatus, the five values this OVO uses. */
export const STATUS_TEXTS = {
  '00': 'Success',
  '03': 'Pending',
  '04': 'Refunded',
  '05': 'Canceled',
  '06': 'Failed',
} as const

export type TransactionStatus = keyof typeof STATUS_TEXTS

export interface Refund {
  readonly partnerRefundNo: string
  readonly refundNo: string
  readonly amount: number
  readonly refundedAt: number
}

/** A QR and what became of it, as OVO has it. Instants are epoch milliseconds, amounts whole rupiah. */
export interface Transaction {
  readonly partner: string
  readonly partnerReferenceNo: string
  readonly referenceNo: string
  readonly qrContent: string
  /** What the merchant asked for. */
  readonly amount: number
  /** What the payload says, and so what a customer pays. Differs from `amount` only under the fault `wrong-amount`. */
  readonly payable: number
  readonly status: TransactionStatus
  readonly madeAt: number
  readonly expiresAt: number
  readonly paidAt?: number
  readonly paidBy?: string
  readonly refundedAt?: number
  readonly refunds: readonly Refund[]
}

/** The stored form. Expiry is not stored: it follows from the clock. */
export interface TransactionRecord extends Omit<Transaction, 'status' | 'expiresAt'> {
  phase: 'open' | 'in-flight' | 'paid' | 'refunded' | 'declined'
  paidAt?: number
  paidBy?: string
  refundedAt?: number
  readonly refunds: Refund[]
  /** The fault generate was made with, for the faults that show later. */
  readonly fault?: Fault
}

/** True while a customer may still pay or decline. */
export function isPayable(record: TransactionRecord, now: number): boolean {
  return record.phase === 'open' && (now < record.madeAt + QR_LIFE_MILLIS || record.fault?.name === 'pay-late')
}

export function statusOf(record: TransactionRecord, now: number): TransactionStatus {
  switch (record.phase) {
    case 'open':
      return now < record.madeAt + QR_LIFE_MILLIS ? '03' : '05'
    case 'in-flight':
      return '03'
    case 'paid':
      return '00'
    case 'refunded':
      return '04'
    case 'declined':
      return '06'
  }
}

/** A copy for the outside, with the status of this moment. */
export function snapshot(record: TransactionRecord, now: number): Transaction {
  const { phase: _phase, fault: _fault, refunds, ...rest } = record
  const expiresAt = record.madeAt + QR_LIFE_MILLIS
  return { ...rest, refunds: [...refunds], status: statusOf(record, now), expiresAt }
}
