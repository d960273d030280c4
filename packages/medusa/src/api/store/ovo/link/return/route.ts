import { accountRoute, type Route } from '../../../../../http/checkout-route.ts'

/** Takes the address that OVO's pages have led the browser back to: `url` in the body. */
export const POST: Route = accountRoute((account, visitor, { url }) => account.complete(visitor, { url }))
