import type { Sealer } from '../crypto/seal.ts'
import { NotAllowedError } from '../errors/errors.ts'
import { isCustomerTokenRefused } from '../linked/customer-token.ts'
import { sealTokens } from '../linked/sealed-tokens.ts'
import type { SnapCall, SnapResult } from '../snap/call.ts'
import { bearerOf } from '../snap/endpoints.ts'
import { buildCustomerTokenRequest, buildSnapRequest } from '../snap/request.ts'
import { readSnapAnswer } from '../snap/response.ts'
import { makeExternalId } from '../values/external-id.ts'
import type { HttpRequest } from '../values/http.ts'
import type { JsonObject } from '../values/json.ts'
import type { CustomerToken, CustomerTokens } from './customer-tokens.ts'
import type { ExchangeLog, OpenExchange } from './exchange-log.ts'
import type { Merchants, SnapMerchant } from './merchants.ts'
import type { Ports } from './ports.ts'
import { sealContext } from './seal-context.ts'
import type { Channel, Sent } from './sender.ts'
import type { Store } from './store.ts'
import type { Token, TokenSource } from './token-source.ts'

/** Longer than OVO needs for a QR or a query, shorter than any shopper waits. @see docs/ARCHITECTURE.md#deadlines */
export const callTimeoutMillis = 10_000
/** A token may be wanted in the middle of another call. */
const tokenTimeoutMillis = 5_000

/** A call, where it goes, and what it is about. */
interface Errand {
  readonly call: SnapCall
  readonly merchant: SnapMerchant
  readonly recordId: string | null
}

/** The tokens that a call goes out with. */
interface Bearers {
  readonly ours?: Token
  /** The customer's, which is renewed when it is refused; or one that OVO gave for one step. */
  readonly theirs?: CustomerToken | { readonly reveal: () => string }
  /** A question in a customer's name, asked in ours: the customer's link is gone. */
  readonly isOurWord?: boolean
}

interface Signed {
  readonly request: HttpRequest
  readonly exchange: OpenExchange
}

