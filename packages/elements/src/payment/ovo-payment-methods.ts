import type { PaymentMethod } from '../client/payment-client.ts'
import { define } from '../define.ts'
import { PaymentElement } from './payment-element.ts'

const known: readonly PaymentMethod[] = ['linked', 'push-to-pay', 'qris']
/** An account must be linked first, so it is offered only by a shop that says so. */
const usual: readonly PaymentMethod[] = ['qris', 'push-to-pay']

/**
 * `<ovo-payment-methods order="…" methods="linked qris push-to-pay">`: lets the shopper choose, and turn to another way when one
 * does not work. `start-with` begins one of them at once.
 */
export class OvoPaymentMethods extends PaymentElement {
  static override readonly observedAttributes: readonly string[] = [
    ...PaymentElement.observedAttributes,
    ...['methods', 'start-with'],
  ]

  declare methods: string | readonly PaymentMethod[] | null
  declare startWith: string | null

  protected override get offered(): readonly PaymentMethod[] {
    const wanted = this.getAttribute('methods')?.match(/[\w-]+/g)
    // In the shop's own order.
    return wanted?.flatMap((name) => known.filter((method) => method === name)) ?? usual
  }

  protected override get first(): PaymentMethod | null {
    const wanted = this.getAttribute('start-with')
    return super.first ?? this.offered.find((method) => method === wanted) ?? null
  }
}

define('ovo-payment-methods', OvoPaymentMethods)

declare global {
  interface HTMLElementTagNameMap {
    'ovo-payment-methods': OvoPaymentMethods
  }
}
