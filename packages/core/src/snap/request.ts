import type { HmacKey } from '../crypto/hmac.ts'
import type { PrivateKey } from '../crypto/keys.ts'
import { ConfigurationError, NotFoundError } from '../errors/errors.ts'
import type { HttpRequest } from '../values/http.ts'
import { type EpochMillis, formatTimestamp, type TimestampLayout } from '../values/jakarta-time.ts'
import type { JsonObject } from '../values/json.ts'
import type { SnapDialect } from './dialect.ts'
import { bearerOf, type SnapOperation, snapEndpoints } from './endpoints.ts'
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
 * @param customerToken - for the calls that carry one, without `Bearer `: the customer's, or the one that OVO gave for
 * the next step.
 * @param isOurWord - asks in our own name what is usually asked in a customer's: the B2B token stands for both.
 * @param now - becomes X-TIMESTAMP.
 * @param externalId - X-EXTERNAL-ID, new for every attempt.
 * @throws ConfigurationError `invalid-configuration` when `baseUrl` is not a URL.
 * @throws NotFoundError `not-configured` for a call whose path is not public, until `dialect.paths` has it.
 * @throws Error for a customer's call without a customer's token: a call is never made in somebody else's name.
 * @see docs/protocol/snap.md#headers
 * @see docs/protocol/linkage.md#headers
 */
export function buildSnapRequest(input: {
  operation: SnapOperation
  body: JsonObject
  query?: Readonly<Record<string, string>> | undefined
  baseUrl: string
  credentials: SnapCredentials
  accessToken: string
  customerToken?: string | undefined
  isOurWord?: boolean | undefined
  deviceId?: string | undefined
  now: EpochMillis
  externalId: string
  dialect: SnapDialect
}): HttpRequest {
  const { operation, credentials, dialect, deviceId } = input
  const url = urlOf(input)
  const { method = 'POST', scope, spelling = 'qris', signature: kind } = snapEndpoints[operation]
  const { layout, encoding } = spellings[spelling](dialect)
  const body = method === 'GET' ? new Uint8Array() : serialise(input.body)
  const timestamp = formatTimestamp(input.now, layout)
  const signed = { method, path: signedPath(url, dialect), body, timestamp }
  const tokens = tokensOf(input)

  const signature =
    kind === 'asymmetric'
      ? signAsymmetric({
          privateKey: credentials.privateKey,
          stringToSign: asymmetricStringToSign({ ...signed, separator: dialect.asymmetricSeparator }),
          encoding,
        })
      : signSymmetric({
          clientSecret: credentials.clientSecret,
          stringToSign: symmetricStringToSign({ ...signed, accessToken: tokens.authorization ?? '' }),
          encoding,
        })

  return {
    method,
    url: url.href,
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      ...Object.fromEntries(Object.entries(tokens).map(([name, token]) => [name, `Bearer ${token}`])),
      'x-timestamp': timestamp,
      'x-signature': signature,
      'x-partner-id': credentials.clientId,
      'x-external-id': input.externalId,
      'channel-id': credentials.channelId,
      ...(scope === undefined ? {} : { 'x-scope-id': scope }),
      ...(deviceId === undefined ? {} : { 'x-device-id': deviceId }),
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
  linked: (dialect: SnapDialect) => ({ layout: dialect.linkedTimestampLayout, encoding: dialect.signatureEncoding }),
} as const

/** The tokens a call carries, by header. The one in `authorization` is the one that is signed. */
function tokensOf(input: {
  operation: SnapOperation
  accessToken: string
  customerToken?: string | undefined
  isOurWord?: boolean | undefined
  dialect: SnapDialect
}): { readonly authorization?: string; readonly 'authorization-customer'?: string } {
  const { operation, accessToken, customerToken, dialect } = input
  const bearer = input.isOurWord === true ? 'b2b' : bearerOf(operation, dialect)
  if (bearer === 'none') return {}
  if (bearer === 'b2b') return { authorization: accessToken }
  if (customerToken === undefined) throw new Error(`${operation} needs its customer's token`)
  return dialect.customerTokenHeader === 'authorization'
    ? { authorization: customerToken }
    : { authorization: accessToken, 'authorization-customer': customerToken }
}

/**
 * Builds the call for a customer's token: a new one with the linkage token, or a refresh without any.
 *
 * @param body - `grantType` in lower case; the dialect may spell it in upper case.
 * @param linkageToken - without `Bearer `; left out of a refresh.
 * @throws ConfigurationError `invalid-configuration` when `baseUrl` is not a URL.
 * @see docs/protocol/linkage.md#customer-token
 */
export function buildCustomerTokenRequest(input: {
  baseUrl: string
  credentials: Pick<SnapCredentials, 'clientId' | 'privateKey'>
  body: JsonObject
  linkageToken?: string | undefined
  deviceId?: string | undefined
  now: EpochMillis
  externalId: string
  dialect: SnapDialect
}): HttpRequest {
  const { body, dialect, linkageToken, deviceId } = input
  const grantType = dialect.grantTypeCase === 'upper' ? String(body.grantType).toUpperCase() : body.grantType
  return signedTokenRequest({
    ...input,
    operation: 'link.token',
    body: { ...body, grantType },
    layout: dialect.linkedTimestampLayout,
    more: {
      ...(linkageToken === undefined ? {} : { authorization: `Bearer ${linkageToken}` }),
      ...(deviceId === undefined ? {} : { 'x-device-id': deviceId }),
    },
  })
}

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
  const layout = input.dialect.tokenTimestampLayout
  return signedTokenRequest({ ...input, operation: 'token.b2b', body: { grantType: 'client_credentials' }, layout })
}

