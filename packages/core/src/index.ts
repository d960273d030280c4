export type { MerchantConfig, OvoConfig, PushToPayConfig, SnapConfig } from './config.ts'
export { createOvo } from './create-ovo.ts'
export type { Handler } from './engine/outbox.ts'
export type { Logger, Random, Transport } from './engine/ports.ts'
export type { Durability, Store, StoreHealth } from './engine/store.ts'
export {
  CheckoutError,
  ConfigurationError,
  InputError,
  KeyError,
  LifecycleError,
  NotAllowedError,
  NotFoundError,
  OvoCallError,
  ReportError,
  StoreError,
  TopUpError,
} from './errors/errors.ts'
export { OvoError, type OvoErrorCode } from './errors/ovo-error.ts'
export type { ShopperText } from './errors/shopper-text.ts'
export type { ApiLog, Exchange, LogEntry, RecordedCall } from './evidence/api-log.ts'
export type { FindCalls } from './evidence/search-log.ts'
export type { LogFinding, LogHead, LogVerdict, LogWriter } from './evidence/verify-log.ts'
export type { LinkNoticeType, NoticeType, TopUpNoticeType } from './lifecycle/lifecycle.ts'
export type { Balance } from './linked/balance.ts'
export type { HistoryEntry } from './linked/history.ts'
export type { PhoneStanding } from './linked/lookup.ts'
export type { Handle, HandleOptions } from './notification/handle.ts'
export { inboundPaths } from './notification/inbound-paths.ts'
export { maxBodyBytes } from './notification/max-body-bytes.ts'
export { type NodeCallback, nodeRequest } from './notification/node-request.ts'
export type { Ovo, OvoHealth } from './ovo.ts'
export type { LinkNotice, OvoEvent, TopUpNotice } from './payments/events.ts'
export type { OfCustomer } from './payments/find-link.ts'
export type { HistoryLine } from './payments/follow.ts'
export type { Link } from './payments/link.ts'
export type { LinkView, LinkViewStatus } from './payments/link-view.ts'
export type { LinkedPayment, PinPage, StartedLinkedPayment } from './payments/linked-payment.ts'
export type {
  CompleteLink,
  LinkAttempt,
  LinkResult,
  Links,
  LookUpPhone,
  ReadHistory,
  StartLink,
} from './payments/links.ts'
export type { Payment, Refund } from './payments/payment.ts'
export type { Payments } from './payments/payments.ts'
export type { PushToPayPayment } from './payments/push-to-pay-payment.ts'
export type { QrisPayment, ShownPayment } from './payments/qris-payment.ts'
export type { RefundWish } from './payments/refund.ts'
export { type ShopperStatus, type ShopperView, shopperView } from './payments/shopper-view.ts'
export type { Linked, StartLinked } from './payments/start-linked.ts'
export type { Inquiry, PushToPay, StartPush } from './payments/start-push.ts'
export type { Qris, StartQris } from './payments/start-qris.ts'
export type { InquireTopUp, TopUps } from './payments/start-top-up.ts'
export type { AnyTopUp, ConfirmedTopUp, TopUp, TopUpInquiry } from './payments/top-up.ts'
export { type TopUpStatus, type TopUpView, topUpView } from './payments/top-up-view.ts'
export type { LateSuccessPolicy } from './push-to-pay/push-data.ts'
export type { QrPicture } from './qris/picture.ts'
export { type LatePaymentPolicy, qrisLimits } from './qris/qris-data.ts'
export { type MemoryStoreOptions, memoryStore } from './store/memory.ts'
export type { HttpRequest, HttpResult } from './values/http.ts'
export { formatRupiah, type Rupiah, rupiah } from './values/rupiah.ts'
