import type { ShopperText } from '../errors/shopper-text.ts'
import type { LinkedPayment, PinPage, StartedLinkedPayment } from './linked-payment.ts'
import type { Payment } from './payment.ts'
import type { PushToPayPayment } from './push-to-pay-payment.ts'
import type { QrisPayment } from './qris-payment.ts'

export type ShopperStatus =
  | 'preparing'
  | 'scan'
  | 'confirm'
  | 'pin'
  | 'checking'
  | 'paid'
  | 'refunded'
  | 'expired'
  | 'declined'
  | 'failed'
  | 'reversed'
  | 'cancelled'

/** What a shopper's page needs, and nothing that it must not see. Plain JSON. */
export interface ShopperView {
  readonly id: string
  readonly method: Payment['method']
  readonly reference: string
  /** Whole rupiah. */
  readonly amount: number
  /**
   * `preparing`: nothing to show yet. `scan`: show the QR. `confirm`: the customer confirms in the OVO app. `pin`:
   * the customer types the PIN on OVO's page. `checking`: the outcome is not known, never show it as failed. `expired`:
   * offer to pay again. `reversed`: nobody confirmed, and it
   * was taken back. `paid`, `refunded`, `declined`, `failed`, `cancelled`: as they say.
   */
  readonly status: ShopperStatus
  /** Only while it can be scanned. */
  readonly qrContent: string | null
  /** Where the prompt went: `0812****7890`. */
  readonly maskedPhone: string | null
  /**
   * Where the PIN is typed: send the browser there. Only while it can be, and only where the view was made of a payment as
   * `linked.start` gives it.
   */
  readonly pinPage: PinPage | null
  /** OVO's own words for this outcome, where it prescribes some. */
  readonly text: ShopperText | null
  readonly secondsLeft: number
  /** ISO 8601. Count down to it by the server's clock (`now`), not the phone's. */
  readonly expiresAt: string
  readonly now: string
  /** The shopper can try again: a new QR, a new prompt. */
  readonly canRegenerate: boolean
  readonly canCancel: boolean
  /** Nothing will change any more unless the shopper acts. */
  readonly isFinal: boolean
}

export function shopperView(payment: Payment | StartedLinkedPayment, now: Date): ShopperView {
  const status = statusOf(payment, now)
  const isOpen = status === 'scan' || status === 'confirm' || status === 'pin'
  return {
    id: payment.id,
    method: payment.method,
    reference: payment.reference,
    amount: payment.amount,
    status,
    qrContent: status === 'scan' && payment.method === 'qris' ? (payment.qr?.content ?? null) : null,
    maskedPhone: payment.method === 'push-to-pay' ? payment.maskedPhone : null,
    pinPage: status === 'pin' && 'pinPage' in payment ? payment.pinPage : null,
    text: payment.method === 'push-to-pay' ? payment.shopperText : null,
    secondsLeft: isOpen ? Math.max(0, Math.ceil((payment.expiresAt.getTime() - now.getTime()) / 1000)) : 0,
    expiresAt: payment.expiresAt.toISOString(),
    now: now.toISOString(),
    canRegenerate: ['expired', 'failed', 'declined', 'reversed'].includes(status),
    canCancel: isOpen || status === 'preparing',
    isFinal: !isOpen && status !== 'preparing' && status !== 'checking',
  }
}

function statusOf(payment: Payment, now: Date): ShopperStatus {
  switch (payment.method) {
    case 'qris':
      return qrisStatus(payment, now)
    case 'push-to-pay':
      return pushStatus(payment, now)
    case 'linked':
      return linkedStatus(payment, now)
  }
}

function linkedStatus(payment: LinkedPayment, now: Date): ShopperStatus {
  switch (payment.status) {
    case 'created':
      return payment.isCancelled ? 'cancelled' : 'preparing'
    case 'awaiting-pin':
      if (payment.isCancelled) return 'cancelled'
      return now < payment.expiresAt ? 'pin' : 'checking'
    case 'paid':
      return payment.isOrphan ? 'cancelled' : 'paid'
    case 'unknown':
      return payment.isCancelled ? 'cancelled' : 'checking'
    case 'expired':
      return payment.isCancelled ? 'cancelled' : 'expired'
    case 'refunded':
    case 'failed':
      return payment.status
  }
}

function qrisStatus(payment: QrisPayment, now: Date): ShopperStatus {
  switch (payment.status) {
    case 'created':
      return payment.isCancelled ? 'cancelled' : 'preparing'
    case 'awaiting-scan':
      if (payment.isCancelled) return 'cancelled'
      return now < payment.expiresAt ? 'scan' : 'checking'
    case 'paid':
      // Money that goes back by itself is not a paid order.
      return payment.isOrphan ? 'cancelled' : 'paid'
    case 'unknown':
      return 'checking'
    case 'expired':
      return payment.isCancelled ? 'cancelled' : 'expired'
    case 'refunded':
    case 'failed':
      return payment.status
  }
}

function pushStatus(payment: PushToPayPayment, now: Date): ShopperStatus {
  switch (payment.status) {
    case 'created':
      return 'preparing'
    case 'pushed':
      if (payment.isCancelled) return 'cancelled'
      return now < payment.expiresAt ? 'confirm' : 'checking'
    case 'unknown':
    case 'reversing':
      return payment.isCancelled ? 'cancelled' : 'checking'
    case 'paid':
      return payment.isOrphan ? 'cancelled' : 'paid'
    case 'failed':
    case 'reversed':
      return payment.isCancelled ? 'cancelled' : payment.status
    case 'refunded':
    case 'declined':
      return payment.status
  }
}
