import { formatJakarta } from '../wire/jakarta-time.ts'
import { Refusal } from '../wire/response-code.ts'
import { LINKED_STATUS_TEXTS, type LinkedPaymentRecord, snapshotLinked } from '../world/linked-payment.ts'
import { type Call, checkMerchant, customerOf, type Handled, moneyOf } from './handler.ts'

/** debit/status: what became of a payment, and of its refunds. Only with the token of the customer who pays. */
export function queryLinked(call: Call): Handled {
  const { world, fields } = call
  checkMerchant(call)
  const customer = customerOf(call)
  const record = findLinked(call)
  if (record.phone !== customer.phone) throw new Refusal('notFound')
  const { status, paidAt, refunds, payable, amount } = snapshotLinked(record, world.clock.now())
  const isPaid = status === '00' || status === '04'
  return {
    body: {
      originalReferenceNo: record.referenceNo,
      originalPartnerReferenceNo: record.partnerReferenceNo,
      serviceCode: fields.serviceCode,
      latestTransactionStatus: status,
      transactionStatusDesc: LINKED_STATUS_TEXTS[status],
      transAmount: moneyOf(isPaid ? payable : amount),
      ...(isPaid && paidAt !== undefined ? { paidTime: formatJakarta(paidAt) } : {}),
      ...(refunds.length === 0
        ? {}
        : {
            refundHistory: refunds.map((refund) => ({
              refundNo: refund.refundNo,
              partnerRefundNo: refund.partnerRefundNo,
              refundAmount: moneyOf(refund.amount),
              refundStatus: refund.status,
              refundDate: formatJakarta(refund.at),
              reason: refund.reason,
            })),
          }),
    },
  }
}

/** The payment a request is about. With both numbers given, both have to be its own. */
export function findLinked({ world, partner, fields }: Call): LinkedPaymentRecord {
  const { originalPartnerReferenceNo: theirs, originalReferenceNo: ours } = fields
  if (theirs === undefined && ours === undefined) throw new Refusal('mandatoryField', 'originalPartnerReferenceNo')
  const record =
    theirs === undefined
      ? world.linkedPayments.byReference(partner.name, ours ?? '')
      : world.linkedPayments.find(partner.name, theirs)
  if (record === undefined || (ours !== undefined && record.referenceNo !== ours)) throw new Refusal('notFound')
  return record
}
