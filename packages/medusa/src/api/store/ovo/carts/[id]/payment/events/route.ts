import { sendEvents } from '@ovokit/core/checkout'
import { checkoutRoute, type Route } from '../../../../../../../http/checkout-route.ts'

/** The payment now and at each change, as server-sent events. */
export const GET: Route = checkoutRoute((checkout, visit, res) =>
  sendEvents(res, (signal) => checkout.events(visit, { signal })),
)
