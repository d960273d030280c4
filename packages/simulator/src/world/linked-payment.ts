import type { Fault } from '../faults/fault-queue.ts'
import { STATUS_TEXTS, type TransactionStatus } from './transaction.ts'

/** latestTransactionStatus of a linked payment. */
export const LINKED_STATUS_TEXTS: Readonly<Record<TransactionStatus | '01' | '02', string>> = {
  ...STATUS_TEXTS,
  '01': 'Initiated',
  '02': 'Paying',
}

export type LinkedPaymentState = 'waiting' | 'in-flight' | 'paid' | 'refunded' | 'cancelled' | 'failed' | 'expired'

/** A refund of all or a part. `status`: `03` while the money is on its way, `00` when the customer has it, `06` failed. */
export interface LinkedRefund {
  readonly partnerRefundNo: string
  readonly refundNo: string
  readonly amount: number
  readonly at: number
  readonly reason: string | undefined
  readonly status: '00' | '03' | '06'
}

/** A payment out of a linked account, as OVO has it. Instants are epoch milliseconds, amounts whole rupiah. */
export interface LinkedPayment {
  readonly partner: string
  readonly partnerReferenceNo: string
  readonly referenceNo: string
  readonly phone: string
  /** What the merchant asked for. */
  readonly amount: number
  /** What the customer pays. Differs from `amount` only under the fault `wrong-amount`. */
  readonly payable: number
  /** How much of it OVO Points paid; OVO Cash paid the rest. 0 until it is paid. */
  readonly points: number
  readonly state: LinkedPaymentState
  readonly status: keyof typeof LINKED_STATUS_TEXTS
  readonly madeAt: number
  /** The end of the PIN page. */
  readonly validUntil: number
  /** The last part of the address of the PIN page; missing when OVO asked for no PIN. */
  readonly page?: string
  /** Where the PIN page leads back to. */
  readonly returnUrl?: string
  readonly paidAt?: number
  readonly refunds: readonly LinkedRefund[]
}

/** The stored form. Expiry is not stored: it follows from the clock. */
export interface LinkedPaymentRecord extends Omit<LinkedPayment, 'state' | 'status'> {
  phase: Exclude<LinkedPaymentState, 'expired'>
  points: number
  paidAt?: number
  finishedAt?: number
  /** The customer has seen the PIN page. */
  isOpened: boolean
  wrong: number
  /** How much may come out of points. */
  readonly pointsUpTo: number
  readonly notifyUrl: string | undefined
  readonly refunds: Array<{ -readonly [Key in keyof LinkedRefund]: LinkedRefund[Key] }>
  /** The fault it was made with, for the faults that show later. */
  readonly fault: Fault | undefined
}

/** True while the PIN page takes a PIN. */
export function isWaiting({ phase, validUntil, fault }: LinkedPaymentRecord, now: number): boolean {
  return phase === 'waiting' && (now < validUntil || fault?.name === 'pay-late')
}

/** What can still be given back: the payment less every refund that has not failed. */
export function refundable({ payable, refunds }: LinkedPaymentRecord): number {
  return refunds.reduce((left, { amount, status }) => (status === '06' ? left : left - amount), payable)
}

/** What the shop has of it. A refund on its way has left the shop. */
export function keptOf(record: LinkedPaymentRecord): number {
  return record.phase === 'paid' || record.phase === 'refunded' ? refundable(record) : 0
}

/** A copy for the outside, with the status of this moment. */
export function snapshotLinked(record: LinkedPaymentRecord, now: number): LinkedPayment {
  const { phase, finishedAt: _f, isOpened, wrong: _w, pointsUpTo: _p, notifyUrl: _n, fault: _x, ...rest } = record
  const state = phase === 'waiting' && now >= record.validUntil ? 'expired' : phase
  const status = state === 'waiting' && isOpened ? '02' : STATUS_OF[state]
  return { ...rest, refunds: rest.refunds.map((refund) => ({ ...refund })), state, status }
}

const STATUS_OF = {
  waiting: '01',
  'in-flight': '03',
  paid: '00',
  refunded: '04',
  cancelled: '05',
  expired: '05',
  failed: '06',
} as const satisfies Record<LinkedPaymentState, LinkedPayment['status']>
