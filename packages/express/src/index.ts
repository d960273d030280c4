export type { LimitOptions, ShopperError, ShopperErrorCode } from '@ovokit/core/checkout'
export type {
  AuthorizeTopUp,
  CheckoutOptions,
  LinkOptions,
  OvoRouterOptions,
  ResolveCustomer,
  ResolveOrder,
  TopUpOptions,
} from './options.ts'
export { ovoRouter } from './ovo-router.ts'
