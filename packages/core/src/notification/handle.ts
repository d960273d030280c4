import type { ExchangeLog } from '../engine/exchange-log.ts'
import type { Ports } from '../engine/ports.ts'
import type { Runner } from '../engine/runner.ts'
import type { Store } from '../engine/store.ts'
import type { TokenSource } from '../engine/token-source.ts'
import { linkedKind } from '../linked/linked-lifecycle.ts'
import { qrisKind } from '../qris/qris-lifecycle.ts'
import { isIssuedToken, issueToken } from '../snap/issued-token.ts'
import { verifyInbound } from '../snap/verify-inbound.ts'
import { verifyTokenRequest } from '../snap/verify-token-request.ts'
import { readJsonObject } from '../values/json.ts'
import type { InboundMerchant } from './inbound-merchant.ts'
import { inboundPaths } from './inbound-paths.ts'
import { maxBodyBytes } from './max-body-bytes.ts'
import { readCallback } from './read-callback.ts'
import { type Replies, type Reply, replies, tokenReplies, toResponse } from './reply.ts'

export interface HandleOptions {
  /**
   * Path and query as OVO called them, when a proxy has changed them since: it is what OVO signed.
   * @default the request URL's own
   */
  readonly signedPath?: string
}

export type Handle = (request: Request, options?: HandleOptions) => Promise<Response>

const issuedTokenMillis = 15 * 60_000
const claimMillis = 24 * 60 * 60_000

/** The paths that `handle` answers, at the end of whatever prefix the shop mounts it under. */
const routes: RegExp = new RegExp(
  `(?:^|/)(?:merchants/([A-Za-z0-9_-]{1,64})/)?(${inboundPaths.map((path) => path.slice(1).replaceAll('.', '\\.')).join('|')})/?$`,
)

/** The notifications of payments, by path: whose they are, and how they are answered. */
const notifications: Readonly<Record<string, Notification>> = {
  'v1.0/qr/qr-mpm-notify': { kind: qrisKind, operation: 'qris.notify', replies: replies.qris },
  'v1.0/debit/notify': { kind: linkedKind, operation: 'linked.notify', replies: replies.linked },
}

interface Notification {
  readonly kind: string
  readonly operation: string
  readonly replies: Replies
}

/**
 * The whole inbound side: OVO's payment notifications, and the token endpoint for an OVO that fetches one first.
 *
 * A callback is verified over its raw bytes before anything is parsed, stored or remembered (G9). Then one transaction
 * claims it and makes the query due at once, and OVO gets its reply. A callback never says what is paid; the query does
 * (G4).
 *
 * @see docs/protocol/snap.md#callbacks
 */
