import { MAGIC_AMOUNTS } from '../faults/magic-amounts.ts'
import { formatJakarta, jakartaDay } from '../wire/jakarta-time.ts'
import { Refusal } from '../wire/response-code.ts'
import type { Refund, TransactionRecord } from '../world/transaction.ts'
import { type Call, checkMerchant, type Handled, moneyOf } from './handler.ts'
import { findOriginal } from './query-qr.ts'

/** qr-mpm-refund: the whole payment, on the Jakarta day it was made. The same partnerRefundNo again is answered again. */
export function refundQr(call: Call): Handled {
  const { world, partner, fields } = call
  const { partnerRefundNo = '', 'refundAmount.value': value } = fields
  checkMerchant(call)
  const record = findOriginal(call)
  const amount = value === undefined ? record.payable : Number(value)

  const holder = world.transactions.byRefund(partner.name, partnerRefundNo)
  if (holder !== undefined) {
    const before = holder.refunds.find((refund) => refund.partnerRefundNo === partnerRefundNo)
    if (holder !== record || before?.amount !== amount) throw new Refusal('inconsistent')
    return { body: refundBody(record, before) }
  }

  if (record.phase === 'refunded') throw new Refusal('notAllowed', 'The payment is refunded already')
  if (record.phase !== 'paid' || record.paidAt === undefined) throw new Refusal('notAllowed', 'The QR is not paid')
  if (jakartaDay(record.paidAt) !== jakartaDay(world.clock.now())) {
    throw new Refusal('notAllowed', 'The payment is not of today')
  }
  if (amount !== record.payable) throw new Refusal('invalidAmount')
  const refund = world.payments.refund(record, partnerRefundNo)
  return { body: refundBody(record, refund), fault: MAGIC_AMOUNTS[record.amount]?.refund }
}

function refundBody(record: TransactionRecord, refund: Refund): Handled['body'] {
  return {
    originalReferenceNo: record.referenceNo,
    originalPartnerReferenceNo: record.partnerReferenceNo,
    refundNo: refund.refundNo,
    partnerRefundNo: refund.partnerRefundNo,
    refundAmount: moneyOf(refund.amount),
    refundTime: formatJakarta(refund.refundedAt),
  }
}
