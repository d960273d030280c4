import type { StoredRecord } from '../engine/store.ts'
import { TopUpError } from '../errors/errors.ts'
import { topUpText } from '../top-up/response-codes.ts'
import { inquiryExpiresAt, type TopUpData, type TopUpState } from '../top-up/top-up-data.ts'
import type { Rupiah } from '../values/rupiah.ts'

/** What every top-up tells, confirmed or not: a snapshot, not a live object. */
export interface AnyTopUp {
  readonly id: string
  readonly merchant: string
  /** The shop's own. */
  readonly reference: string
  /** Whole rupiah: what the customer gets. */
  readonly amount: Rupiah
  /** Whole rupiah, as OVO said when it was asked; to be shown before confirming. 0 when OVO named none. */
  readonly fee: number
  /** OVO's name for the fee, such as `Admin fee`. */
  readonly feeType: string | null
  /** As OVO masked them, such as `C**tomer Na**` and `XXXXXXXX0001`. */
  readonly customerName: string | null
  readonly customerNumber: string | null
  /** What OVO takes for this customer, as it said. */
  readonly limits: { readonly min: number | null; readonly max: number | null; readonly monthly: number | null }
  /** Our number for it. */
  readonly partnerReferenceNo: string
  readonly createdAt: Date
  /** When the inquiry can no longer be confirmed. */
  readonly expiresAt: Date
}

/** A top-up that has been asked about and not been confirmed: the only kind that has `confirm`. */
export interface TopUpInquiry extends AnyTopUp {
  readonly status: 'inquired'
  /**
   * Spends a funding reference and sends the top-up: this amount, to this customer, once. Confirming again with the same
   * funding joins the first. Resolves with what is known after OVO's answer; `unknown` is asked about until it is known,
   * and `topped-up` or `top-up-failed` is delivered.
   *
   * @param input.funding - the shop's name for what pays for it, such as an order that was paid: 1 to 64 characters. It
   * pays for one top-up, unless that one fails.
   * @throws {InputError} `invalid-input`
   * @throws {NotAllowedError} `top-up-expired`, `top-up-confirmed` with another funding, `funding-spent` on another top-up
   * @see docs/protocol/top-up.md#transfer
   */
  confirm(input: { readonly funding: string }): Promise<ConfirmedTopUp>
}

/** A top-up that is on its way, or over. */
export interface ConfirmedTopUp extends AnyTopUp {
  /**
   * `confirmed`, `sent`, `unknown`: not known yet; never show them as done or failed. `failed`: no money moved, and the
   * funding can be spent again.
   */
  readonly status: Exclude<TopUpState, 'inquired'>
  /** What pays for it; `null` when nobody confirmed it in time. */
  readonly funding: string | null
  /** Why it failed, as a short machine word, and OVO's code where there is one. */
  readonly reason: string | null
  readonly responseCode: string | null
  /** The failures that OVO wants customers to be told about, and a deposit that is used up. */
  readonly error: TopUpError | null
  /** OVO's own number for it. */
  readonly referenceNo: string | null
  readonly confirmedAt: Date | null
  readonly toppedUpAt: Date | null
}

/** `status` tells them apart: only what is `inquired` can be confirmed. */
export type TopUp = TopUpInquiry | ConfirmedTopUp

export type TopUpRecord = StoredRecord & { readonly state: TopUpState; readonly data: TopUpData }

export function anyTopUp({ id, merchant, number, data, createdAt }: TopUpRecord): AnyTopUp {
  return {
    id,
    merchant,
    reference: data.shopReference,
    amount: data.amount,
    fee: data.fee ?? 0,
    feeType: data.feeType ?? null,
    customerName: data.customerName ?? null,
    customerNumber: data.customerNumber ?? null,
    limits: { min: data.minAmount ?? null, max: data.maxAmount ?? null, monthly: data.monthlyLimit ?? null },
    partnerReferenceNo: number,
    createdAt: new Date(createdAt),
    expiresAt: new Date(inquiryExpiresAt(data)),
  }
}

export function confirmedTopUp(record: TopUpRecord): ConfirmedTopUp {
  const { state, data } = record
  const { reason = null, responseCode = null } = state === 'failed' ? data : {}
  return {
    ...anyTopUp(record),
    status: state as ConfirmedTopUp['status'],
    funding: data.funding ?? null,
    reason,
    responseCode,
    error: topUpError(reason, responseCode),
    referenceNo: data.ovoReference ?? null,
    confirmedAt: data.confirmedAt === undefined ? null : new Date(data.confirmedAt),
    toppedUpAt: data.doneAt === undefined ? null : new Date(data.doneAt),
  }
}

const errors = {
  'account-not-found': ['top-up-account-not-found', 'this number has no OVO account; ask for another'],
  'account-inactive': ['top-up-account-inactive', 'this OVO account is not active; ask for another number'],
  'over-limit': ['top-up-over-limit', 'this is more than the account may receive; offer a smaller amount'],
  'amount-invalid': ['top-up-amount-invalid', 'OVO does not take this amount; offer another one'],
  'deposit-too-low': ['top-up-deposit-too-low', 'the deposit with OVO is used up; pay into it'],
} as const

/** The error that a refusal has a name for; `null` for any other reason. */
export function topUpError(reason: string | null, responseCode: string | null): TopUpError | null {
  if (reason === null || !Object.hasOwn(errors, reason)) return null
  const [code, message] = errors[reason as keyof typeof errors]
  return new TopUpError(code, message, { shopperText: topUpText(reason), responseCode })
}
