import type { PaymentMethod } from '../client/payment-client.ts'
import { define } from '../define.ts'
import { PaymentElement } from './payment-element.ts'

/** `<ovo-linked-pay order="…">`: pays out of the OVO account that the customer has linked, with the PIN on OVO's page. */
export class OvoLinkedPay extends PaymentElement {
  protected override get offered(): readonly PaymentMethod[] {
    return ['linked']
  }
}

define('ovo-linked-pay', OvoLinkedPay)

declare global {
  interface HTMLElementTagNameMap {
    'ovo-linked-pay': OvoLinkedPay
  }
}
