import type { StoredRecord } from '../engine/store.ts'
import { type QrPicture, qrPicture } from '../qris/picture.ts'
import { expiresAt, payableUntil, type QrisData, type QrisState } from '../qris/qris-data.ts'
import { qrisKind } from '../qris/qris-lifecycle.ts'
import { draftQrisRefund } from '../qris/refund.ts'
import { type EpochMillis, endOfJakartaDay } from '../values/jakarta-time.ts'
import type { AnyPayment } from './payment.ts'
import type { PaymentKind } from './payment-kind.ts'

/** A payment by dynamic QRIS. */
export interface QrisPayment extends AnyPayment {
  readonly method: 'qris'
  /**
   * `awaiting-scan`: the QR is out. `expired`: its time is over, and OVO is still asked until its word is final.
   * `unknown`: OVO says something that does not fit; a person is told. Never show `unknown` as paid or failed.
   */
  readonly status: QrisState
  /** The 12-digit number that OVO knows the payment by. */
  readonly partnerReferenceNo: string
  /** OVO's own number: the MerchantInvoice column of its QRIS report. */
  readonly referenceNo: string | null
  /** `null` until OVO has answered, and when it did not. */
  readonly qr: QrPicture | null
}

/** A QRIS payment that can be shown. */
export type ShownPayment = QrisPayment & { readonly qr: QrPicture }

export type QrisRecord = StoredRecord & { readonly state: QrisState; readonly data: QrisData }

const refundableUntil = ({ data, createdAt }: QrisRecord): EpochMillis => endOfJakartaDay(data.paidAt ?? createdAt)

export const qrisPayments: PaymentKind<QrisRecord, QrisPayment> = {
  kind: qrisKind,
  view: (record, refund) => {
    const { id, merchant, reference, number, state, data, createdAt } = record
    return {
      id,
      method: 'qris',
      merchant,
      reference,
      amount: data.amount,
      status: state,
      reason: data.reason ?? null,
      responseCode: data.responseCode ?? null,
      partnerReferenceNo: number,
      referenceNo: data.referenceNo ?? null,
      qr: data.qrContent === undefined ? null : qrPicture(data.qrContent),
      isCancelled: data.givenUp !== undefined,
      isLate: data.isLate ?? false,
      isOrphan: data.isOrphan ?? false,
      needsDecision: state === 'unknown',
      createdAt: new Date(createdAt),
      expiresAt: new Date(expiresAt(data)),
      paidAt: data.paidAt === undefined ? null : new Date(data.paidAt),
      refundableUntil: state === 'paid' ? new Date(refundableUntil(record)) : null,
      refund,
    }
  },
  isSettled: ({ state, data }) =>
    ['paid', 'refunded', 'failed'].includes(state) || (state === 'expired' && data.isClosed === true),
  isForPerson: ({ state }) => state === 'unknown',
  payableUntil: ({ data }) => payableUntil(data),
  undo: {
    takes: 'whole',
    does: 'refunds a QRIS payment',
    until: refundableUntil,
    draft: draftQrisRefund,
  },
}
