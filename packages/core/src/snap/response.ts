import type { HttpAnswer } from '../values/http.ts'
import { asObject, asText, type Json, type JsonObject, readJsonObject } from '../values/json.ts'
import { defaultSnapDialect, type SnapDialect } from './dialect.ts'
import { type SnapOperation, snapEndpoints } from './endpoints.ts'
import { classifyAnswer, readResponseCode, type SnapClass } from './response-code.ts'

/** An answer of OVO, read as far as all SNAP answers are alike. */
export interface SnapAnswer {
  readonly class: SnapClass
  /** Seven digits, or `null` when there was none or it was malformed. */
  readonly responseCode: string | null
  /** OVO's text for people: at most 150 characters, no control characters. Nothing may depend on it. */
  readonly message: string | null
  /** OVO's own error code beside the standard's, such as `OV00502`. */
  readonly ovoErrorCode: string | null
  /** The whole body; empty when it was not a JSON object. */
  readonly body: JsonObject
}

/**
 * Reads and classifies an answer. A body that is not a JSON object is `unknown` whatever the status. Never throws.
 *
 * `succeeded` speaks of the call. Whether the body carries what success needs is for the operation's own reader.
 *
 * @param dialect - only `refundInconsistent` matters here. Default: the default dialect.
 * @see docs/protocol/snap.md#response-codes
 */
export function readSnapAnswer({
  operation,
  answer,
  dialect = defaultSnapDialect,
}: {
  operation: SnapOperation
  answer: HttpAnswer
  dialect?: SnapDialect
}): SnapAnswer {
  const body = readJsonObject(answer.body)
  if (body === null) return { class: 'unknown', responseCode: null, message: null, ovoErrorCode: null, body: {} }
  const { effect } = snapEndpoints[operation]
  const code = readResponseCode(body.responseCode)
  const counted =
    (operation === 'qris.refund' || operation === 'linked.refund') &&
    dialect.refundInconsistent === 'succeeded' &&
    answer.status === 404 &&
    code?.httpStatus === 404 &&
    code.caseCode === '18'
  return {
    class: counted
      ? 'succeeded'
      : classifyAnswer({ effect, httpStatus: answer.status, responseCode: body.responseCode }),
    responseCode: code === null ? null : String(body.responseCode),
    message: readMessage(body.responseMessage),
    ovoErrorCode: readOvoErrorCode(body),
    body,
  }
}

/** Cleans a responseMessage: control characters become spaces, and it ends after 150 characters. */
export function readMessage(value: Json | undefined): string | null {
  const text = asText(value)
  return text === null ? null : [...text.replace(/\p{C}+/gu, ' ').trim()].slice(0, 150).join('') || null
}

// OVO's samples show the same error under `data` in one product and under `additionalInfo` in another.
function readOvoErrorCode(body: JsonObject): string | null {
  for (const place of [body.data, body.additionalInfo, body]) {
    const code = asText(asObject(asObject(place)?.error)?.code)
    if (code !== null && /^[A-Za-z0-9_-]{1,32}$/.test(code)) return code
  }
  return null
}
