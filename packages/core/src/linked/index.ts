export { type Balance, buildBalance, readBalance } from './balance.ts'
export { type BindingOutcome, buildBinding, readBinding } from './binding.ts'
export { isCustomerTokenRefused } from './customer-token.ts'
export {
  buildHistory,
  type HistoryEntry,
  type HistoryPage,
  historyLimits,
  readHistory,
} from './history.ts'
export { isUsable, type LinkData, type LinkState, type LinkSubject, linkReference } from './link-data.ts'
export type { LinkEvent } from './link-events.ts'
export { linkKind, linkLifecycle } from './link-lifecycle.ts'
export { hashState, type LinkReturn, readLinkReturn, returnAddress, stateOf } from './link-return.ts'
export { linkTiming } from './link-schedule.ts'
export { type LinkedData, type LinkedState, type LinkedSubject, linkedLimits } from './linked-data.ts'
export type { LinkedEvent } from './linked-events.ts'
export { linkedKind, linkedLifecycle, linkedRefundLifecycle } from './linked-lifecycle.ts'
export type { LinkedRefundData } from './linked-refund.ts'
export { buildLookup, type PhoneStanding, readLookup } from './lookup.ts'
export { buildPay, type PayOutcome, readPay } from './pay.ts'
export { planRefund, type RefundPlan, refundableUntil, remainingOf } from './refund-plan.ts'
export { sealTokens } from './sealed-tokens.ts'
