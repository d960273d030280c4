import { faultOf } from '../faults/fault-queue.ts'
import { MAGIC_AMOUNTS } from '../faults/magic-amounts.ts'
import { formatJakarta, jakartaDay } from '../wire/jakarta-time.ts'
import { Refusal } from '../wire/response-code.ts'
import { type LinkedPaymentRecord, type LinkedRefund, refundable } from '../world/linked-payment.ts'
import type { World } from '../world/world.ts'
import { type Call, checkMerchant, customerOf, type Handled, moneyOf } from './handler.ts'
import { findLinked } from './query-linked.ts'

const WINDOW_DAYS = 60
const DAY_MILLIS = 86_400_000

/** debit/refund: all or a part, several times, within 60 days. The same partnerRefundNo again is answered again. */
export function refundLinked(call: Call): Handled {
  const { world, partner, fields } = call
  const { partnerRefundNo = '', 'refundAmount.value': value, reason } = fields
  checkMerchant(call)
  const record = findLinked(call)
  const isByCustomer = world.links.bearer(partner.clientId, call.bearer) !== undefined
  if (isByCustomer && customerOf(call).phone !== record.phone) throw new Refusal('notFound')

  const holder = world.linkedPayments.byRefund(partner.name, partnerRefundNo)
  if (holder !== undefined) {
    const before = holder.refunds.find((refund) => refund.partnerRefundNo === partnerRefundNo)
    const isSame = holder === record && (value === undefined || before?.amount === Number(value))
    if (before === undefined || !isSame) throw new Refusal('inconsistent')
    return answer(record, before)
  }

  const left = refundable(record)
  const amount = value === undefined ? left : Number(value)
  if (record.phase !== 'paid' && record.phase !== 'refunded') throw new Refusal('notAllowed', 'It is not paid')
  if (!isInWindow(world, record)) throw new Refusal('notAllowed', 'The payment is too old')
  if (amount === 0 || amount > left) throw new Refusal('invalidAmount')
  const { dailyRefundLimit: limit } = partner
  if (limit !== undefined && refundedToday(world, partner.name) + amount > limit) throw new Refusal('merchantLimit')
  const asked = record.refunds.length === 0 ? MAGIC_AMOUNTS[record.amount]?.refund : undefined
  const fault = call.fault ?? (asked === undefined ? undefined : faultOf(asked))
  const refund = world.linkedPayments.refund(record, { partnerRefundNo, amount, reason }, fault)
  return { ...answer(record, refund), fault: asked }
}

/** Done, under way, or refused after all. */
function answer(record: LinkedPaymentRecord, refund: LinkedRefund): Handled {
  if (refund.status === '06') throw new Refusal('notAllowed', 'The refund has failed')
  const body = {
    originalReferenceNo: record.referenceNo,
    originalPartnerReferenceNo: record.partnerReferenceNo,
    refundNo: refund.refundNo,
    partnerRefundNo: refund.partnerRefundNo,
    refundAmount: moneyOf(refund.amount),
    refundTime: formatJakarta(refund.at),
  }
  return refund.status === '00' ? { body } : { body, responseCase: 'inProgress' }
}

/** Until the end of the sixtieth Jakarta day after the payment. */
function isInWindow({ clock }: World, { paidAt = 0 }: LinkedPaymentRecord): boolean {
  return jakartaDay(clock.now()) <= jakartaDay(paidAt + WINDOW_DAYS * DAY_MILLIS)
}

function refundedToday({ clock, linkedPayments }: World, partner: string): number {
  const today = jakartaDay(clock.now())
  return linkedPayments
    .all()
    .flatMap((record) => (record.partner === partner ? record.refunds : []))
    .filter(({ at, status }) => status !== '06' && jakartaDay(at) === today)
    .reduce((sum, { amount }) => sum + amount, 0)
}
