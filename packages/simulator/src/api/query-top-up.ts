import { Refusal } from '../wire/response-code.ts'
import { STATUS_TEXTS } from '../world/transaction.ts'
import { type Call, type Handled, moneyOf } from './handler.ts'

const STATUS = { 'in-flight': '03', done: '00', failed: '06' } as const

/** topup-status: what became of a top-up. */
export function queryTopUp({ world, partner, fields }: Call): Handled {
  const { originalPartnerReferenceNo: theirs, originalReferenceNo: ours } = fields
  const topUp = world.topUps.find(partner.name, theirs ?? '')
  if (topUp === undefined || (ours !== undefined && ours !== topUp.referenceNo)) throw new Refusal('notFound')
  const status = STATUS[topUp.state]
  return {
    body: {
      originalReferenceNo: topUp.referenceNo,
      originalPartnerReferenceNo: topUp.partnerReferenceNo,
      serviceCode: '38',
      amount: moneyOf(topUp.amount),
      latestTransactionStatus: status,
      transactionStatusDesc: STATUS_TEXTS[status],
    },
  }
}
