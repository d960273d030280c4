import type { HttpResult } from '../values/http.ts'
import { asObject, type Json, type JsonObject, readJsonObject } from '../values/json.ts'
import type { PushToPayTransaction } from './call.ts'
import { type PushToPayOperation, pushToPayOperations } from './operations.ts'
import { type PushToPayCode, readPushToPayCode } from './response-codes.ts'

/** What an answer must fit. */
export interface PushToPayAsked {
  readonly transaction: PushToPayTransaction
  /** OVO's `tid`. */
  readonly terminalId: string
  readonly mid: string
}

/** An answer read as far as all operations are alike. */
export type PushToPayAnswer =
  | {
      readonly kind: 'answered'
      readonly httpStatus: number
      readonly code: PushToPayCode
      readonly body: JsonObject
      /** The answer's own `type` or `processingCode` is of another operation, or missing. */
      readonly form: 'right' | 'missing' | 'wrong'
      /** The first identity that is there and is not ours, as OVO names it; `null` when all fit. */
      readonly stranger: string | null
      /** Whether the answer names the push at all. */
      readonly namesPush: boolean
    }
  | { readonly kind: 'nothing'; readonly sent: 'no' | 'maybe'; readonly reason: string }

/**
 * Reads what came back, if it is an answer at all: a JSON object with a `responseCode`, whatever the HTTP status. An
 * empty 404 is how OVO has been seen to end a push that nobody answered; it proves nothing. Never throws.
 *
 * @see docs/protocol/push-to-pay.md#answers
 */
export function readPushToPayAnswer({
  operation,
  result,
  asked,
}: {
  operation: PushToPayOperation
  result: HttpResult
  asked: PushToPayAsked | null
}): PushToPayAnswer {
  if (result.kind === 'no-answer') return { kind: 'nothing', sent: result.sent, reason: result.reason }
  const nothing = (reason: string): PushToPayAnswer => ({ kind: 'nothing', sent: 'maybe', reason })
  if (result.body.length === 0) return nothing(`empty-${result.status}`)
  const body = readJsonObject(result.body)
  if (body === null) return nothing('not-json')
  const code = readPushToPayCode(body.responseCode)
  if (code === null) return nothing('no-response-code')
  const transaction = asObject(body.transactionRequestData) ?? {}
  return {
    kind: 'answered',
    httpStatus: result.status,
    code,
    body,
    form: formOf(body, operation),
    stranger: asked === null ? null : strangerIn(body, transaction, asked),
    namesPush: isThere(transaction.merchantInvoice) || isThere(body.referenceNumber),
  }
}

/** True when OVO says "done" in so many words: its code, and an HTTP status that does not contradict it. */
export const isApproved = (answer: PushToPayAnswer & { kind: 'answered' }): boolean =>
  answer.code.class === 'approved' && answer.httpStatus >= 200 && answer.httpStatus < 300

/** Why an answer that was read says nothing certain, as a short machine word. */
export function unclearReason({ code, stranger, form }: PushToPayAnswer & { kind: 'answered' }): string {
  if (stranger !== null) return `${stranger}-differs`
  return form === 'wrong' ? 'other-operation' : `code-${code.code}`
}

function formOf(body: JsonObject, operation: PushToPayOperation): 'right' | 'missing' | 'wrong' {
  const { responseType, processingCode } = pushToPayOperations[operation]
  const verdicts = [
    isSameNumber(body.type, Number(responseType)),
    isSameNumber(body.processingCode, Number(processingCode)),
  ]
  if (verdicts.includes(false)) return 'wrong'
  return verdicts.includes(null) ? 'missing' : 'right'
}

function strangerIn(
  body: JsonObject,
  request: JsonObject,
  { transaction, terminalId, mid }: PushToPayAsked,
): string | null {
  const verdicts: readonly (readonly [field: string, verdict: boolean | null])[] = [
    ['merchantInvoice', isSameText(request.merchantInvoice, transaction.merchantInvoice)],
    ['batchNo', isSameNumber(request.batchNo, transaction.batchNo)],
    ['referenceNumber', isSameNumber(body.referenceNumber, transaction.referenceNumber)],
    ['amount', isSameNumber(body.amount, transaction.amount)],
    ['tid', isSameText(body.tid, terminalId)],
    ['mid', isSameText(body.mid, mid)],
  ]
  return verdicts.find(([, verdict]) => verdict === false)?.[0] ?? null
}

const isThere = (value: Json | undefined): boolean => value !== undefined && value !== null && value !== ''

/** `null` when nothing is there. A field of a wrong kind is there and is not ours. */
function isSameText(theirs: Json | undefined, ours: string): boolean | null {
  if (!isThere(theirs)) return null
  // A number may have lost its leading zeros on the way.
  return typeof theirs === 'number' ? isSameNumber(theirs, /^\d+$/.test(ours) ? Number(ours) : null) : theirs === ours
}

function isSameNumber(theirs: Json | undefined, ours: number | null): boolean | null {
  if (!isThere(theirs)) return null
  if (typeof theirs === 'number') return theirs === ours
  return typeof theirs === 'string' && /^\d{1,15}(?:\.0+)?$/.test(theirs) && Number(theirs) === ours
}
