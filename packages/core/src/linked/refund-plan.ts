import type { Subject } from '../lifecycle/lifecycle.ts'
import type { UndoState } from '../lifecycle/undo.ts'
import { type EpochMillis, endOfJakartaDay } from '../values/jakarta-time.ts'
import type { Rupiah } from '../values/rupiah.ts'
import type { LinkedData } from './linked-data.ts'
import type { LinkedRefundData } from './linked-refund.ts'

export const linkedRefundKind = 'linked-refund'

/** What a wish to refund comes to. */
export type RefundPlan =
  | { readonly type: 'new'; readonly record: Omit<Subject<UndoState, LinkedRefundData>, 'id' | 'createdAt'> }
  /** The same key was asked for before, and has not failed: that refund it is. */
  | { readonly type: 'existing'; readonly id: string }
  | {
      readonly type: 'refused'
      readonly reason: 'not-paid' | 'window-closed' | 'above-remaining' | 'key-reused'
      readonly remaining: number
    }

const day = 86_400_000

/** Until when OVO takes refunds: 23:59:59.999 in Jakarta of the last day. */
export const refundableUntil = ({
  data,
  createdAt,
}: Pick<Subject<string, LinkedData>, 'data' | 'createdAt'>): EpochMillis =>
  endOfJakartaDay((data.paidAt ?? createdAt) + data.refundDays * day)

/** What could still go back: the amount without every refund that has not failed, done or not. */
export function remainingOf(payment: Subject<string, LinkedData>, relatives: readonly Subject[]): number {
  const gone = refundsOf(payment, relatives).filter(({ state }) => state !== 'failed')
  return gone.reduce((left: number, { data }) => left - data.amount, payment.data.amount)
}

/**
 * Plans a refund against everything that was planned before. Pure, and decided again inside the payment's own change, so
 * that two processes cannot both give the last rupiah back.
 *
 * Its partnerRefundNo is the payment's number and a count, which never repeats.
 *
 * @param key - the shop's own name for this refund: the same key is the same refund, and a failed one makes room.
 * @see docs/protocol/linkage.md#refund
 */
export function planRefund(input: {
  readonly payment: Subject<string, LinkedData>
  readonly relatives: readonly Subject[]
  readonly amount: number
  readonly key: string
  readonly note?: string | undefined
  readonly isAutomatic: boolean
  readonly now: EpochMillis
}): RefundPlan {
  const { payment, relatives, amount, key, note, isAutomatic, now } = input
  const { id, merchant, reference, number, data } = payment
  const refunds = refundsOf(payment, relatives)
  const remaining = remainingOf(payment, relatives)
  const refused = (reason: 'not-paid' | 'window-closed' | 'above-remaining' | 'key-reused'): RefundPlan => {
    return { type: 'refused', reason, remaining }
  }
  const same = refunds.find((refund) => refund.data.key === key && refund.state !== 'failed')
  if (same !== undefined) return same.data.amount === amount ? { type: 'existing', id: same.id } : refused('key-reused')
  if (payment.state !== 'paid') return refused('not-paid')
  if (now > refundableUntil(payment)) return refused('window-closed')
  if (!Number.isSafeInteger(amount) || amount < 1 || amount > remaining) return refused('above-remaining')
  return {
    type: 'new',
    record: {
      kind: linkedRefundKind,
      merchant,
      reference,
      number: `${number}${String(refunds.length + 1).padStart(2, '0')}`,
      parentId: id,
      state: 'created',
      data: {
        amount: amount as Rupiah,
        isAutomatic,
        cutoffAt: refundableUntil(payment),
        sends: 0,
        misses: 0,
        asked: 0,
        key,
        paymentNumber: number,
        paymentAmount: data.amount,
        ...(data.referenceNo === undefined ? {} : { paymentReferenceNo: data.referenceNo }),
        merchantId: data.merchantId,
        customer: data.customer,
        link: data.link,
        deviceId: data.deviceId,
        ...(note === undefined ? {} : { note }),
      },
    },
  }
}

/** Every refund of a payment, failed ones too. */
export function refundsOf(
  { id }: { readonly id: string },
  relatives: readonly Subject[],
): readonly Subject<UndoState, LinkedRefundData>[] {
  const ours = relatives.filter(({ kind, parentId }) => kind === linkedRefundKind && parentId === id)
  return ours as unknown as readonly Subject<UndoState, LinkedRefundData>[]
}
