import { accountRoute, type Route } from '../../../../../http/checkout-route.ts'

/** Takes the link back at OVO. */
export const POST: Route = accountRoute((account, visitor) => account.unlink(visitor))
