import type { Payment } from './payment.ts'

/** What a shopper's page needs, and nothing that it must not see. Plain JSON. */
export interface ShopperView {
  readonly id: string
  readonly reference: string
  /** Whole rupiah. */
  readonly amount: number
  /**
   * `preparing`: no QR yet. `scan`: show the QR. `checking`: the outcome is not known, never show it as failed.
   * `expired`: offer a new QR. `paid`, `refunded`, `failed`, `cancelled`: as they say.
   */
  readonly status: 'preparing' | 'scan' | 'checking' | 'paid' | 'refunded' | 'expired' | 'failed' | 'cancelled'
  /** Only while it can be scanned. */
  readonly qrContent: string | null
  readonly secondsLeft: number
  /** ISO 8601. Count down to it by the server's clock (`now`), not the phone's. */
  readonly expiresAt: string
  readonly now: string
  /** A new QR can be asked for. */
  readonly canRegenerate: boolean
  readonly canCancel: boolean
  /** Nothing will change any more unless the shopper acts. */
  readonly isFinal: boolean
}

export function shopperView(payment: Payment, now: Date): ShopperView {
  const status = shopperStatus(payment, now)
  return {
    id: payment.id,
    reference: payment.reference,
    amount: payment.amount,
    status,
    qrContent: status === 'scan' ? (payment.qr?.content ?? null) : null,
    secondsLeft: status === 'scan' ? Math.max(0, Math.ceil((payment.expiresAt.getTime() - now.getTime()) / 1000)) : 0,
    expiresAt: payment.expiresAt.toISOString(),
    now: now.toISOString(),
    canRegenerate: status === 'expired' || status === 'failed',
    canCancel: status === 'scan' || status === 'preparing',
    isFinal: !['preparing', 'scan', 'checking'].includes(status),
  }
}

function shopperStatus(payment: Payment, now: Date): ShopperView['status'] {
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
