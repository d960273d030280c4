import type { PaymentMethod } from '../client/payment-client.ts'
import { define } from '../define.ts'
import { PaymentElement } from './payment-element.ts'

/** `<ovo-linked-pay order="…">`: pays out of the OVO account that the customer has linked, with the PIN on OVO's page. */
export class OvoLinkedPay extends PaymentElement {
  protected override readonly methods: readonly PaymentMethod[] = ['linked']
  protected override readonly first: PaymentMethod = 'linked'
}

define('ovo-linked-pay', OvoLinkedPay)
