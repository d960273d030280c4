import { accountRoute, type Route } from '../../../../http/checkout-route.ts'

/** How the signed-in customer's OVO account stands. */
export const GET: Route = accountRoute((account, visitor) => account.status(visitor))

/** Begins to link the account of the `phone` in the body: send the browser to `page`. */
export const POST: Route = accountRoute((account, visitor, { phone }) => account.start(visitor, { phone }))
