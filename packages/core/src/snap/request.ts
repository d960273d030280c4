import type { HmacKey } from '../crypto/hmac.ts'
import type { PrivateKey } from '../crypto/keys.ts'
import { ConfigurationError } from '../errors/errors.ts'
import type { HttpRequest } from '../values/http.ts'
import { type EpochMillis, formatTimestamp } from '../values/jakarta-time.ts'
import type { JsonObject } from '../values/json.ts'
import type { SnapDialect } from './dialect.ts'
import { type SnapOperation, snapEndpoints } from './endpoints.ts'
import { signAsymmetric, signSymmetric } from './signature.ts'
import { asymmetricStringToSign, symmetricStringToSign, tokenStringToSign } from './string-to-sign.ts'

/** What one merchant holds for SNAP. */
export interface SnapCredentials {
  /** Sent as X-CLIENT-KEY and as X-PARTNER-ID: OVO uses one value for both. */
  readonly clientId: string
  readonly clientSecret: HmacKey
  readonly privateKey: PrivateKey
  /** OVO's `mid`. */
  readonly merchantId: string
  /** OVO's `tid`. */
  readonly terminalId: string
  /** CHANNEL-ID, which OVO assigns. */
  readonly channelId: string
}

/**
 * Builds a signed call. The body is serialised once; those bytes are signed and those bytes are sent. A GET has none.
 *
 * @param accessToken - the B2B token, without `Bearer `.
 * @param now - becomes X-TIMESTAMP.
 * @param externalId - X-EXTERNAL-ID, new for every attempt.
 * @throws ConfigurationError `invalid-configuration` when `baseUrl` is not a URL.
 * @see docs/protocol/snap.md#headers
 */
export function buildSnapRequest(input: {
  operation: SnapOperation
  body: JsonObject
  baseUrl: string
  credentials: SnapCredentials
  accessToken: string
  now: EpochMillis
  externalId: string
  dialect: SnapDialect
}): HttpRequest {
  const { operation, credentials, accessToken, dialect } = input
  const url = urlOf(input)
  const { method = 'POST', scope, spelling = 'qris', signature: kind } = snapEndpoints[operation]
  const { layout, encoding } = spellings[spelling](dialect)
  const body = method === 'GET' ? new Uint8Array() : serialise(input.body)
  const timestamp = formatTimestamp(input.now, layout)
  const signed = { method, path: signedPath(url, dialect), body, timestamp }

  const asymmetric = kind === 'asymmetric'
  const signature = asymmetric
    ? signAsymmetric({
        privateKey: credentials.privateKey,
        stringToSign: asymmetricStringToSign({ ...signed, separator: dialect.asymmetricSeparator }),
        encoding,
      })
    : signSymmetric({
        clientSecret: credentials.clientSecret,
        stringToSign: symmetricStringToSign({ ...signed, accessToken }),
        encoding,
      })

  return {
    method,
    url: url.href,
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      ...(asymmetric ? {} : { authorization: `Bearer ${accessToken}` }),
      'x-timestamp': timestamp,
      'x-signature': signature,
      'x-partner-id': credentials.clientId,
      'x-external-id': input.externalId,
      'channel-id': credentials.channelId,
      ...(scope === undefined ? {} : { 'x-scope-id': scope }),
    },
    body,
  }
}

/** OVO's documents spell timestamps and signatures differently from product to product. */
const spellings = {
  qris: (dialect: SnapDialect) => ({ layout: dialect.timestampLayout, encoding: dialect.signatureEncoding }),
  'top-up': (dialect: SnapDialect) => ({
    layout: dialect.topUpTimestampLayout,
    encoding: dialect.topUpSignatureEncoding,
  }),
} as const

/**
 * Builds the call for a B2B token, signed with the private key over client id and time.
 *
 * @throws ConfigurationError `invalid-configuration` when `baseUrl` is not a URL.
 * @see docs/protocol/snap.md#tokens
 */
export function buildTokenRequest(input: {
  baseUrl: string
  credentials: Pick<SnapCredentials, 'clientId' | 'privateKey'>
  now: EpochMillis
  dialect: SnapDialect
  externalId?: string
}): HttpRequest {
  const { credentials, dialect, externalId } = input
  const timestamp = formatTimestamp(input.now, dialect.tokenTimestampLayout)
  const signature = signAsymmetric({
    privateKey: credentials.privateKey,
    stringToSign: tokenStringToSign({ clientId: credentials.clientId, timestamp }),
    encoding: dialect.signatureEncoding,
  })
  return {
    method: 'POST',
    url: urlOf({ ...input, operation: 'token.b2b' }).href,
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      'x-client-key': credentials.clientId,
      'x-timestamp': timestamp,
      'x-signature': signature,
      ...(externalId === undefined ? {} : { 'x-external-id': externalId }),
    },
    body: serialise({ grantType: 'client_credentials' }),
  }
}

function urlOf({
  baseUrl,
  operation,
  dialect,
}: {
  baseUrl: string
  operation: SnapOperation
  dialect: SnapDialect
}): URL {
  const text = baseUrl.replace(/\/+$/, '') + (dialect.paths[operation] ?? snapEndpoints[operation].path)
  if (!URL.canParse(text)) throw new ConfigurationError(['environment: the SNAP address is not a URL with a scheme'])
  return new URL(text)
}

// Taken from the parsed URL, not from the table: what is signed is what stands on the request line.
function signedPath(url: URL, dialect: SnapDialect): string {
  return dialect.endpointUrl === 'path' ? url.pathname : url.pathname + url.search
}

function serialise(body: JsonObject): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(body))
}
