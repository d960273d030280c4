import type { ShopperText } from '../errors/shopper-text.ts'
import type { TopUp } from './top-up.ts'

export type TopUpStatus = 'confirm' | 'expired' | 'sending' | 'checking' | 'succeeded' | 'failed'

/** What a shopper's page needs of a top-up, and nothing that it must not see. Plain JSON. */
export interface TopUpView {
  readonly id: string
  readonly reference: string
  /** Whole rupiah: what arrives in the OVO account. */
  readonly amount: number
  /** Whole rupiah, and OVO's name for it. To be shown before anybody confirms. */
  readonly fee: number
  readonly feeType: string | null
  /** As OVO masked them: whom it reaches. */
  readonly customerName: string | null
  readonly customerNumber: string | null
  readonly limits: TopUp['limits']
  /**
   * `confirm`: show whom it reaches and what it costs, and ask. `expired`: too old, inquire again. `sending`: on its way.
   * `checking`: OVO has not said what became of it; never show it as failed. `succeeded`, `failed`: as they say; a failed
   * one has moved no money.
   */
  readonly status: TopUpStatus
  /** What the customer is to be told of a failure, where OVO asks that there be a text. */
  readonly text: ShopperText | null
  /** While it can be confirmed. */
  readonly secondsLeft: number
  /** ISO 8601. Count down to it by the server's clock (`now`), not the phone's. */
  readonly expiresAt: string
  readonly now: string
  readonly canConfirm: boolean
  /** Another number can be asked about, or the same again. */
  readonly canInquire: boolean
  /** Nothing will change any more unless the shopper acts. */
  readonly isFinal: boolean
}

export function topUpView(topUp: TopUp, now: Date): TopUpView {
  const { id, reference, amount, fee, feeType, customerName, customerNumber, limits, expiresAt } = topUp
  const status = statusOf(topUp, now)
  const left = Math.ceil((expiresAt.getTime() - now.getTime()) / 1000)
  return {
    id,
    reference,
    amount,
    fee,
    feeType,
    customerName,
    customerNumber,
    limits,
    status,
    text: topUp.status === 'inquired' ? null : (topUp.error?.shopperText ?? null),
    secondsLeft: status === 'confirm' ? Math.max(0, left) : 0,
    expiresAt: expiresAt.toISOString(),
    now: now.toISOString(),
    canConfirm: status === 'confirm',
    canInquire: status === 'confirm' || status === 'expired' || status === 'failed',
    isFinal: status === 'expired' || status === 'succeeded' || status === 'failed',
  }
}

function statusOf(topUp: TopUp, now: Date): TopUpStatus {
  switch (topUp.status) {
    case 'inquired':
      return now < topUp.expiresAt ? 'confirm' : 'expired'
    case 'confirmed':
    case 'sent':
      return 'sending'
    case 'unknown':
      return 'checking'
    case 'succeeded':
      return 'succeeded'
    case 'failed':
      // Nobody confirmed it: nothing has failed.
      return topUp.funding === null ? 'expired' : 'failed'
  }
}
