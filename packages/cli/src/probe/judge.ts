import type { Exchange } from '@ovokit/core'
import { readResponseCode } from '@ovokit/core/snap'

/**
 * What an answer says of how the call was spelled, whatever it says of its content.
 *
 * `taken`: spelled right. `misspelt`: OVO objects to signature, time or form. `no-such-path`: nobody is there.
 */
export type Verdict = 'taken' | 'misspelt' | 'no-such-path' | 'no-answer'

export interface Judged {
  readonly verdict: Verdict
  /** OVO's code, or the HTTP status, or why there was no answer. */
  readonly word: string
  readonly body: Readonly<Record<string, unknown>>
}

/** Judges the newest exchange of a try. `undefined`: the call never left. */
export function judge(exchange: Exchange | undefined): Judged {
  const { response } = exchange ?? {}
  if (response == null || response.status === null)
    return { verdict: 'no-answer', word: response?.outcome ?? 'not sent', body: {} }
  const body = parse(response.body)
  const word = String(body.responseCode ?? response.status)
  const isPush = exchange?.operation.startsWith('push-to-pay.') === true
  const verdict = isPush ? judgePush(word, response.status) : judgeSnap(word, response.status)
  return { verdict, word, body }
}

/** 401xx: who we are, and how it was signed. 400xx: how it is written. Anything else has looked past both. */
function judgeSnap(word: string, status: number): Verdict {
  const code = readResponseCode(word)
  // A gateway that knows no such path answers for itself, without a SNAP code, or with 405.
  if (code === null) return status === 200 ? 'taken' : status === 404 || status === 405 ? 'no-such-path' : 'misspelt'
  if (code.httpStatus === 405 && code.caseCode === '00') return 'no-such-path'
  return code.httpStatus === 401 || code.httpStatus === 400 ? 'misspelt' : 'taken'
}

/** 63: the hmac. 30: the form. */
function judgePush(word: string, status: number): Verdict {
  if (/^\d{3}$/.test(word)) return status === 404 ? 'no-such-path' : 'misspelt'
  return word === '63' || word === '30' ? 'misspelt' : 'taken'
}

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}
