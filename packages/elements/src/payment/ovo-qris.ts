import type { PaymentMethod } from '../client/payment-client.ts'
import { define } from '../define.ts'
import { PaymentElement } from './payment-element.ts'

/** `<ovo-qris order="…">`: shows a QR to be scanned, and what becomes of it. */
export class OvoQris extends PaymentElement {
  protected override get offered(): readonly PaymentMethod[] {
    return ['qris']
  }
}

define('ovo-qris', OvoQris)

declare global {
  interface HTMLElementTagNameMap {
    'ovo-qris': OvoQris
  }
}
