import type { StoredRecord } from '../engine/store.ts'
import type { UndoData, UndoState } from '../lifecycle/undo.ts'
import type { Rupiah } from '../values/rupiah.ts'
import type { LinkedPayment } from './linked-payment.ts'
import type { PushToPayPayment } from './push-to-pay-payment.ts'
import type { QrisPayment } from './qris-payment.ts'

/** A payment as the shop sees it: a snapshot, not a live object. `method` tells the kinds apart. */
export type Payment = QrisPayment | PushToPayPayment | LinkedPayment

/** What every payment has, however it is made. */
export interface AnyPayment {
  readonly id: string
  readonly merchant: string
  /** The shop's own reference for what is being paid. */
  readonly reference: string
  /** Whole rupiah. */
  readonly amount: Rupiah
  /** Why it failed, as a short machine word such as `no-answer` or `payload-amount-differs`. */
  readonly reason: string | null
  /** OVO's code behind a failure: seven digits for SNAP, two for Push To Pay. */
  readonly responseCode: string | null
  /** The shopper or the shop has cancelled it; if it is paid all the same, the money goes back. */
  readonly isCancelled: boolean
  /** Paid, or found to be paid, after the shop had heard that it expired or failed, or by a status check only. */
  readonly isLate: boolean
  /** Paid although nobody waited for it any more: it is sent back by itself, or a person is told. */
  readonly isOrphan: boolean
  /** No rule may decide any more: `payments.resolve` takes a person's decision. */
  readonly needsDecision: boolean
  readonly createdAt: Date
  /** When the shopper's countdown ends. */
  readonly expiresAt: Date
  readonly paidAt: Date | null
  /** The last instant at which OVO gives it back. `null` while it is not paid, and once it is given back. */
  readonly refundableUntil: Date | null
  /** The latest refund or void, if there is one. */
  readonly refund: Refund | null
}

/** Money on its way back: a refund of a QRIS or a linked payment, a void of a push. */
export interface Refund {
  readonly id: string
  readonly paymentId: string
  readonly amount: Rupiah
  /** `pending`: not sent yet, or to be sent again. `unknown`: it may have happened; OVO is asked until it says. */
  readonly status: 'pending' | 'succeeded' | 'failed' | 'unknown'
  /** Our number for it: what OVO knows a refund by. A void has no number at OVO. */
  readonly partnerRefundNo: string
  /** OVO's number for the refund, or its approval code for the void. */
  readonly refundNo: string | null
  /** The shop's own name for it, of a refund in part. */
  readonly key: string | null
  /** True when a rule started it, not the shop. */
  readonly isAutomatic: boolean
  readonly reason: string | null
  readonly responseCode: string | null
  readonly createdAt: Date
  readonly refundedAt: Date | null
}

type UndoRecord = StoredRecord & { readonly state: UndoState; readonly data: UndoData }

const refundStatus: Readonly<Record<UndoState, Refund['status']>> = {
  created: 'pending',
  sent: 'unknown',
  unknown: 'unknown',
  succeeded: 'succeeded',
  failed: 'failed',
}

export function toRefund(record: StoredRecord): Refund {
  const { data, state } = record as UndoRecord
  return {
    id: record.id,
    paymentId: record.parentId ?? '',
    amount: data.amount,
    status: refundStatus[state],
    partnerRefundNo: record.number,
    refundNo: data.ovoReference ?? null,
    key: 'key' in data && typeof data.key === 'string' ? data.key : null,
    isAutomatic: data.isAutomatic,
    reason: data.reason ?? null,
    responseCode: data.responseCode ?? null,
    createdAt: new Date(record.createdAt),
    refundedAt: data.doneAt === undefined ? null : new Date(data.doneAt),
  }
}
