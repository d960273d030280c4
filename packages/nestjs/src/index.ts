export { AuthorizeOvoTopUp, type OvoTopUpAuthorizer } from './authorize-ovo-top-up.decorator.ts'
export { LinksDto, LinkViewDto, StartLinkBody } from './link.dto.ts'
export { OnOvoPayment, OvoPayload } from './on-ovo-payment.decorator.ts'
export { OnOvoTopUp } from './on-ovo-top-up.decorator.ts'
export { OvoModule } from './ovo.module.ts'
export { OvoCheckout } from './ovo-checkout.ts'
export { OvoHealthIndicator, type OvoHealthOptions, type OvoHealthResult } from './ovo-health.indicator.ts'
export { OvoLinks } from './ovo-links.ts'
export type { OvoMerchant } from './ovo-merchant.ts'
export type {
  HttpRequest,
  OvoControllerOptions,
  OvoModuleExtras,
  OvoModuleOptions,
  OvoOptionsFactory,
} from './ovo-module-options.ts'
export { OvoNotification, OvoReplyBody, OvoSignatureGuard } from './ovo-signature.guard.ts'
export { OvoTopUps } from './ovo-top-ups.ts'
export { type OvoCustomerResolver, ResolveOvoCustomer } from './resolve-ovo-customer.decorator.ts'
export { type OvoOrderResolver, ResolveOvoOrder } from './resolve-ovo-order.decorator.ts'
export { OrderParams, PushBody, ShopperErrorDto, ShopperViewDto } from './shopper.dto.ts'
export { ShopperErrorsInterceptor } from './shopper-errors.interceptor.ts'
export { getOvoMerchantToken, getOvoOptionsToken, getOvoToken, InjectOvo, InjectOvoMerchant } from './tokens.ts'
export { ConfirmTopUpBody, InquireTopUpBody, TopUpParams, TopUpViewDto } from './top-up.dto.ts'
