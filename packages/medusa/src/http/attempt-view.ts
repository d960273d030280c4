import type { HistoryLine, Ovo, Payment, Refund } from '@ovokit/core'

/** An attempt as the admin shows it. Plain JSON: no secret, and of the customer at most a masked number. */
export interface AttemptView {
  readonly id: string
  readonly reference: string
  readonly method: string
  readonly status: string
  readonly reason: string | null
  readonly responseCode: string | null
  /** Whole rupiah. */
  readonly amount: number
  /** What OVO's reports name it by. */
  readonly number: string
  /** OVO's own: its reference of a QRIS payment, its approval code of a push. */
  readonly referenceNo: string | null
  /** Masked, of a push. */
  readonly phone: string | null
  readonly isLate: boolean
  readonly isOrphan: boolean
  readonly isCancelled: boolean
  /** Nobody but a person can say what it is: see `resolve`. */
  readonly needsDecision: boolean
  readonly createdAt: string
  readonly expiresAt: string | null
  readonly paidAt: string | null
  /** The last instant at which OVO gives the money back. */
  readonly refundableUntil: string | null
  readonly refund: { readonly status: string; readonly number: string; readonly isAutomatic: boolean } | null
  readonly history: readonly {
    readonly at: string
    readonly event: string
    readonly from: string
    readonly to: string
  }[]
}

export async function attemptView(ovo: Ovo, payment: Payment): Promise<AttemptView> {
  const history = await ovo.payments.history(payment.id)
  const { id, reference, method, status, reason, responseCode, amount, isLate, isOrphan, isCancelled, needsDecision } =
    payment
  return {
    ...{ id, reference, method, status, reason, responseCode, amount, isLate, isOrphan, isCancelled, needsDecision },
    ...numbers(payment),
    createdAt: payment.createdAt.toISOString(),
    expiresAt: payment.expiresAt.toISOString(),
    paidAt: payment.paidAt?.toISOString() ?? null,
    refundableUntil: payment.refundableUntil?.toISOString() ?? null,
    refund: payment.refund === null ? null : refundView(payment.refund),
    history: history.filter(({ isRejected }) => !isRejected).map(lineView),
  }
}

const numbers = (payment: Payment): Pick<AttemptView, 'number' | 'referenceNo' | 'phone'> =>
  payment.method === 'qris'
    ? { number: payment.partnerReferenceNo, referenceNo: payment.referenceNo, phone: null }
    : { number: payment.merchantInvoice, referenceNo: payment.approvalCode, phone: payment.maskedPhone }

const refundView = ({ status, partnerRefundNo, isAutomatic }: Refund): NonNullable<AttemptView['refund']> => ({
  ...{ status, isAutomatic },
  number: partnerRefundNo,
})

const lineView = ({ at, event, from, to }: HistoryLine): AttemptView['history'][number] => ({
  at: at.toISOString(),
  ...{ event, from, to },
})
