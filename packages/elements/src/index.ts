export type { CustomerToken } from './client/element-request.ts'
export type { PaymentClient, PaymentMethod } from './client/payment-client.ts'
export { ShopError } from './client/shop-error.ts'
export type {
  ShopperError,
  ShopperErrorCode,
  ShopperStatus,
  ShopperText,
  ShopperView,
  TopUpStatus,
  TopUpView,
} from './client/wire.ts'
export type { LinkClient } from './link/link-client.ts'
export type { LinkTextName } from './link/link-texts.ts'
export { OvoLink } from './link/ovo-link.ts'
export { OvoLinkedPay } from './payment/ovo-linked-pay.ts'
export { OvoPaymentMethods } from './payment/ovo-payment-methods.ts'
export { OvoPushToPay } from './payment/ovo-push-to-pay.ts'
export { OvoQris } from './payment/ovo-qris.ts'
export type { PaymentTextName } from './payment/payment-texts.ts'
export type { Locale, TextOverrides } from './texts/texts.ts'
export { OvoTopUp } from './top-up/ovo-top-up.ts'
export type { TopUpClient } from './top-up/top-up-client.ts'
export type { TopUpTextName } from './top-up/top-up-texts.ts'
