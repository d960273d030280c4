import { formatJakarta } from '../wire/jakarta-time.ts'
import { Refusal } from '../wire/response-code.ts'
import { STATUS_TEXTS, statusOf, type TransactionRecord } from '../world/transaction.ts'
import { type Call, checkMerchant, type Handled, moneyOf } from './handler.ts'

/** qr-mpm-query: what became of a QR. */
export function queryQr(call: Call): Handled {
  const { world, partner } = call
  checkMerchant(call)
  const record = findOriginal(call)
  const status = statusOf(record, world.clock.now())
  const isPaid = status === '00' || status === '04'
  return {
    body: {
      originalReferenceNo: record.referenceNo,
      originalPartnerReferenceNo: record.partnerReferenceNo,
      serviceCode: '47',
      latestTransactionStatus: status,
      transactionStatusDesc: STATUS_TEXTS[status],
      ...(isPaid && record.paidAt !== undefined ? { paidTime: formatJakarta(record.paidAt) } : {}),
      amount: moneyOf(isPaid ? record.payable : record.amount),
      terminalId: partner.terminalId,
    },
  }
}

/** The transaction a request is about. With both numbers given, both have to be its own. */
export function findOriginal({ world, partner, fields }: Call): TransactionRecord {
  const { originalPartnerReferenceNo: theirs, originalReferenceNo: ours } = fields
  if (theirs === undefined && ours === undefined) throw new Refusal('mandatoryField', 'originalPartnerReferenceNo')
  const record =
    theirs === undefined
      ? world.transactions.byReference(ours ?? '')
      : world.transactions.byPartnerReference(partner.name, theirs)
  if (record === undefined || record.partner !== partner.name || (ours !== undefined && record.referenceNo !== ours)) {
    throw new Refusal('notFound')
  }
  return record
}
