export type { LimitOptions, ShopperError, ShopperErrorCode } from '@ovokit/core/checkout'
export type { CheckoutOptions, OvoRouterOptions, ResolveOrder } from './options.ts'
export { ovoRouter } from './ovo-router.ts'