function signedTokenRequest(input: {
  operation: 'token.b2b' | 'link.token'
  baseUrl: string
  credentials: Pick<SnapCredentials, 'clientId' | 'privateKey'>
  body: JsonObject
  layout: TimestampLayout
  more?: Readonly<Record<string, string>>
  now: EpochMillis
  externalId?: string
  dialect: SnapDialect
}): HttpRequest {
  const { credentials, dialect, externalId } = input
  const timestamp = formatTimestamp(input.now, input.layout)
  const signature = signAsymmetric({
    privateKey: credentials.privateKey,
    stringToSign: tokenStringToSign({ clientId: credentials.clientId, timestamp }),
    encoding: dialect.signatureEncoding,
  })
  return {
    method: 'POST',
    url: urlOf(input).href,
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      'x-client-key': credentials.clientId,
      'x-timestamp': timestamp,
      'x-signature': signature,
      ...(externalId === undefined ? {} : { 'x-external-id': externalId }),
      ...input.more,
    },
    body: serialise(input.body),
  }
}

function urlOf({
  baseUrl,
  operation,
  query = {},
  dialect,
}: {
  baseUrl: string
  operation: SnapOperation
  query?: Readonly<Record<string, string>> | undefined
  dialect: SnapDialect
}): URL {
  const path = dialect.paths[operation] ?? snapEndpoints[operation].path
  if (path === null) {
    throw new NotFoundError(
      'not-configured',
      `OVO has no public address for ${operation}: set dialect.paths['${operation}'] to the one that OVO gave you`,
    )
  }
  const text = baseUrl.replace(/\/+$/, '') + path
  if (!URL.canParse(text)) throw new ConfigurationError(['environment: the SNAP address is not a URL with a scheme'])
  const url = new URL(text)
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
  return url
}

// Taken from the parsed URL, not from the table: what is signed is what stands on the request line.
function signedPath(url: URL, dialect: SnapDialect): string {
  return dialect.endpointUrl === 'path' ? url.pathname : url.pathname + url.search
}

function serialise(body: JsonObject): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(body))
}
