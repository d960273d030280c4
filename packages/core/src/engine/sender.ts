import type { SnapCall, SnapResult } from '../snap/call.ts'
import type { SnapDialect } from '../snap/dialect.ts'
import { buildSnapRequest, type SnapCredentials } from '../snap/request.ts'
import { readSnapAnswer } from '../snap/response.ts'
import { makeExternalId } from '../values/external-id.ts'
import type { HttpRequest } from '../values/http.ts'
import type { ExchangeLog, OpenExchange } from './exchange-log.ts'
import type { Ports } from './ports.ts'
import type { ChangeSet, CommitResult, ExchangeEnd, Store } from './store.ts'
import type { Token, TokenSource } from './token-source.ts'

/** A merchant as the engine uses it: keys parsed once, everything checked. */
export interface SnapMerchant {
  readonly name: string
  readonly baseUrl: string
  readonly credentials: SnapCredentials
  readonly dialect: SnapDialect
}

/** A request that is signed and not yet sent. `exchange.start` is to be stored before it is (G1). */
export interface Prepared {
  readonly call: SnapCall
  readonly merchant: SnapMerchant
  readonly token: Token
  readonly request: HttpRequest
  readonly exchange: OpenExchange
}

export interface Sent {
  readonly result: SnapResult
  /** To be stored with what the answer changes. */
  readonly exchangeEnd: ExchangeEnd
}

export interface Sender {
  /** Obtains a token, signs, and writes nothing. @throws {OvoCallError} when no token can be had. */
  prepare(input: { call: SnapCall; merchant: SnapMerchant; recordId: string | null }): Promise<Prepared>
  /**
   * Stores `change` together with the exchange's beginning. `committed: false`: something else came first, send nothing.
   */
  writeAhead(prepared: Prepared, change: Omit<ChangeSet, 'now' | 'exchangeStarts'>): Promise<CommitResult>
  /** Sends what was written ahead. When OVO says that the token has died, it is renewed and the call re-sent once. */
  send(prepared: Prepared, guard?: Pick<ChangeSet, 'holds'>): Promise<Sent>
}

/** Longer than OVO needs for a QR or a query, shorter than any shopper waits. @see docs/ARCHITECTURE.md#deadlines */
export const callTimeoutMillis = 10_000

export function createSender(deps: { store: Store; tokens: TokenSource; log: ExchangeLog; ports: Ports }): Sender {
  const { store, tokens, log, ports } = deps

  async function sign(
    call: SnapCall,
    merchant: SnapMerchant,
    recordId: string | null,
    token: Token,
  ): Promise<Prepared> {
    const now = store.now()
    const externalId = makeExternalId({ now, random: ports.random(12) })
    const { baseUrl, credentials, dialect } = merchant
    const accessToken = token.reveal()
    const { operation, body } = call
    const request = buildSnapRequest({ operation, body, baseUrl, credentials, accessToken, now, externalId, dialect })
    const exchange = log.begin({ direction: 'out', merchant: merchant.name, operation, recordId, request })
    return { call, merchant, token, request, exchange }
  }

  async function once(prepared: Prepared): Promise<Sent> {
    const answer = await ports.transport(prepared.request, { timeoutMillis: callTimeoutMillis })
    const exchangeEnd = prepared.exchange.end(answer)
    if (answer.kind === 'no-answer') return { result: answer, exchangeEnd }
    const { call, merchant } = prepared
    const read = readSnapAnswer({ operation: call.operation, answer, dialect: merchant.dialect })
    return { result: { kind: 'answered', ...read }, exchangeEnd }
  }

  return {
    prepare: async ({ call, merchant, recordId }) => sign(call, merchant, recordId, await tokens.current(merchant)),

    writeAhead: (prepared, change) =>
      store.commit({ ...change, now: store.now(), exchangeStarts: [prepared.exchange.start] }),

    send: async (prepared, guard = {}) => {
      const first = await once(prepared)
      if (first.result.kind === 'no-answer' || first.result.class !== 'renew-token') return first
      const { call, merchant, token, exchange } = prepared
      ports.logger.info('token refused by OVO, renewing', { merchant: merchant.name, operation: call.operation })
      const renewed = await tokens.renew(merchant, token.generation).catch(() => null)
      if (renewed === null) return first
      const second = await sign(call, merchant, exchange.start.recordId, renewed)
      const ahead = {
        ...guard,
        now: store.now(),
        exchangeStarts: [second.exchange.start],
        exchangeEnds: [first.exchangeEnd],
      }
      const { committed } = await store.commit(ahead)
      return committed ? once(second) : first
    },
  }
}
