import { formatRupiah, type Payment, type Refund } from '@ovokit/core'
import type { Line, Text } from '../text.ts'

/** A state in words; whatever has none is shown as it is. */
const states: Readonly<Record<string, Text>> = {
  created: { en: 'being made', id: 'sedang dibuat' },
  'awaiting-scan': { en: 'waits to be scanned', id: 'menunggu dipindai' },
  pushed: { en: 'waits for the customer', id: 'menunggu pelanggan' },
  paid: { en: 'paid', id: 'dibayar' },
  failed: { en: 'failed', id: 'gagal' },
  declined: { en: 'declined by the customer', id: 'ditolak pelanggan' },
  expired: { en: 'expired', id: 'kedaluwarsa' },
  reversing: { en: 'being reversed', id: 'sedang dibatalkan' },
  reversed: { en: 'reversed, nothing was taken', id: 'dibatalkan, tidak ada uang yang diambil' },
  refunded: { en: 'refunded', id: 'dikembalikan' },
  voided: { en: 'voided', id: 'dibatalkan (void)' },
  unknown: { en: 'unknown: OVO is being asked', id: 'belum pasti: OVO sedang ditanya' },
  pending: { en: 'on its way', id: 'dalam proses' },
  succeeded: { en: 'done', id: 'berhasil' },
}

export const stateText = (state: string): Text => states[state] ?? { en: state, id: state }

/** What a script gets of a payment. No QR content and no phone number. */
export function paymentFacts(payment: Payment): Readonly<Record<string, unknown>> {
  const { id, method, merchant, reference, amount, status, reason, responseCode, needsDecision, isLate, isOrphan } =
    payment
  const { createdAt, expiresAt, paidAt, refundableUntil, refund } = payment
  return {
    id,
    method,
    merchant,
    reference,
    amount,
    status,
    reason,
    responseCode,
    needsDecision,
    isLate,
    isOrphan,
    createdAt,
    expiresAt,
    paidAt,
    refundableUntil,
    refund: refund === null ? null : refundFacts(refund),
  }
}

export const refundFacts = ({
  id,
  amount,
  status,
  partnerRefundNo,
  refundNo,
  isAutomatic,
  createdAt,
  refundedAt,
}: Refund): object => ({
  id,
  amount,
  status,
  partnerRefundNo,
  refundNo,
  isAutomatic,
  createdAt,
  refundedAt,
})

/** One line: what, how much, where it stands. */
export function paymentLine(payment: Payment): Line {
  const { id, reference, amount, method, needsDecision } = payment
  const state = stateText(payment.status)
  const head = `${jakarta(payment.createdAt)}  ${reference}  ${formatRupiah(amount)}  ${method}`
  return {
    en: `${head}  ${state.en}${needsDecision ? ' — a person must decide' : ''}  (${id})`,
    id: `${head}  ${state.id}${needsDecision ? ' — perlu keputusan orang' : ''}  (${id})`,
  }
}

const clock = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Jakarta',
  dateStyle: 'short',
  timeStyle: 'medium',
})

/** The time on the shop's wall, whatever the machine's is. */
export const jakarta = (at: Date): string => `${clock.format(at)} WIB`
