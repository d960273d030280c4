import type { Sealer } from '../crypto/seal.ts'
import { OvoCallError } from '../errors/errors.ts'
import { OvoError } from '../errors/ovo-error.ts'
import { buildTokenRequest } from '../snap/request.ts'
import { readTokenAnswer } from '../snap/token.ts'
import type { EpochMillis } from '../values/jakarta-time.ts'
import { Secret } from '../values/secret.ts'
import { clientKey } from './client-key.ts'
import type { ExchangeLog } from './exchange-log.ts'
import type { SnapMerchant } from './merchants.ts'
import type { Ports } from './ports.ts'
import type { Store, StoredToken } from './store.ts'

/** A B2B access token and which refresh it came from. The text is only in `reveal()`. */
export interface Token {
  readonly generation: number
  readonly expiresAt: EpochMillis
  reveal(): string
}

/**
 * One B2B token per merchant for the whole cluster: shared through the store, encrypted there, refreshed at 14 of its
 * 15 minutes by one caller of one process while everybody else goes on with the old one.
 *
 * @see docs/protocol/snap.md#tokens OVO forbids one token per transaction.
 */
export interface TokenSource {
  /** @throws {OvoCallError} `ovo-unreachable` or `ovo-refused` when there is no token and none can be had. */
  current(merchant: SnapMerchant): Promise<Token>
  /** A token newer than `generation`, which OVO has just refused. */
  renew(merchant: SnapMerchant, generation: number): Promise<Token>
  /** The token held now, without asking anybody: for checking callbacks. */
  held(merchant: SnapMerchant): Promise<Token | null>
}

interface Cached extends Token {
  readonly refreshAt: EpochMillis
}

const tokenTimeoutMillis = 5_000
const claimMillis = 7_000
const waitForOthersMillis = 8_000
/** After a refresh that failed, while the old token is still good. */
const retryMillis = 5_000
/** Not so close to its end that it would die on the way. */
const expiryMarginMillis = 5_000

