import type { StoredRecord } from '../engine/store.ts'
import type { UndoData, UndoState } from '../lifecycle/undo.ts'
import { type QrPicture, qrPicture } from '../qris/picture.ts'
import { expiresAt, type QrisData, type QrisState } from '../qris/qris-data.ts'
import type { Rupiah } from '../values/rupiah.ts'

/** A payment as the shop sees it: a snapshot, not a live object. */
export interface Payment {
  readonly id: string
  readonly method: 'qris'
  readonly merchant: string
  /** The shop's own reference for what is being paid. */
  readonly reference: string
  /** Whole rupiah. */
  readonly amount: Rupiah
  /**
   * `awaiting-scan`: the QR is out. `expired`: its time is over, and OVO is still asked until its word is final.
   * `unknown`: OVO says something that does not fit; a person is told. Never show `unknown` as paid or failed.
   */
  readonly status: QrisState
  /** Why it failed, as a short machine word such as `no-answer` or `payload-amount-differs`. */
  readonly reason: string | null
  /** OVO's seven-digit code behind a failure. */
  readonly responseCode: string | null
  /** The 12-digit number that OVO knows the payment by. */
  readonly partnerReferenceNo: string
  /** OVO's own number: the MerchantInvoice column of its QRIS report. */
  readonly referenceNo: string | null
  /** `null` until OVO has answered, and when it did not. */
  readonly qr: QrPicture | null
  /** The shopper or the shop has cancelled it; if it is paid all the same, the money goes back. */
  readonly isCancelled: boolean
  /** Paid, or found to be paid, after the shop had heard that it expired or failed. */
  readonly isLate: boolean
  /** Paid although nobody waited for it any more: it is refunded by itself, or a person is told. */
  readonly isOrphan: boolean
  readonly createdAt: Date
  /** When the shopper's countdown ends: 75 s after the QR was asked for. */
  readonly expiresAt: Date
  /** OVO's time of payment. */
  readonly paidAt: Date | null
  /** The latest refund, if there is one. */
  readonly refund: Refund | null
}

export interface Refund {
  readonly id: string
  readonly paymentId: string
  readonly amount: Rupiah
  /** `pending`: not sent yet, or to be sent again. `unknown`: it may have happened; OVO is asked until it says. */
  readonly status: 'pending' | 'succeeded' | 'failed' | 'unknown'
  readonly partnerRefundNo: string
  /** OVO's number for the refund. */
  readonly refundNo: string | null
  /** True when a rule started it, not the shop. */
  readonly isAutomatic: boolean
  readonly reason: string | null
  readonly responseCode: string | null
  readonly createdAt: Date
  readonly refundedAt: Date | null
}

/** A payment that can be shown. */
export type ShownPayment = Payment & { readonly qr: QrPicture }

export type QrisRecord = StoredRecord & { readonly state: QrisState; readonly data: QrisData }
type UndoRecord = StoredRecord & { readonly state: UndoState; readonly data: UndoData }

export const isPayment = (record: StoredRecord): record is QrisRecord => record.kind === 'qris'

export function toPayment(record: QrisRecord, relatives: readonly StoredRecord[] = []): Payment {
  const { data } = record
  const undo = relatives.filter(({ parentId }) => parentId === record.id).at(-1)
  return {
    id: record.id,
    method: 'qris',
    merchant: record.merchant,
    reference: record.reference,
    amount: data.amount,
    status: record.state,
    reason: data.reason ?? null,
    responseCode: data.responseCode ?? null,
    partnerReferenceNo: record.number,
    referenceNo: data.referenceNo ?? null,
    qr: data.qrContent === undefined ? null : qrPicture(data.qrContent),
    isCancelled: data.givenUp !== undefined,
    isLate: data.isLate ?? false,
    isOrphan: data.isOrphan ?? false,
    createdAt: new Date(record.createdAt),
    expiresAt: new Date(expiresAt(data)),
    paidAt: data.paidAt === undefined ? null : new Date(data.paidAt),
    refund: undo === undefined ? null : toRefund(undo),
  }
}

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
    isAutomatic: data.isAutomatic,
    reason: data.reason ?? null,
    responseCode: data.responseCode ?? null,
    createdAt: new Date(record.createdAt),
    refundedAt: data.doneAt === undefined ? null : new Date(data.doneAt),
  }
}
