import type { Sealer } from '../crypto/seal.ts'
import type { HttpRequest, HttpResult } from '../values/http.ts'
import type { EpochMillis } from '../values/jakarta-time.ts'
import type { JsonObject } from '../values/json.ts'
import { redactBody, redactHeaders, redactUrl } from '../values/redact.ts'
import type { Random } from './ports.ts'
import type { ExchangeEnd, ExchangeStart } from './store.ts'

export interface OpenExchange {
  readonly start: ExchangeStart
  end(result: HttpResult): ExchangeEnd
}

/**
 * Writes down HTTP exchanges: a redacted copy for people, and the original sealed under the merchant's key, because
 * OVO and Bank Indonesia ask for the complete log (headers and all) when something is looked into.
 *
 * It only makes the entries; whoever sends stores them, the beginning before and the end after.
 */
export interface ExchangeLog {
  begin(
    input: Omit<ExchangeStart, 'id' | 'at' | 'request' | 'sealedRequest'> & { readonly request: LoggedRequest },
  ): OpenExchange
}

/** A request of either direction: ours to OVO, or OVO's to us. */
export type LoggedRequest = Omit<HttpRequest, 'method'> & { readonly method: string }

export function createExchangeLog(deps: { sealer: Sealer; random: Random; now: () => EpochMillis }): ExchangeLog {
  const { sealer, random, now } = deps
  const seal = (id: string, side: 'request' | 'response', value: JsonObject): string =>
    sealer.seal({ plaintext: JSON.stringify(value), context: exchangeContext(id, side), nonce: random(12) })

  return {
    begin: ({ request, ...rest }) => {
      const id = `exc_${Buffer.from(random(15)).toString('base64url')}`
      const { method, url, headers, body } = request
      const start: ExchangeStart = {
        ...rest,
        id,
        at: now(),
        request: { method, url: redactUrl(url), headers: redactHeaders(headers), body: redactBody(body) },
        sealedRequest: seal(id, 'request', { method, url, headers: { ...headers }, body: text(body) }),
      }
      return { start, end: (result) => endOf(id, result) }
    },
  }

  function endOf(id: string, result: HttpResult): ExchangeEnd {
    const at = now()
    if (result.kind === 'no-answer') {
      const response = { sent: result.sent, reason: result.reason }
      return { id, at, outcome: 'no-answer', response, sealedResponse: seal(id, 'response', response) }
    }
    const { status, headers, body } = result
    return {
      id,
      at,
      outcome: 'answered',
      response: { status, headers: redactHeaders(headers), body: redactBody(body) },
      sealedResponse: seal(id, 'response', { status, headers: { ...headers }, body: text(body) }),
    }
  }
}

/** Binds a sealed original to its exchange and side, so that one cannot be passed off as another. */
export const exchangeContext = (id: string, side: 'request' | 'response'): string => `exchange:${id}:${side}`

const utf8 = new TextDecoder()
const text = (body: Uint8Array): string => utf8.decode(body)
