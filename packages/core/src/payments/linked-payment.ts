import type { StoredRecord } from '../engine/store.ts'
import type { LinkedData, LinkedState } from '../linked/linked-data.ts'
import type { LinkedEvent } from '../linked/linked-events.ts'
import { linkedKind } from '../linked/linked-lifecycle.ts'
import { planRefund, refundableUntil, remainingOf } from '../linked/refund-plan.ts'
import type { AnyPayment } from './payment.ts'
import type { PaymentKind } from './payment-kind.ts'

/** A payment out of the OVO account that a customer has linked. */
export interface LinkedPayment extends AnyPayment {
  readonly method: 'linked'
  /**
   * `awaiting-pin`: the customer types the PIN on OVO's page. `unknown`: OVO took it or may have, and is asked; or it
   * says something that does not fit, and a person is told. Never show `unknown` as paid or failed. `expired`: its time is
   * over, and OVO is still asked until its word is final.
   */
  readonly status: LinkedState
  /** The shop's own name for who pays. */
  readonly customer: string
  /** The link that it is paid from. */
  readonly linkId: string
  /** `points-first`: points, and cash for the rest. */
  readonly use: LinkedData['use']
  /** The number that OVO knows the payment by: MerchantInvoice in its settlement file. */
  readonly partnerReferenceNo: string
  /** OVO's own number. */
  readonly referenceNo: string | null
  /** Whole rupiah that have gone back so far. */
  readonly refundedAmount: number
}

/** Where the customer types the PIN: addresses of OVO's, for this customer's browser only. They may carry a token. */
export interface PinPage {
  readonly web: string
  /** Opens the OVO app, where OVO gives one. */
  readonly app: string | null
}

/** A linked payment as it was started. `pinPage` is `null` when OVO asks for no PIN, or has not answered. */
export type StartedLinkedPayment = LinkedPayment & { readonly pinPage: PinPage | null }

export type LinkedRecord = StoredRecord & { readonly state: LinkedState; readonly data: LinkedData }

const isForPerson = ({ state, data }: LinkedRecord): boolean =>
  state === 'unknown' && (data.mismatch !== undefined || data.isClosed === true)

export const linkedPayments: PaymentKind<LinkedRecord, LinkedPayment> = {
  kind: linkedKind,
  view: (record, refund) => {
    const { id, merchant, reference, number, state, data, createdAt } = record
    return {
      id,
      method: 'linked',
      merchant,
      reference,
      amount: data.amount,
      status: state,
      customer: data.customer,
      linkId: data.link,
      use: data.use,
      reason: data.reason ?? null,
      responseCode: data.responseCode ?? null,
      partnerReferenceNo: number,
      referenceNo: data.referenceNo ?? null,
      refundedAmount: data.refunded ?? 0,
      isCancelled: data.givenUp !== undefined,
      isLate: data.isLate ?? false,
      isOrphan: data.isOrphan ?? false,
      needsDecision: isForPerson(record),
      createdAt: new Date(createdAt),
      expiresAt: new Date(data.validUntil),
      paidAt: data.paidAt === undefined ? null : new Date(data.paidAt),
      refundableUntil: state === 'paid' ? new Date(refundableUntil(record)) : null,
      refund,
    }
  },
  isSettled: ({ state, data }) =>
    ['paid', 'refunded', 'failed'].includes(state) || (state === 'expired' && data.isClosed === true),
  isForPerson,
  payableUntil: ({ data }) => data.validUntil,
  undo: {
    takes: 'parts',
    remaining: remainingOf,
    plan: planRefund,
    event: (wish): LinkedEvent => ({ type: 'refund-asked', ...wish }),
  },
}
