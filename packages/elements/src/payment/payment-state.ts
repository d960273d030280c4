import type { PaymentMethod } from '../client/payment-client.ts'
import type { ShopError } from '../client/shop-error.ts'
import type { ShopperStatus, ShopperView } from '../client/wire.ts'
import type { QrDrawing } from './qr-drawing.ts'

/** What stands in the element: a step of the page's own, or how the payment stands. */
export type PaymentStep = 'loading' | 'choose' | 'phone' | 'review' | 'waiting' | 'problem' | ShopperStatus

/** All that is drawn, and nothing else. */
export interface PaymentState {
  readonly step: PaymentStep
  readonly view: ShopperView | null
  /** What the shopper pays with, or is about to. */
  readonly method: PaymentMethod
  /** Of the QR, the prompt, or the wait for the next attempt; `null` where nothing runs out. */
  readonly secondsLeft: number | null
  readonly qr: QrDrawing | null
  readonly problem: ShopError | null
  /** After how many seconds the problem says to ask again, when it was said. */
  readonly patience: number | null
  readonly isReached: boolean
  /** Something was asked for and not answered yet. */
  readonly isBusy: boolean
  /** What the shopper typed, while the page lives. Never stored, never an attribute. */
  readonly phone: string
}

/** How long a code and a prompt live; only for the length of the bar. */
export const lifeSeconds: Readonly<Record<PaymentMethod, number>> = { qris: 75, 'push-to-pay': 55, linked: 300 }

/** From here on the time is about to be over. */
export const soonSeconds = 15

/** Problems that the shopper mends in the field for the number. */
export const phoneProblems: ReadonlySet<string> = new Set([
  'invalid-phone',
  'phone-not-registered',
  'too-many-requests',
])
