import type { Sealer } from '../crypto/seal.ts'
import { type ExchangeLog, exchangeContext } from '../engine/exchange-log.ts'
import type { Transport } from '../engine/ports.ts'
import type { Store, StoredExchange } from '../engine/store.ts'
import type { HttpRequest, HttpResult } from '../values/http.ts'
import { asObject, asText, type JsonObject, readJsonObject } from '../values/json.ts'
import { type FindCalls, searchLog } from './search-log.ts'
import { toCurl } from './to-curl.ts'
import { toHttp } from './to-http.ts'
import { type LogHead, type LogVerdict, verifyLog } from './verify-log.ts'

/** One call between the shop and OVO, as people may read it: secrets and personal data taken out. */
export interface Exchange {
  readonly id: string
  readonly at: Date
  readonly direction: 'out' | 'in'
  readonly merchant: string
  readonly operation: string
  /** The payment or refund that it belongs to. */
  readonly recordId: string | null
  readonly request: LogEntry
  /** `null`: no answer is on record. The call may still be under way, or the process died in it. */
  readonly response: (LogEntry & { readonly status: number | null; readonly outcome: string }) | null
  readonly durationMillis: number | null
}

export interface LogEntry {
  readonly method?: string
  readonly url?: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface ApiLog {
  /** Calls that fit everything given, or the newest of all; oldest first. */
  list(find?: FindCalls): Promise<readonly Exchange[]>
  /** The request as a cURL command, with secrets taken out. */
  toCurl(exchange: Exchange): string
  /**
   * The originals, headers and all, opened with the merchant's encryption key: what OVO and Bank Indonesia ask for.
   * They hold live secrets; do not print them anywhere else.
   *
   * @throws {StoreError} `seal-broken` when they were sealed under a key that is not configured
   */
  original(exchange: Exchange): Promise<{ readonly request: JsonObject; readonly response: JsonObject | null }>
  /** The exchange with its originals in place: what `toCurl` and `toHttp` then show whole. Mind where it goes. */
  unsealed(exchange: Exchange): Promise<Exchange>
  /** The request and its answer as they stood on the wire, with secrets taken out. */
  toHttp(exchange: Exchange): { readonly request: string; readonly response: string | null }
  /**
   * Reads the whole log and looks for rows that were altered, removed or moved since they were written.
   *
   * @param options - `expect`: heads that an earlier verdict showed and that were kept elsewhere. Without them, what was
   * cut from the end of the newest chains cannot be known.
   * @see docs/guides/api-log.md
   */
  verify(options?: { readonly expect?: readonly LogHead[] }): Promise<LogVerdict>
  /**
   * Sends a call of your own, such as one to Bank Indonesia's devsite, and logs it as every other: before it leaves and
   * after it is answered. Sent once; it moves no payment, and nobody asks about it later.
   *
   * @param call - `operation`: what the log calls it, such as `devsite.qr-mpm-query`; `timeoutMillis` 10,000 when left out
   */
  record(call: RecordedCall): Promise<{ readonly exchange: Exchange; readonly result: HttpResult }>
}

export interface RecordedCall {
  readonly operation: string
  readonly request: HttpRequest
  /** @default 'default' */
  readonly merchant?: string
  readonly timeoutMillis?: number
}

export function createApiLog({
  store,
  sealer,
  merchants,
  log,
  transport,
}: {
  store: Store
  sealer: Sealer
  merchants: readonly string[]
  log: ExchangeLog
  transport: Transport
}): ApiLog {
  const sealed = new WeakMap<Exchange, StoredExchange>()
  const open = (text: string, id: string, side: 'request' | 'response'): JsonObject =>
    readJsonObject(sealer.open({ sealed: text, context: exchangeContext(id, side) })) ?? {}

  const original: ApiLog['original'] = async (exchange) => {
    const stored = sealed.get(exchange) ?? (await store.exchanges({ ids: [exchange.id], limit: 1 }))[0]
    if (stored === undefined) throw new Error(`exchange ${exchange.id} is not in the log`)
    return {
      request: open(stored.sealedRequest, stored.id, 'request'),
      response: stored.end === null ? null : open(stored.end.sealedResponse, stored.id, 'response'),
    }
  }

  const list: ApiLog['list'] = async (find = {}) => {
    const found = await searchLog({ store, merchants, find })
    return found.map((stored) => {
      const exchange = toExchange(stored)
      sealed.set(exchange, stored)
      return exchange
    })
  }

  return {
    list,
    toCurl: ({ request: { method = 'POST', url = '', headers, body } }) => toCurl({ method, url, headers, body }),
    toHttp,
    original,
    unsealed: async (exchange) => {
      const { request, response } = await original(exchange)
      const { response: read } = exchange
      return {
        ...exchange,
        request: entry(request),
        response: read === null || response === null ? read : { ...read, ...entry(response) },
      }
    },
    record: async ({ operation, request, merchant = 'default', timeoutMillis = 10_000 }) => {
      const { start, end } = log.begin({ direction: 'out', merchant, operation, recordId: null, request })
      await store.commit({ now: store.now(), exchangeStarts: [start] })
      const result = await transport(request, { timeoutMillis })
      await store.commit({ now: store.now(), exchangeEnds: [end(result)] })
      const [exchange] = await list({ callId: start.id })
      if (exchange === undefined) throw new Error(`exchange ${start.id} is not in the log`)
      return { exchange, result }
    },
    verify: ({ expect = [] } = {}) => verifyLog({ store, sealer, expect }),
  }
}

function toExchange(stored: StoredExchange): Exchange {
  const { id, at, direction, merchant, operation, recordId, request, end } = stored
  return {
    id,
    at: new Date(at),
    direction,
    merchant,
    operation,
    recordId,
    request: entry(request),
    response:
      end === null
        ? null
        : {
            ...entry(end.response),
            status: Number(end.response.status ?? 0) || null,
            outcome: outcomeOf(end.outcome, end.response),
          },
    durationMillis: end === null ? null : end.at - at,
  }
}

const entry = (side: JsonObject): LogEntry => ({
  ...(side.method === undefined ? {} : { method: asText(side.method) ?? '', url: asText(side.url) ?? '' }),
  headers: (asObject(side.headers) ?? {}) as Record<string, string>,
  body: asText(side.body) ?? '',
})

const outcomeOf = (outcome: string, response: JsonObject): string =>
  outcome === 'answered' ? outcome : `${outcome}: ${asText(response.reason) ?? 'unknown'}`
