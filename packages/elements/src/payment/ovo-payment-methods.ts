import type { PaymentMethod } from '../client/payment-client.ts'
import { define } from '../define.ts'
import { PaymentElement } from './payment-element.ts'

const known: readonly PaymentMethod[] = ['qris', 'push-to-pay']

/**
 * `<ovo-payment-methods order="…" methods="qris push-to-pay">`: lets the shopper choose, and turn to another way when one
 * does not work. `start-with` begins one of them at once.
 */
export class OvoPaymentMethods extends PaymentElement {
  protected override get methods(): readonly PaymentMethod[] {
    const wanted = this.getAttribute('methods')?.split(/\s+/)
    return wanted === undefined ? known : known.filter((method) => wanted.includes(method))
  }

  protected override get first(): PaymentMethod | null {
    const { methods } = this
    const wanted = this.getAttribute('start-with')
    return methods.length === 1 ? (methods[0] ?? null) : (methods.find((method) => method === wanted) ?? null)
  }
}

define('ovo-payment-methods', OvoPaymentMethods)
