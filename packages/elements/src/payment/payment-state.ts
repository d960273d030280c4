import type { PaymentMethod } from '../client/payment-client.ts'
import type { PageState } from '../client/session.ts'
import type { ShopperStatus, ShopperView } from '../client/wire.ts'
import type { QrDrawing } from './qr-drawing.ts'

/** What a payment's page knows besides what every page knows. */
export interface PaymentMore {
  /** What the shopper pays with, or is about to. */
  readonly method: PaymentMethod
  /** Of the QR, the prompt, or the wait for the next attempt; `null` where nothing runs out. */
  readonly secondsLeft: number | null
  /** What was left when this came up, which is said once. */
  readonly secondsAtFirst: number
  readonly qr: QrDrawing | null
}

export type PaymentStep = 'choose' | 'review' | 'waiting' | ShopperStatus

export type PaymentState = PageState<PaymentStep, ShopperView> & PaymentMore

/** How long a code and a prompt live; only for the length of the bar. */
export const lifeSeconds: Readonly<Record<PaymentMethod, number>> = { qris: 75, 'push-to-pay': 55, linked: 300 }

/** From here on the time is about to be over. */
export const soonSeconds = 15