export function createHandle(deps: {
  store: Store
  runner: Runner
  tokens: TokenSource
  log: ExchangeLog
  ports: Ports
  merchant: (name: string) => InboundMerchant | null
  wake: () => void
  /** False before `start()` and after `close()`: OVO is asked to try again. */
  isOpen: () => boolean
}): Handle {
  const { store, runner, tokens, log, ports } = deps

  async function notify(request: Inbound, { kind, operation, replies }: Notification): Promise<Reply> {
    const { merchant, method, path, headers, body } = request
    const { credentials, dialect, ovoPublicKey, issueKey } = merchant
    const now = store.now()
    const held = dialect.callbackToken === 'b2b' ? await tokens.held(merchant) : null
    const verdict = verifyInbound({
      method,
      path,
      headers,
      body,
      now,
      dialect,
      credentials: { ...credentials, ...(ovoPublicKey === undefined ? {} : { ovoPublicKey }) },
      tokens: {
        held: held === null ? [] : [held.reveal()],
        isIssued: (token) => isIssuedToken({ key: issueKey, clientId: credentials.clientId, token, now }),
      },
    })
    if (!verdict.ok) {
      ports.logger.warn('callback refused', {
        merchant: merchant.name,
        reason: verdict.reason,
        header: verdict.header ?? '',
      })
      return replies.unauthorized
    }
    const subject = readCallback(body)
    if (subject === null) return replies.malformed
    const { partnerReferenceNo, referenceNo } = subject
    if (partnerReferenceNo === null && referenceNo === null) return replies.missingField
    const record =
      partnerReferenceNo === null
        ? await store.recordByReferenceNo({ merchant: merchant.name, referenceNo: referenceNo ?? '' })
        : await store.recordByNumber({ merchant: merchant.name, kind, number: partnerReferenceNo })
    // Not claimed: what OVO is told about a number that is not ours may change once it is.
    if (record?.kind !== kind) return replies.unknownOrder

    const exchange = log.begin({
      direction: 'in',
      merchant: merchant.name,
      operation,
      recordId: record.id,
      request: { method, url: path, headers, body },
    })
    const answer = new TextEncoder().encode(JSON.stringify(replies.accepted))
    const { id: _, ...end } = exchange.end({ kind: 'answered', status: 200, headers: {}, body: answer })
    const claim = { key: `callback:${verdict.replayKey}`, expiresAt: now + claimMillis }
    const isNew = await runner.hint(record, { claim, exchangeStarts: [{ ...exchange.start, end }] })
    if (isNew) deps.wake()
    return replies.accepted
  }

  async function issue({ merchant, headers, body }: Inbound): Promise<TokenReply> {
    const { ovoPublicKey, dialect, credentials, issueKey } = merchant
    const now = store.now()
    const { clientId } = credentials
    const freshnessMillis = dialect.callbackFreshnessMillis
    const verdict =
      ovoPublicKey === undefined
        ? ({ ok: false, reason: 'no-ovo-public-key' } as const)
        : verifyTokenRequest({ headers, now, ovoPublicKey, clientIds: [clientId], freshnessMillis })
    if (!verdict.ok) {
      ports.logger.warn('token request refused', { merchant: merchant.name, reason: verdict.reason })
      return tokenReplies.unauthorized
    }
    if (readJsonObject(body)?.grantType !== 'client_credentials') return tokenReplies.malformed
    // Whoever has overheard a request must not get a token for it.
    const claim = { key: `token:${verdict.replayKey}`, expiresAt: now + claimMillis }
    if (!(await store.commit({ now, claim })).committed) return tokenReplies.unauthorized
    const nonce = ports.random(16)
    const accessToken = issueToken({ key: issueKey, clientId, now, lifetimeMillis: issuedTokenMillis, nonce })
    const expiresIn = String(issuedTokenMillis / 1000)
    return { responseCode: '2007300', responseMessage: 'Successful', accessToken, tokenType: 'Bearer', expiresIn }
  }

  return async (request, options = {}) => {
    const url = new URL(request.url)
    const match = routes.exec(url.pathname)
    const merchant = match === null ? null : deps.merchant(match[1] ?? 'default')
    if (match === null || merchant === null) return notFound()
    if (request.method !== 'POST') return new Response(null, { status: 405, headers: { allow: 'POST' } })
    const notification = notifications[match[2] ?? '']
    const { ourFault, malformed } = notification?.replies ?? tokenReplies
    if (!deps.isOpen()) return toResponse(ourFault, null)
    try {
      const body = await readBody(request)
      if (body === null) return toResponse(malformed, store.now())
      const path = options.signedPath ?? url.pathname + url.search
      const inbound: Inbound = {
        merchant,
        method: request.method,
        path,
        headers: Object.fromEntries(request.headers),
        body,
      }
      return toResponse(
        notification === undefined ? await issue(inbound) : await notify(inbound, notification),
        store.now(),
      )
    } catch (error) {
      // OVO tries again after a 500, so nothing is lost by saying so.
      ports.logger.error('a callback could not be handled', { reason: error instanceof Error ? error.name : 'unknown' })
      return toResponse(ourFault, store.now())
    }
  }
}

type TokenReply = Reply & { readonly accessToken?: string; readonly tokenType?: string; readonly expiresIn?: string }

interface Inbound {
  readonly merchant: InboundMerchant
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

const notFound = (): Response =>
  new Response(JSON.stringify({ responseCode: '4040000', responseMessage: 'Not Found' }), {
    status: 404,
    headers: { 'content-type': 'application/json' },
  })

/** At most `maxBodyBytes`; `null` when there is more. */
async function readBody(request: Request): Promise<Uint8Array | null> {
  if (request.body === null) return new Uint8Array()
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength
    if (size > maxBodyBytes) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
