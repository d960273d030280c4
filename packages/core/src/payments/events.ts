import type { LinkRecord } from '../engine/customer-tokens.ts'
import type { Delivery, Store, StoredRecord } from '../engine/store.ts'
import type { LinkNoticeType, NoticeType, TopUpNoticeType } from '../lifecycle/lifecycle.ts'
import { linkKind } from '../linked/link-lifecycle.ts'
import { topUpKind } from '../top-up/top-up-data.ts'
import { type Link, toLink } from './link.ts'
import { type Payment, type Refund, toRefund } from './payment.ts'
import { isPayment, toPayment } from './payment-kinds.ts'
import { type ConfirmedTopUp, confirmedTopUp, type TopUpRecord } from './top-up.ts'

/**
 * Something that the shop must know. Delivered at least once, in order per payment; `id` stays the same however often
 * it is delivered, so a handler can tell a repetition.
 */
export interface OvoEvent {
  readonly id: string
  readonly type: NoticeType
  readonly at: Date
  readonly merchant: string
  readonly reference: string
  /** The payment as it was when the event happened. */
  readonly payment: Payment
  /** For `refunded`, `refund-failed`, `voided` and `void-failed`. */
  readonly refund: Refund | null
  /** For `attention`: a short machine word, and a sentence for a person. */
  readonly attention: { readonly reason: string; readonly message: string } | null
}

/** Something that the shop must know about a top-up. Delivered like an event about a payment. */
export interface TopUpNotice {
  readonly id: string
  readonly type: TopUpNoticeType
  readonly at: Date
  readonly merchant: string
  readonly reference: string
  /** The top-up as it was when the event happened. */
  readonly topUp: ConfirmedTopUp
  /** For `top-up-attention`: a short machine word, and a sentence for a person. */
  readonly attention: { readonly reason: string; readonly message: string } | null
}

/** Something that the shop must know about a customer's link. Delivered like an event about a payment. */
export interface LinkNotice {
  readonly id: string
  readonly type: LinkNoticeType
  readonly at: Date
  readonly merchant: string
  /** The shop's own name for the customer. */
  readonly customer: string
  /** The link as it was when the event happened. */
  readonly link: Link
  /** For `link-attention`: a short machine word, and a sentence for a person. */
  readonly attention: { readonly reason: string; readonly message: string } | null
}

export type AnyEvent = OvoEvent | TopUpNotice | LinkNotice

/** Makes the event out of what was stored with the change. */
export async function toEvent(delivery: Delivery, store: Store): Promise<AnyEvent> {
  const { record, details } = delivery.payload as unknown as { record: StoredRecord; details: Record<string, string> }
  const attention = details.reason === undefined ? null : { reason: details.reason, message: details.message ?? '' }
  if (record.kind === topUpKind) {
    const topUp = confirmedTopUp(record as TopUpRecord)
    const { merchant, reference } = topUp
    const type = delivery.type as TopUpNoticeType
    return { id: delivery.id, type, at: new Date(delivery.at), merchant, reference, topUp, attention }
  }
  if (record.kind === linkKind) {
    const link = toLink(record as LinkRecord)
    const { merchant, customer } = link
    const type = delivery.type as LinkNoticeType
    return { id: delivery.id, type, at: new Date(delivery.at), merchant, customer, link, attention }
  }
  const stored = isPayment(record) ? record : await store.record(record.parentId ?? '')
  if (stored === null || !isPayment(stored))
    throw new Error(`event ${delivery.id} is about a record that is not a payment`)
  const undos = isPayment(record) ? [] : [record]
  return {
    id: delivery.id,
    type: delivery.type as NoticeType,
    at: new Date(delivery.at),
    merchant: record.merchant,
    reference: record.reference,
    payment: toPayment(stored, undos),
    refund: isPayment(record) ? null : toRefund(record),
    attention,
  }
}
