export {
  type Checkout,
  type CheckoutOptions,
  type CheckoutOrder,
  type CheckoutOvo,
  createCheckout,
  type Visit,
} from './checkout.ts'
export type { Visitor } from './doorway.ts'
export { eventStreamHeaders } from './event-stream.ts'
export { createLimits, type LimitOptions, type Limits, type Rate, type SharedLimiter } from './limits.ts'
export {
  createLinkCheckout,
  type LinkCheckout,
  type LinkCheckoutOptions,
  type LinkCheckoutOvo,
  type LinkingCustomer,
} from './link-checkout.ts'
export type { LinkOptions } from './link-options.ts'
export { paymentEvents } from './payment-events.ts'
export { checkSameOrigin, type RequestHeaders } from './same-origin.ts'
export { sendEvents } from './send-events.ts'
export { type ShopperError, type ShopperErrorCode, type ShopperErrorReply, shopperError } from './shopper-error.ts'
export type { StreamCaps } from './stream-places.ts'
export {
  type AuthorizedTopUp,
  createTopUpCheckout,
  type TopUpCheckout,
  type TopUpCheckoutOptions,
  type TopUpCheckoutOvo,
  type TopUpVisit,
} from './top-up-checkout.ts'
export { createWalletCheckout, type WalletCheckout, type WalletOptions } from './wallet-checkout.ts'