/** Calls under a token. When OVO says that the token has died, it is renewed and the call re-sent once. */
export function createSnapChannel(deps: {
  store: Store
  sealer: Sealer
  tokens: TokenSource
  customers: CustomerTokens
  log: ExchangeLog
  ports: Ports
  merchants: Merchants
}): Channel<SnapCall, SnapResult> {
  const { store, sealer, tokens, customers, log, ports } = deps

  const contextOf = ({ call, recordId }: Errand): string => sealContext(recordId ?? '', call.customer)

  const open = (errand: Errand, sealed: string): string =>
    new TextDecoder().decode(sealer.open({ sealed, context: contextOf(errand) }))

  /** The body as it leaves: what the record keeps sealed is opened only here. */
  function bodyOf(errand: Errand): JsonObject {
    const { body, sealedFields = [] } = errand.call
    return { ...body, ...Object.fromEntries(sealedFields.map((field) => [field, open(errand, String(body[field]))])) }
  }

  async function bearersOf(errand: Errand): Promise<Bearers> {
    const { call, merchant } = errand
    const { operation, bearer } = call
    const sealed = bearer !== undefined && 'sealed' in bearer ? bearer.sealed : undefined
    const theirs = sealed === undefined ? undefined : { reveal: () => open(errand, sealed) }
    if (operation === 'link.token') return theirs === undefined ? {} : { theirs }
    const whose = bearerOf(operation, merchant.dialect)
    if (whose === 'none') return {}
    const ours = (): Promise<Token> => tokens.current(merchant)
    if (whose === 'b2b') return { ours: await ours() }
    const isBoth = merchant.dialect.customerTokenHeader === 'authorization-customer'
    const both = isBoth ? { ours: await ours() } : {}
    if (theirs !== undefined) return { ...both, theirs }
    const { customer = '' } = call
    const current =
      bearer !== undefined && 'link' in bearer ? await customers.current({ link: bearer.link, customer }) : null
    if (current !== null) return { ...both, theirs: current }
    if (operation === 'linked.status') return { ours: await ours(), isOurWord: true }
    throw new NotAllowedError('not-linked', 'this customer has no OVO account linked any more; link one')
  }

  function sign(errand: Errand, held: Bearers): Signed {
    const { call, merchant, recordId } = errand
    const now = store.now()
    const externalId = makeExternalId({ now, random: ports.random(12) })
    const { baseUrl, credentials, dialect } = merchant
    const { operation, query, deviceId } = call
    const common = { body: bodyOf(errand), baseUrl, credentials, now, externalId, deviceId, dialect }
    const theirs = held.theirs?.reveal()
    const request =
      operation === 'link.token'
        ? buildCustomerTokenRequest({ ...common, linkageToken: theirs })
        : buildSnapRequest({
            ...common,
            operation,
            query,
            accessToken: held.ours?.reveal() ?? '',
            customerToken: theirs,
            isOurWord: held.isOurWord,
          })
    return { request, exchange: log.begin({ direction: 'out', merchant: merchant.name, operation, recordId, request }) }
  }

  async function once(errand: Errand, signed: Signed, { isOurWord }: Bearers): Promise<Sent<SnapResult>> {
    const { call, merchant } = errand
    const { operation, customer } = call
    const timeoutMillis = operation === 'link.token' ? tokenTimeoutMillis : callTimeoutMillis
    const answer = await ports.transport(signed.request, { timeoutMillis })
    const exchangeEnd = signed.exchange.end(answer)
    if (answer.kind === 'no-answer') return { result: answer, exchangeEnd }
    const read = readSnapAnswer({ operation, answer, dialect: merchant.dialect })
    // OVO may not let us look at a customer's payment: then its "no" says nothing about the payment, nor about our token.
    if (isOurWord === true && read.class !== 'succeeded')
      return { result: { kind: 'no-answer', sent: 'maybe', reason: 'link-gone' }, exchangeEnd }
    const body = customer === undefined ? read.body : sealTokens(read.body, (token) => seal(errand, token))
    return { result: { kind: 'answered', ...read, body }, exchangeEnd }
  }

  const seal = (errand: Errand, plaintext: string): string =>
    sealer.seal({ plaintext, context: contextOf(errand), nonce: ports.random(12) })

  /** What the call goes out with again, when OVO has refused it for its token and for nothing else. */
  async function renew(errand: Errand, held: Bearers, result: SnapResult): Promise<Bearers | null> {
    if (result.kind === 'no-answer' || result.class !== 'renew-token') return null
    const { merchant, call } = errand
    const { ours, theirs } = held
    ports.logger.info('token refused by OVO, renewing', { merchant: merchant.name, operation: call.operation })
    if (theirs !== undefined && isCustomerTokenRefused(result, merchant.dialect)) {
      // A link's own calls are steps of its life, which knows what to do about it.
      if (!('generation' in theirs)) return null
      const renewed = await customers.renew(theirs, result.responseCode).catch(() => null)
      return renewed === null ? null : { ...held, theirs: renewed }
    }
    if (ours === undefined) return null
    const renewed = await tokens.renew(merchant, ours.generation).catch(() => null)
    return renewed === null ? null : { ...held, ours: renewed }
  }

  return {
    prepare: async ({ call, merchant: name, recordId }) => {
      const errand: Errand = { call, merchant: deps.merchants.snap(name), recordId }
      const held = await bearersOf(errand)
      const signed = sign(errand, held)
      return {
        exchange: signed.exchange,
        send: async (guard = {}) => {
          const first = await once(errand, signed, held)
          const renewed = await renew(errand, held, first.result)
          if (renewed === null) return first
          const second = sign(errand, renewed)
          const { committed } = await store.commit({
            ...guard,
            now: store.now(),
            exchangeStarts: [second.exchange.start],
            exchangeEnds: [first.exchangeEnd],
          })
          return committed ? once(errand, second, renewed) : first
        },
      }
    },
  }
}
