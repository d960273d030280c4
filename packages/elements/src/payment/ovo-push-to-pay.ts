import type { PaymentMethod } from '../client/payment-client.ts'
import { define } from '../define.ts'
import { PaymentElement } from './payment-element.ts'

/** `<ovo-push-to-pay order="…">`: asks for the phone number, and the OVO app on that phone for the money. */
export class OvoPushToPay extends PaymentElement {
  protected override get offered(): readonly PaymentMethod[] {
    return ['push-to-pay']
  }
}

define('ovo-push-to-pay', OvoPushToPay)

declare global {
  interface HTMLElementTagNameMap {
    'ovo-push-to-pay': OvoPushToPay
  }
}
