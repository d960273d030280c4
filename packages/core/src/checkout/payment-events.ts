import type { Payments } from '../payments/payments.ts'
import { type ShopperView, shopperView } from '../payments/shopper-view.ts'
import { eventStream } from './event-stream.ts'

/**
 * Yields server-sent events: what a shopper may see of a payment, now and at each change, and a heartbeat every 15
 * seconds. Ends when the payment is final, the signal aborts, or the loop is left.
 *
 * @throws {NotFoundError} `payment-not-found`
 */
export function paymentEvents(
  ovo: { readonly payments: Pick<Payments, 'watch'>; now(): Date },
  id: string,
  options: { readonly signal?: AbortSignal } = {},
): AsyncGenerator<string, void> {
  return eventStream(async function* (signal): AsyncGenerator<ShopperView> {
    for await (const payment of ovo.payments.watch(id, { signal })) yield shopperView(payment, ovo.now())
  }, options)
}