export function createTokenSource(deps: {
  store: Store
  sealer: Sealer
  log: ExchangeLog
  ports: Ports
  owner: string
  /** Waits in real time while another process refreshes. */
  pause: (millis: number) => Promise<void>
}): TokenSource {
  const { store, sealer, log, ports, pause } = deps
  const cache = new Map<string, Cached>()
  const flights = new Map<string, Promise<Token>>()
  const failedAt = new Map<string, EpochMillis>()
  let claims = 0

  const isUsable = (token: Cached, below: number): boolean =>
    token.generation > below && store.now() < token.expiresAt - expiryMarginMillis

  async function load(key: string): Promise<Cached | null> {
    const stored = await store.token(key)
    if (stored === null) return null
    const known = cache.get(key)
    if (known?.generation === stored.generation) return known
    try {
      const token = open(key, stored)
      cache.set(key, token)
      return token
    } catch (error) {
      // Sealed under a key that is gone: as good as no token, and a new one is easily had.
      ports.logger.warn('the stored token cannot be opened and is replaced', {
        reason: OvoError.is(error) ? error.code : 'unknown',
      })
      return { generation: stored.generation, expiresAt: 0, refreshAt: 0, reveal: () => '' }
    }
  }

  function open(key: string, { generation, sealed, refreshAt, expiresAt }: StoredToken): Cached {
    const secret = new Secret(new TextDecoder().decode(sealer.open({ sealed, context: `token:${key}` })))
    return { generation, expiresAt, refreshAt, reveal: () => secret.reveal() }
  }

  /** `below`: a generation that OVO refused (0: none was). */
  async function obtain(merchant: SnapMerchant, below: number): Promise<Token> {
    const key = clientKey(merchant)
    const giveUpAt = store.now() + waitForOthersMillis
    for (;;) {
      const token = await load(key)
      const now = store.now()
      if (token !== null && token.generation > below && now < token.refreshAt) return token
      const generation = token?.generation ?? 0
      // A name of its own for every claim: one that ran out must not be taken for the next of the same process.
      const owner = `${deps.owner}.${++claims}`
      const isMine = await store.claimToken({ key, owner, now, until: now + claimMillis, generation })
      if (isMine) return refresh(merchant, { key, owner, old: token, below })
      if (token !== null && isUsable(token, below)) return token
      if (now > giveUpAt)
        throw new OvoCallError('ovo-unreachable', 'no access token: another process has been fetching one for too long')
      await pause(100)
    }
  }

  async function refresh(
    merchant: SnapMerchant,
    { key, owner, old, below }: { key: string; owner: string; old: Cached | null; below: number },
  ): Promise<Token> {
    const generation = (old?.generation ?? 0) + 1
    try {
      const fetched = await fetchToken(merchant)
      const now = store.now()
      const { accessToken, lifetimeMillis } = fetched
      const stored: StoredToken = {
        generation,
        sealed: sealer.seal({ plaintext: accessToken, context: `token:${key}`, nonce: ports.random(12) }),
        refreshAt: now + Math.floor((lifetimeMillis * 14) / 15),
        expiresAt: now + lifetimeMillis,
      }
      await store.saveToken({ key, owner, token: stored })
      // Not kept if the claim had run out meanwhile: then the cluster's token is another's, or will be in a moment.
      const kept = await load(key)
      return kept !== null && isUsable(kept, old?.generation ?? 0) ? kept : open(key, stored)
    } catch (error) {
      failedAt.set(key, store.now())
      await store.saveToken({ key, owner, token: null }).catch(() => {})
      if (old !== null && isUsable(old, below)) {
        ports.logger.warn('could not refresh the access token; the old one is still good', { merchant: merchant.name })
        return old
      }
      throw error
    }
  }

  async function fetchToken(merchant: SnapMerchant): Promise<{ accessToken: string; lifetimeMillis: number }> {
    const { baseUrl, credentials, dialect } = merchant
    const request = buildTokenRequest({ baseUrl, credentials, now: store.now(), dialect })
    const exchange = log.begin({
      direction: 'out',
      merchant: merchant.name,
      operation: 'token.b2b',
      recordId: null,
      request,
    })
    await store.commit({ now: store.now(), exchangeStarts: [exchange.start] })
    const answer = await ports.transport(request, { timeoutMillis: tokenTimeoutMillis })
    await store.commit({ now: store.now(), exchangeEnds: [exchange.end(answer)] })
    if (answer.kind === 'no-answer') {
      throw new OvoCallError(
        'ovo-unreachable',
        `no access token: OVO did not answer (${answer.reason}); check the network and the egress address that OVO whitelisted`,
      )
    }
    const token = readTokenAnswer(answer)
    if (token.ok) return token
    const { responseCode } = token
    throw new OvoCallError(
      token.class === 'unknown' || token.class === 'busy' ? 'ovo-unreachable' : 'ovo-refused',
      `no access token: OVO answered ${responseCode ?? `HTTP ${answer.status}`}; check clientId, the signing key that OVO has on file, and this machine's clock`,
      { responseCode: responseCode ?? undefined },
    )
  }

  /** One caller of this process asks; the others wait for its answer. */
  function single(merchant: SnapMerchant, below: number): Promise<Token> {
    const key = `${clientKey(merchant)}:${below}`
    const flight = flights.get(key) ?? obtain(merchant, below).finally(() => flights.delete(key))
    flights.set(key, flight)
    return flight
  }

  return {
    current: async (merchant) => {
      const key = clientKey(merchant)
      const known = cache.get(key)
      if (known === undefined) return single(merchant, 0)
      const isBeingRefreshed = flights.has(`${key}:0`) || store.now() < (failedAt.get(key) ?? 0) + retryMillis
      // One refreshes, everybody else goes on with the old one; and after a failure, everybody for a while.
      return store.now() < known.refreshAt || (isBeingRefreshed && isUsable(known, 0)) ? known : single(merchant, 0)
    },
    renew: (merchant, generation) => single(merchant, generation),
    held: async (merchant) => {
      const token = await load(clientKey(merchant))
      return token === null || token.expiresAt <= store.now() ? null : token
    },
  }
}
