import { type Route, viewRoute } from '../../../../../../http/checkout-route.ts'

/** How the payment stands, for a page that polls. */
export const GET: Route = viewRoute((checkout, visit) => checkout.status(visit))

/** Starts the attempt: a QR, the one that is out already, or a new one when that has expired. */
export const POST: Route = viewRoute((checkout, visit) => checkout.start(visit))

/** The shopper gives the attempt up. */
export const DELETE: Route = viewRoute((checkout, visit) => checkout.cancel(visit))
