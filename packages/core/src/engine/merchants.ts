import type { PushToPayDialect } from '../push-to-pay/dialect.ts'
import type { LateSuccessPolicy } from '../push-to-pay/push-data.ts'
import type { PushToPayCredentials } from '../push-to-pay/request.ts'
import type { BatchMethod, SequenceStart } from '../push-to-pay/sequence.ts'
import type { SnapDialect } from '../snap/dialect.ts'
import type { SnapCredentials } from '../snap/request.ts'
import type { TopUpTerms } from '../top-up/top-up-data.ts'

/** A merchant's SNAP side as the engine uses it: keys parsed once, everything checked. */
export interface SnapMerchant {
  readonly name: string
  readonly baseUrl: string
  readonly credentials: SnapCredentials
  readonly dialect: SnapDialect
  /** What OVO has agreed with it for top-ups, where it has. */
  readonly topUp?: TopUpTerms
  /** And for linked accounts. */
  readonly linked?: { readonly refundDays?: number; readonly notifyUrl?: string }
}

/** A merchant's Push To Pay side, checked. */
export interface PushToPayMerchant {
  readonly name: string
  readonly baseUrl: string
  readonly credentials: PushToPayCredentials
  readonly dialect: PushToPayDialect
  readonly sequence: { readonly method: BatchMethod; readonly start?: SequenceStart }
  readonly onLateSuccess: LateSuccessPolicy
}

/** Finds a merchant's side by the merchant's name. @throws {NotFoundError} `merchant-unknown`, `not-configured` */
export interface Merchants {
  snap(name: string): SnapMerchant
  pushToPay(name: string): PushToPayMerchant
}
