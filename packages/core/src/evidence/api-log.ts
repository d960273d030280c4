import type { Sealer } from '../crypto/seal.ts'
import { exchangeContext } from '../engine/exchange-log.ts'
import type { Store, StoredExchange } from '../engine/store.ts'
import { asObject, asText, type JsonObject, readJsonObject } from '../values/json.ts'
import { toCurl } from './to-curl.ts'

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
  /** Calls of a payment and its refunds, of a top-up, or the newest of all; oldest first. @default limit 100 */
  list(find?: { readonly paymentId?: string; readonly limit?: number }): Promise<readonly Exchange[]>
  /** The request as a cURL command, with secrets taken out. */
  toCurl(exchange: Exchange): string
  /**
   * The originals, headers and all, opened with the merchant's encryption key: what OVO and Bank Indonesia ask for.
   * They hold live secrets; do not print them anywhere else.
   *
   * @throws {StoreError} `seal-broken` when they were sealed under a key that is not configured
   */
  original(exchange: Exchange): Promise<{ readonly request: JsonObject; readonly response: JsonObject | null }>
}

export function createApiLog({ store, sealer }: { store: Store; sealer: Sealer }): ApiLog {
  const sealed = new WeakMap<Exchange, StoredExchange>()
  const open = (text: string, id: string, side: 'request' | 'response'): JsonObject =>
    readJsonObject(sealer.open({ sealed: text, context: exchangeContext(id, side) })) ?? {}

  return {
    list: async ({ paymentId, limit = 100 } = {}) => {
      const found = await store.exchanges({
        limit,
        ...(paymentId === undefined ? {} : { recordIds: await family(store, paymentId) }),
      })
      return found.map((stored) => {
        const exchange = toExchange(stored)
        sealed.set(exchange, stored)
        return exchange
      })
    },
    toCurl: ({ request: { method = 'POST', url = '', headers, body } }) => toCurl({ method, url, headers, body }),
    original: async (exchange) => {
      const stored = sealed.get(exchange) ?? (await find(store, exchange))
      return {
        request: open(stored.sealedRequest, stored.id, 'request'),
        response: stored.end === null ? null : open(stored.end.sealedResponse, stored.id, 'response'),
      }
    },
  }
}

/** A payment and its refunds. */
async function family(store: Store, paymentId: string): Promise<readonly string[]> {
  const payment = await store.record(paymentId)
  const relatives = payment === null ? [] : await store.recordsByReference(payment)
  return [paymentId, ...relatives.filter(({ parentId }) => parentId === paymentId).map(({ id }) => id)]
}

async function find(store: Store, { id, recordId }: Exchange): Promise<StoredExchange> {
  const all = await store.exchanges({ limit: 10_000, ...(recordId === null ? {} : { recordIds: [recordId] }) })
  const found = all.find((stored) => stored.id === id)
  if (found === undefined) throw new Error(`exchange ${id} is not in the log`)
  return found
}

function toExchange(stored: StoredExchange): Exchange {
  const { id, at, direction, merchant, operation, recordId, request, end } = stored
  return {
    ...{ id, at: new Date(at), direction, merchant, operation, recordId },
    request: { method: asText(request.method) ?? '', url: asText(request.url) ?? '', ...entry(request) },
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
  headers: (asObject(side.headers) ?? {}) as Record<string, string>,
  body: asText(side.body) ?? '',
})

const outcomeOf = (outcome: string, response: JsonObject): string =>
  outcome === 'answered' ? outcome : `${outcome}: ${asText(response.reason) ?? 'unknown'}`
