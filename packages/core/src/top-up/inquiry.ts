import type { SnapCall, SnapResult } from '../snap/call.ts'
import { readResponseCode } from '../snap/response-code.ts'
import { type EpochMillis, formatTimestamp } from '../values/jakarta-time.ts'
import { asText, asWord, isLeftOut, type Json, type JsonObject } from '../values/json.ts'
import type { PhoneNumber } from '../values/phone-number.ts'
import { type Rupiah, readSnapAmount, readSnapSum, toSnapAmount } from '../values/rupiah.ts'
import { keepMasked } from './mask.ts'
import { refusalReason, type TopUpReason } from './response-codes.ts'
import type { InquiryFacts, TopUpTerms } from './top-up-data.ts'

/** What came of an inquiry. Asking again does no harm. */
export type InquiryOutcome =
  | { readonly type: 'inquired'; readonly facts: InquiryFacts }
  | { readonly type: 'refused'; readonly reason: TopUpReason; readonly responseCode: string | null }
  /** OVO said that it worked, and about something that is not ours or cannot be read. */
  | { readonly type: 'strange'; readonly field: string }
  /** No clear answer, or none: ask again. */
  | { readonly type: 'unclear'; readonly reason: string }

/** @see docs/protocol/top-up.md#inquiry */
export function buildInquiry(input: {
  readonly number: string
  readonly phone: PhoneNumber
  readonly amount: Rupiah
  readonly terms: TopUpTerms
  readonly now: EpochMillis
}): SnapCall {
  return {
    protocol: 'snap',
    operation: 'top-up.inquiry',
    body: {
      partnerReferenceNo: input.number,
      customerNumber: input.phone,
      amount: { ...toSnapAmount(input.amount) },
      transactionDate: formatTimestamp(input.now, 'seconds'),
      additionalInfo: { ...input.terms },
    },
  }
}

/**
 * Reads an inquiry's answer: whom the money would reach, what is charged, what is allowed. An amount outside the limits
 * that OVO names is refused here, because its transfer would be.
 *
 * @see docs/protocol/top-up.md#inquiry
 */
export function readInquiry(
  result: SnapResult,
  { number, amount }: { readonly number: string; readonly amount: Rupiah },
): InquiryOutcome {
  if (result.kind === 'no-answer') return { type: 'unclear', reason: result.reason }
  const { body, responseCode } = result
  switch (result.class) {
    case 'succeeded':
      return readFacts(body, responseCode, { number, amount })
    case 'refused':
    case 'caller-fault':
      return { type: 'refused', reason: refusalReason(result.class, responseCode), responseCode }
    case 'renew-token':
      return { type: 'refused', reason: 'caller-fault', responseCode }
    case 'busy':
    case 'in-progress':
    case 'unknown':
      return { type: 'unclear', reason: responseCode ?? 'unclear-answer' }
  }
}

function readFacts(
  body: JsonObject,
  responseCode: string | null,
  { number, amount }: { readonly number: string; readonly amount: Rupiah },
): InquiryOutcome {
  const strange = (field: string): InquiryOutcome => ({ type: 'strange', field })
  const { partnerReferenceNo, amount: echoed, feeAmount } = body
  // An empty object on HTTP 200 may come from anybody on the way.
  if (responseCode === null && isLeftOut(partnerReferenceNo)) return strange('responseCode')
  if (responseCode !== null && readResponseCode(responseCode)?.serviceCode !== '37') return strange('responseCode')
  if (!isLeftOut(partnerReferenceNo) && asText(partnerReferenceNo) !== number) return strange('partnerReferenceNo')
  if (!isLeftOut(echoed) && readSnapAmount(echoed) !== amount) return strange('amount')
  const fee = isLeftOut(feeAmount) ? 0 : readSnapSum(feeAmount)
  // A fee that cannot be read cannot be shown before it is charged.
  if (fee === null) return strange('feeAmount')
  const facts = factsOf(body, fee)
  if (facts.maxAmount !== undefined && amount > facts.maxAmount) {
    return { type: 'refused', reason: 'over-limit', responseCode }
  }
  if (facts.minAmount !== undefined && amount < facts.minAmount) {
    return { type: 'refused', reason: 'amount-invalid', responseCode }
  }
  return { type: 'inquired', facts }
}

function factsOf(body: JsonObject, fee: Rupiah | 0): InquiryFacts {
  const name = asWord(body.customerName)
  const customerNumber = asWord(body.customerNumber)
  const monthly = body.customerMonthlyInLimit ?? body.customerMonthlyLimit ?? body.cusgtomerMonthlyLimit
  return given({
    sessionId: asWord(body.sessionId),
    customerName: name === null ? null : keepMasked(name),
    customerNumber: customerNumber === null ? null : keepMasked(customerNumber),
    fee: fee === 0 ? null : fee,
    feeType: asWord(body.feeType),
    minAmount: readSnapSum(body.minAmount),
    maxAmount: readSnapSum(body.maxAmount),
    monthlyLimit: readLimit(monthly),
  })
}

/** Text or number in ASPI's two places, an amount in its neighbours'. */
function readLimit(value: Json | undefined): number | null {
  const digits = /^(\d{1,15})(?:\.0{1,2})?$/.exec(asText(value) ?? '')?.[1]
  return digits === undefined ? readSnapSum(value) : Number(digits)
}

type Nullable<Value> = { readonly [Key in keyof Value]-?: Exclude<Value[Key], undefined> | null }

const given = (facts: Nullable<InquiryFacts>): InquiryFacts =>
  Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== null))
