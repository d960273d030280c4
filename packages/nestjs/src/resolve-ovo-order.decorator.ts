import type { CheckoutOrder } from '@ovokit/core/checkout'
import { type MethodMark, markMethod } from './mark-method.ts'

/** Finds what an order costs; `null` is answered with 404. */
export type OvoOrderResolver = (
  // Express's or Fastify's, as the application knows it.
  request: never,
  orderId: string,
) => CheckoutOrder | null | undefined | Promise<CheckoutOrder | null | undefined>

const mark = markMethod<OvoOrderResolver>('ovokit:resolve-order')

/**
 * Marks the one method that finds an order for the shopper who is asking: `(request, orderId)`. It is the authorisation
 * too: say `null` for an order that is not this visitor's. The amount comes from here and never from the browser.
 *
 * A guard or middleware in front of the controller may have put the visitor on the request.
 */
export const ResolveOvoOrder: () => MethodMark<OvoOrderResolver> = mark.decorator

export const resolvesOrders: (method: object) => boolean = mark.isOn
