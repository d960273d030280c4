export type { CheckoutOptions, OvoRouterOptions, ResolveOrder } from './options.ts'
export { ovoRouter } from './ovo-router.ts'
export type { LimitOptions } from './rate-limits.ts'
export type { ShopperError, ShopperErrorCode } from './shopper-error.ts'
