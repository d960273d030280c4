import { endOfJakartaDay, type HistoryLine, type Ovo, type Payment, type Refund } from '@ovokit/core'

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
  /** What OVO knows it by. */
  readonly number: string
  readonly referenceNo: string | null
  /** Masked. */
  readonly phone: string | null
  readonly isLate: boolean
  readonly isOrphan: boolean
  readonly isCancelled: boolean
  readonly createdAt: string
  readonly expiresAt: string | null
  readonly paidAt: string | null
  /** Until when OVO gives the money back, while it can. */
  readonly refundableUntil: string | null
  readonly refund: { readonly status: string; readonly number: string; readonly isAutomatic: boolean } | null
  readonly history: readonly { readonly at: string; readonly event: string; readonly from: string; readonly to: string }[]
}

export async function attemptView(ovo: Ovo, payment: Payment): Promise<AttemptView> {
  const history = await ovo.payments.history(payment.id)
  const { id, reference, method, status, reason, responseCode, amount, isLate, isOrphan, isCancelled } = payment
  return {
    ...{ id, reference, method, status, reason, responseCode, amount, isLate, isOrphan, isCancelled },
    number: payment.partnerReferenceNo,
    referenceNo: payment.referenceNo,
    phone: null,
    createdAt: payment.createdAt.toISOString(),
    expiresAt: payment.expiresAt.toISOString(),
    paidAt: payment.paidAt?.toISOString() ?? null,
    refundableUntil: refundableUntil(payment, ovo.now())?.toISOString() ?? null,
    refund: payment.refund === null ? null : refundView(payment.refund),
    history: history.filter(({ isRejected }) => !isRejected).map(lineView),
  }
}

/** OVO refunds and voids on the payment's own day in Jakarta. */
function refundableUntil({ status, paidAt }: Payment, now: Date): Date | null {
  if (status !== 'paid' || paidAt === null) return null
  const end = new Date(endOfJakartaDay(paidAt.getTime()))
  return end > now ? end : null
}

const refundView = ({ status, partnerRefundNo, isAutomatic }: Refund): NonNullable<AttemptView['refund']> => ({
  ...{ status, isAutomatic },
  number: partnerRefundNo,
})

const lineView = ({ at, event, from, to }: HistoryLine): AttemptView['history'][number] => ({
  at: at.toISOString(),
  ...{ event, from, to },
})
