import { type Route, startRoute, viewRoute } from '../../../../../../http/checkout-route.ts'

/** How the payment stands, for a page that polls. */
export const GET: Route = viewRoute((checkout, visit) => checkout.status(visit))

/**
 * Starts the attempt, by the way of the cart's session: a QR, or a prompt on the phone in the body. Joins the one that is
 * out already; after it has expired, makes a new one.
 */
export const POST: Route = startRoute

/** The shopper gives the attempt up. */
export const DELETE: Route = viewRoute((checkout, visit) => checkout.cancel(visit))
