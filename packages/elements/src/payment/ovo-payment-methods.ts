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
  protected override get methods(): readonly PaymentMethod[] {
    const wanted = this.getAttribute('methods')?.split(/\s+/)
    if (wanted === undefined) return usual
    // In the shop's own order.
    return wanted.flatMap((name) => known.filter((method) => method === name))
  }

  protected override get first(): PaymentMethod | null {
    const { methods } = this
    const wanted = this.getAttribute('start-with')
    return methods.length === 1 ? (methods[0] ?? null) : (methods.find((method) => method === wanted) ?? null)
  }
}

define('ovo-payment-methods', OvoPaymentMethods)
