import type { HistoryLine, Ovo, Payment, Refund } from '@ovokit/core'
import type { AttemptView } from './attempt-view.ts'

export async function toAttemptView(ovo: Ovo, payment: Payment): Promise<AttemptView> {
  const history = await ovo.payments.history(payment.id)
  const { id, reference, method, status, reason, responseCode, amount, isLate, isOrphan, isCancelled, needsDecision } =
    payment
  return {
    id,
    reference,
    method,
    status,
    reason,
    responseCode,
    amount,
    isLate,
    isOrphan,
    isCancelled,
    needsDecision,
    ...numbers(payment),
    createdAt: payment.createdAt.toISOString(),
    expiresAt: payment.expiresAt.toISOString(),
    paidAt: payment.paidAt?.toISOString() ?? null,
    refundableUntil: payment.refundableUntil?.toISOString() ?? null,
    refundedAmount: refundedOf(payment),
    refund: payment.refund === null ? null : refundView(payment.refund),
    history: history.filter(({ isRejected }) => !isRejected).map(lineView),
  }
}

const numbers = (payment: Payment): Pick<AttemptView, 'number' | 'referenceNo' | 'phone'> =>
  payment.method === 'push-to-pay'
    ? { number: payment.merchantInvoice, referenceNo: payment.approvalCode, phone: payment.maskedPhone }
    : { number: payment.partnerReferenceNo, referenceNo: payment.referenceNo, phone: null }

const refundedOf = (payment: Payment): number =>
  payment.method === 'linked' ? payment.refundedAmount : payment.status === 'refunded' ? payment.amount : 0

const refundView = ({ status, partnerRefundNo, isAutomatic }: Refund): NonNullable<AttemptView['refund']> => ({
  status,
  isAutomatic,
  number: partnerRefundNo,
})

const lineView = ({ at, event, from, to }: HistoryLine): AttemptView['history'][number] => ({
  at: at.toISOString(),
  event,
  from,
  to,
})
