import type { Sealer } from '../crypto/seal.ts'
import type { SnapCall, SnapResult } from '../snap/call.ts'
import { buildSnapRequest } from '../snap/request.ts'
import { readSnapAnswer } from '../snap/response.ts'
import { makeExternalId } from '../values/external-id.ts'
import type { HttpRequest } from '../values/http.ts'
import type { JsonObject } from '../values/json.ts'
import type { ExchangeLog, OpenExchange } from './exchange-log.ts'
import type { Merchants, SnapMerchant } from './merchants.ts'
import type { Ports } from './ports.ts'
import type { Channel, Sent } from './sender.ts'
import type { Store } from './store.ts'
import type { Token, TokenSource } from './token-source.ts'

/** Longer than OVO needs for a QR or a query, shorter than any shopper waits. @see docs/ARCHITECTURE.md#deadlines */
export const callTimeoutMillis = 10_000

/** Binds what is sealed in a call's body to the record that the call is about. */
export const sealedFieldContext = (recordId: string): string => `record:${recordId}`

interface Signed {
  readonly request: HttpRequest
  readonly exchange: OpenExchange
}

/** Calls under a token. When OVO says that the token has died, it is renewed and the call re-sent once. */
export function createSnapChannel(deps: {
  store: Store
  sealer: Sealer
  tokens: TokenSource
  log: ExchangeLog
  ports: Ports
  merchants: Merchants
}): Channel<SnapCall, SnapResult> {
  const { store, sealer, tokens, log, ports } = deps

  /** The body as it leaves: what the record keeps sealed is opened only here. */
  function bodyOf({ body, sealedFields = [] }: SnapCall, recordId: string | null): JsonObject {
    const opened = sealedFields.map((field) => {
      const plain = sealer.open({ sealed: String(body[field]), context: sealedFieldContext(recordId ?? '') })
      return [field, new TextDecoder().decode(plain)]
    })
    return { ...body, ...Object.fromEntries(opened) }
  }

  function sign(call: SnapCall, merchant: SnapMerchant, recordId: string | null, token: Token): Signed {
    const now = store.now()
    const externalId = makeExternalId({ now, random: ports.random(12) })
    const { baseUrl, credentials, dialect } = merchant
    const accessToken = token.reveal()
    const { operation } = call
    const body = bodyOf(call, recordId)
    const request = buildSnapRequest({ operation, body, baseUrl, credentials, accessToken, now, externalId, dialect })
    return { request, exchange: log.begin({ direction: 'out', merchant: merchant.name, operation, recordId, request }) }
  }

  async function once(call: SnapCall, merchant: SnapMerchant, signed: Signed): Promise<Sent<SnapResult>> {
    const answer = await ports.transport(signed.request, { timeoutMillis: callTimeoutMillis })
    const exchangeEnd = signed.exchange.end(answer)
    if (answer.kind === 'no-answer') return { result: answer, exchangeEnd }
    const read = readSnapAnswer({ operation: call.operation, answer, dialect: merchant.dialect })
    return { result: { kind: 'answered', ...read }, exchangeEnd }
  }

  return {
    prepare: async ({ call, merchant: name, recordId }) => {
      const merchant = deps.merchants.snap(name)
      const token = await tokens.current(merchant)
      const signed = sign(call, merchant, recordId, token)
      return {
        exchange: signed.exchange,
        send: async (guard = {}) => {
          const first = await once(call, merchant, signed)
          if (first.result.kind === 'no-answer' || first.result.class !== 'renew-token') return first
          ports.logger.info('token refused by OVO, renewing', { merchant: name, operation: call.operation })
          const renewed = await tokens.renew(merchant, token.generation).catch(() => null)
          if (renewed === null) return first
          const second = sign(call, merchant, recordId, renewed)
          const { committed } = await store.commit({
            ...guard,
            now: store.now(),
            exchangeStarts: [second.exchange.start],
            exchangeEnds: [first.exchangeEnd],
          })
          return committed ? once(call, merchant, second) : first
        },
      }
    },
  }
}
