import type { StoredRecord } from '../engine/store.ts'
import type { ShopperText } from '../errors/shopper-text.ts'
import { pushKind } from '../push-to-pay/lifecycle.ts'
import { isForPerson, type PushData, type PushState } from '../push-to-pay/push-data.ts'
import { noAnswerText, readPushToPayCode, returnedText } from '../push-to-pay/response-codes.ts'
import { pushTiming, reversalDue } from '../push-to-pay/schedule.ts'
import { draftPushVoid } from '../push-to-pay/void-undo.ts'
import { type EpochMillis, endOfJakartaDay } from '../values/jakarta-time.ts'
import type { AnyPayment } from './payment.ts'
import type { PaymentKind } from './payment-kind.ts'

/** A payment that the customer confirms in the OVO app. */
export interface PushToPayPayment extends AnyPayment {
  readonly method: 'push-to-pay'
  /**
   * `pushed`: the customer is looking at the app. `unknown`, `reversing`: the outcome is not known yet; never show them
   * as paid or failed. `reversed`: the push was taken back, and OVO has confirmed it. `refunded`: it was voided.
   */
  readonly status: PushState
  /** Our name for the push: the MerchantInvoice column of OVO's report. */
  readonly merchantInvoice: string
  /** 1 to 999999 each; with the terminal they name the push at OVO. */
  readonly batchNo: number
  readonly referenceNumber: number
  /** `0812****7890`. The number itself is kept sealed. */
  readonly maskedPhone: string
  readonly approvalCode: string | null
  /** OVO's own words for the shopper, where it prescribes some for this outcome. */
  readonly shopperText: ShopperText | null
}

export type PushRecord = StoredRecord & { readonly state: PushState; readonly data: PushData }

const voidableUntil = ({ data, createdAt }: PushRecord): EpochMillis => endOfJakartaDay(data.pushedAt ?? createdAt)

export const pushPayments: PaymentKind<PushRecord, PushToPayPayment> = {
  kind: pushKind,
  view: (record, refund) => {
    const { id, merchant, reference, number, state, data, createdAt } = record
    return {
      id,
      method: 'push-to-pay',
      merchant,
      reference,
      amount: data.amount,
      status: state,
      reason: data.reason ?? null,
      responseCode: data.responseCode ?? null,
      merchantInvoice: number,
      batchNo: data.batchNo,
      referenceNumber: data.referenceNumber,
      maskedPhone: data.maskedPhone,
      approvalCode: data.receipt?.approvalCode ?? null,
      shopperText: shopperText(record),
      isCancelled: data.givenUp !== undefined,
      isLate: data.isLate ?? false,
      isOrphan: data.isOrphan ?? false,
      needsDecision: isForPerson(record),
      createdAt: new Date(createdAt),
      expiresAt: new Date((data.pushedAt ?? createdAt) + pushTiming.customerHas),
      paidAt: data.paidAt === undefined ? null : new Date(data.paidAt),
      refundableUntil: state === 'paid' ? new Date(voidableUntil(record)) : null,
      refund,
    }
  },
  isSettled: ({ state }) => ['paid', 'refunded', 'declined', 'failed', 'reversed'].includes(state),
  isForPerson,
  payableUntil: ({ data, createdAt }) => reversalDue(data.pushedAt ?? createdAt),
  undo: {
    takes: 'whole',
    does: 'voids a push',
    until: voidableUntil,
    draft: draftPushVoid,
  },
}

/** Nothing that could be wrong yet: the code's text once the outcome is known, and "try again" only once it is undone. */
function shopperText({ state, data }: Pick<PushRecord, 'state' | 'data'>): ShopperText | null {
  switch (state) {
    case 'paid':
    case 'declined':
    case 'failed':
      return readPushToPayCode(data.responseCode)?.shopper ?? null
    case 'reversed':
      return data.latePaidAt === undefined ? noAnswerText : returnedText
    case 'reversing':
      return data.latePaidAt === undefined && data.isReopened !== true ? null : returnedText
    case 'created':
    case 'pushed':
    case 'unknown':
    case 'refunded':
      return null
  }
}
