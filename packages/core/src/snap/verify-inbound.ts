import { sha256Hex } from '../crypto/digest.ts'
import type { HmacKey } from '../crypto/hmac.ts'
import type { PublicKey } from '../crypto/keys.ts'
import { ConfigurationError } from '../errors/errors.ts'
import type { EpochMillis } from '../values/jakarta-time.ts'
import type { SnapDialect } from './dialect.ts'
import { judgeFreshness } from './freshness.ts'
import { minifyJson } from './minify.ts'
import { verifyAsymmetric, verifySymmetric } from './signature.ts'
import { asymmetricStringOfHash, symmetricStringOfHash } from './string-to-sign.ts'

/** Why a request from outside is not OVO's. */
export type InboundRefusal =
  | 'missing-header'
  | 'partner-mismatch'
  | 'bad-timestamp'
  | 'stale'
  | 'bad-token'
  | 'bad-signature'

/** A verified request's key for replay protection, or the reason for refusing it. */
export type InboundVerdict =
  | { readonly ok: true; readonly replayKey: string }
  | { readonly ok: false; readonly reason: InboundRefusal; readonly header?: string }

/** A callback as it reached us. */
export interface InboundRequest {
  readonly method: string
  /** Path and query as OVO called them, before any proxy rewrote them. */
  readonly path: string
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>
  /** The bytes from the socket, unparsed. */
  readonly body: Uint8Array
}

/** What the merchant has to check a callback with. */
export interface InboundContext {
  readonly now: EpochMillis
  readonly dialect: SnapDialect
  readonly credentials: {
    readonly clientId: string
    readonly clientSecret: string | HmacKey
    readonly ovoPublicKey?: PublicKey | undefined
  }
  readonly tokens: {
    /** B2B tokens that we hold from OVO, newest first. */
    readonly held: readonly string[]
    /** Whether our own token endpoint gave this token out and it has not expired. */
    isIssued(token: string): boolean
  }
}

/**
 * Decides whether a callback comes from OVO: headers, then freshness, then the signature over the raw bytes. Parses
 * nothing, remembers nothing, changes nothing.
 *
 * The raw bytes are tried first and their whitespace-compacted form second, because the standard signs the latter.
 * Nothing else is tried: each further rewriting would accept bodies that nobody signed. Compacting cannot smuggle
 * anything in, since the original parses to the same value or not at all.
 *
 * @throws ConfigurationError `invalid-configuration` when the dialect asks for RSA and OVO's public key is not given.
 * @see docs/protocol/snap.md#callbacks
 */
export function verifyInbound(input: InboundRequest & InboundContext): InboundVerdict {
  const { headers, now, dialect, credentials } = input

  const timestamp = headers['x-timestamp']
  const signature = headers['x-signature']
  if (!timestamp) return refuse('missing-header', 'x-timestamp')
  if (!signature) return refuse('missing-header', 'x-signature')
  const partner = headers['x-partner-id']
  if (partner !== undefined && partner !== credentials.clientId) return refuse('partner-mismatch', 'x-partner-id')
  if (needsAuthorization(dialect) && !headers.authorization) return refuse('missing-header', 'authorization')

  const freshness = judgeFreshness({ timestamp, now, windowMillis: dialect.callbackFreshnessMillis })
  if (freshness !== 'fresh') return refuse(freshness, 'x-timestamp')

  const signed = dialect.callbackSignature === 'asymmetric' ? checkRsa : checkHmac
  return signed(input, { timestamp, signature })
}

type Claim = Readonly<{ timestamp: string; signature: string }>

function checkHmac(input: InboundRequest & InboundContext, { timestamp, signature }: Claim): InboundVerdict {
  const candidates = candidateTokens(input)
  if (candidates.length === 0) return refuse('bad-token', 'authorization')
  const { clientSecret } = input.credentials
  const { method } = input
  const path = signedPath(input)
  for (const hash of bodyHashes(input.body)) {
    for (const accessToken of candidates) {
      const stringToSign = symmetricStringOfHash({ method, path, accessToken, hash, timestamp })
      if (verifySymmetric({ clientSecret, stringToSign, signature })) return accept(input, stringToSign)
    }
  }
  return refuse('bad-signature', 'x-signature')
}

function checkRsa(input: InboundRequest & InboundContext, { timestamp, signature }: Claim): InboundVerdict {
  const publicKey = input.credentials.ovoPublicKey
  if (publicKey === undefined) {
    throw new ConfigurationError(["ovoPublicKey: is needed while dialect.callbackSignature is 'asymmetric'"])
  }
  const separator = input.dialect.asymmetricSeparator
  const { method } = input
  const path = signedPath(input)
  for (const hash of bodyHashes(input.body)) {
    const stringToSign = asymmetricStringOfHash({ method, path, hash, timestamp, separator })
    if (verifyAsymmetric({ publicKey, stringToSign, signature })) return accept(input, stringToSign)
  }
  return refuse('bad-signature', 'x-signature')
}

function needsAuthorization(dialect: SnapDialect): boolean {
  return dialect.callbackSignature === 'symmetric' && dialect.callbackToken === 'issued'
}

/** The tokens that may stand in the string-to-sign. None: the callback cannot be OVO's. */
function candidateTokens({ headers, dialect, tokens }: InboundRequest & InboundContext): readonly string[] {
  const sent = (headers.authorization ?? '').replace(/^bearer\s+/i, '')
  switch (dialect.callbackToken) {
    case 'as-sent':
      return [sent]
    case 'issued':
      return tokens.isIssued(sent) ? [sent] : []
    case 'b2b':
      return tokens.held
    case 'empty':
      return ['']
  }
}

/** Lazily: the second is hashed only where there was whitespace and the first did not fit. */
function* bodyHashes(body: Uint8Array): Generator<string> {
  yield sha256Hex(body)
  const compacted = minifyJson(body)
  if (compacted !== body) yield sha256Hex(compacted)
}

function signedPath({ path, dialect }: InboundRequest & InboundContext): string {
  return dialect.endpointUrl === 'path' ? path.replace(/\?.*$/s, '') : path
}

/**
 * The key is what the signature covers. X-EXTERNAL-ID is not covered, so a forger could put a new one on an old
 * callback and pass for new, or put a coming one on it and have the real callback taken for a repetition.
 */
function accept({ credentials }: InboundContext, stringToSign: string): InboundVerdict {
  return { ok: true, replayKey: sha256Hex(`${credentials.clientId}\n${stringToSign}`) }
}

function refuse(reason: InboundRefusal, header: string): InboundVerdict {
  return { ok: false, reason, header }
}
