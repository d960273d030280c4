import { formatRupiah, type LinkedPayment, type Payment, type Refund, type Rupiah } from '@ovokit/core'

/** A label and what stands behind it. */
export type Fact = readonly [label: string, value: string]

/** What a person at the desk wants to know of a payment: the names it has at OVO, what went wrong, what can be done. */
export function paymentFacts(payment: Payment, now: Date): readonly Fact[] {
  const { reason, responseCode, isLate, paidAt, refund, refundableUntil } = payment
  const why = paidAt === null ? [reason, responseCode].filter((word) => word !== null).join(' · ') : ''
  const left = (refundableUntil?.getTime() ?? 0) - now.getTime()
  return [
    ...namesAtOvo(payment),
    ...(why === '' ? [] : [['Why', why] as const]),
    ...(isLate ? [['Late', 'paid when nobody waited any more'] as const] : []),
    ...(refund === null ? [] : [[undoWord(payment), goneBack(payment, refund)] as const]),
    ...(payment.method === 'linked' ? partsOf(payment) : []),
    ...(left > 0 && payment.method === 'linked'
      ? [['Can go back for', `${timeLeft(left)}, also in parts`] as const]
      : []),
    ...(left > 0 && payment.method !== 'linked' && refund === null
      ? [['Can go back for', `${timeLeft(left)}, in full`] as const]
      : []),
  ]
}

/** OVO knows a refund by our number for it, and a void by its own approval code. */
function goneBack({ method }: Payment, { status, partnerRefundNo, refundNo }: Refund): string {
  return [status, method === 'push-to-pay' ? refundNo : partnerRefundNo].filter((word) => word !== null).join(' · ')
}

const partsOf = ({ refundedAmount }: LinkedPayment): readonly Fact[] =>
  refundedAmount === 0 ? [] : [['Gone back', formatRupiah(refundedAmount as Rupiah)]]

/** A push is voided, everything else is refunded. */
export const undoWord = ({ method }: Pick<Payment, 'method'>): string => (method === 'push-to-pay' ? 'Void' : 'Refund')

function namesAtOvo(payment: Payment): readonly Fact[] {
  if (payment.method !== 'push-to-pay') {
    const { method, partnerReferenceNo, referenceNo } = payment
    return [
      ['Paid by', method === 'qris' ? 'QRIS' : 'linked OVO account'],
      ['Our number', partnerReferenceNo],
      ['OVO’s number', referenceNo ?? 'none'],
    ]
  }
  const { maskedPhone, merchantInvoice, batchNo, referenceNumber, approvalCode } = payment
  return [
    ['Paid by', 'OVO Push To Pay'],
    ['Phone', maskedPhone],
    ['Merchant invoice', merchantInvoice],
    ['Batch · reference', `${sixDigits(batchNo)} · ${sixDigits(referenceNumber)}`],
    ['Approval code', approvalCode ?? 'none'],
  ]
}

/** As they stand in OVO's report. */
const sixDigits = (number: number): string => String(number).padStart(6, '0')

function timeLeft(millis: number): string {
  const minutes = Math.max(1, Math.floor(millis / 60_000))
  if (minutes >= 48 * 60) return `${Math.floor(minutes / (24 * 60))} days`
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}
