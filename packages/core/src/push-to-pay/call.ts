import type { EpochMillis } from '../values/jakarta-time.ts'
import type { MerchantInvoice } from '../values/merchant-invoice.ts'
import type { PhoneNumber } from '../values/phone-number.ts'
import type { Rupiah } from '../values/rupiah.ts'
import type { PushToPayOperation } from './operations.ts'

/** What names one push at OVO. The same values go along with everything that is asked about it. */
export type PushToPayTransaction = {
  readonly amount: Rupiah
  /** 1 to 999999. */
  readonly batchNo: number
  /** 1 to 999999. */
  readonly referenceNumber: number
  readonly merchantInvoice: MerchantInvoice
  /** When it was pushed: its `date`. */
  readonly pushedAt: EpochMillis
}

/** What one call carries besides the credentials. The operation table says what of it goes onto the wire. */
export interface PushToPayFields {
  readonly phone?: PhoneNumber
  readonly transaction?: PushToPayTransaction
}

/**
 * What a lifecycle asks of OVO. Opening the phone number, signing and sending are somebody else's: a record holds the
 * number sealed only.
 */
export interface PushToPayCall {
  readonly protocol: 'push-to-pay'
  readonly operation: PushToPayOperation
  readonly fields: PushToPayFields
  /** To be opened into `fields.phone` just before the request is built. */
  readonly sealedPhone?: string
  /** While this is still ahead, the answer is not waited for any longer: something more urgent is due then. */
  readonly answerBy?: EpochMillis
}
