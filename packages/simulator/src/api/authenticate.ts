import type { IncomingHttpHeaders } from 'node:http'
import type { SimulatorDialect } from '../dialect.ts'
import { parseJakarta } from '../wire/jakarta-time.ts'
import { Refusal } from '../wire/response-code.ts'
import {
  asymmetricStringToSign,
  isAsymmetricSignature,
  isSymmetricSignature,
  type SignatureEncoding,
  symmetricStringToSign,
  tokenStringToSign,
} from '../wire/signature.ts'
import type { PartnerRecord } from '../world/partners.ts'
import type { World } from '../world/world.ts'
import type { Endpoint } from './endpoints.ts'

const SKEW_MILLIS = 5 * 60 * 1000

/** A request as it came from the socket. `path` has the query, `body` is untouched text. */
export interface RawRequest {
  readonly method: string
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** Checks the headers of a request and says which partner sent it. An id is used up only when the signature is good. */
export function authenticate(world: World, endpoint: Endpoint, request: RawRequest): PartnerRecord {
  const header = (name: string): string => String(request.headers[name.toLowerCase()] ?? '')
  if (!/^application\/json\s*(;.*)?$/i.test(header('Content-Type'))) throw new Refusal('fieldFormat', 'Content-Type')
  for (const name of endpoint.headers) if (header(name) === '') throw new Refusal('mandatoryField', name)
  const { timestamp, encoding } = spellingOf(world.dialect, endpoint)
  checkTimestamp(world, header('X-TIMESTAMP'), timestamp)
  if (header('X-DEVICE-ID').length > 400) throw new Refusal('fieldFormat', 'X-DEVICE-ID')
  if (endpoint.scope !== undefined && header('X-SCOPE-ID') !== endpoint.scope) {
    throw new Refusal('fieldFormat', 'X-SCOPE-ID')
  }
  return endpoint.signature === 'token'
    ? authenticateTokenRequest(world, header)
    : authenticateTransaction(world, { ...request, encoding, endpoint }, header)
}

/** The token of a request, or nothing. */
function tokenOf({ headers }: Pick<RawRequest, 'headers'>, name: 'authorization' | 'authorization-customer'): string {
  return /^Bearer (\S+)$/.exec(String(headers[name] ?? ''))?.[1] ?? ''
}

/** Whose name a request speaks in: a customer's token where the dialect has it, else what is in Authorization. */
export function bearerOf({ dialect }: World, { bearer }: Endpoint, request: Pick<RawRequest, 'headers'>): string {
  const place = bearer === undefined ? 'authorization' : dialect.customerTokenHeader
  const token = tokenOf(request, place)
  return token === '' && bearer === 'either' ? tokenOf(request, 'authorization') : token
}

type HeaderReader = (name: string) => string

interface Spelling {
  readonly timestamp: SimulatorDialect['timestamp']
  readonly encoding: SignatureEncoding
}

function spellingOf(dialect: SimulatorDialect, { spelling }: Endpoint): Spelling {
  if (spelling === 'linked') return { timestamp: dialect.linkedTimestamp, encoding: dialect.signatureEncoding }
  return spelling === 'top-up'
    ? { timestamp: dialect.topUpTimestamp, encoding: dialect.topUpSignatureEncoding }
    : { timestamp: dialect.timestamp, encoding: dialect.signatureEncoding }
}

function checkTimestamp({ clock }: World, timestamp: string, layout: Spelling['timestamp']): void {
  const at = parseJakarta(timestamp, layout)
  if (at === undefined) throw new Refusal('fieldFormat', 'X-TIMESTAMP')
  if (Math.abs(at - clock.now()) > SKEW_MILLIS) throw new Refusal('unauthorized', '[Timestamp]')
}

function authenticateTokenRequest({ partners, dialect }: World, header: HeaderReader): PartnerRecord {
  const clientId = header('X-CLIENT-KEY')
  const partner = partners.byClientId(clientId)
  if (partner === undefined) throw new Refusal('unauthorized', '[Unknown client]')
  const isSigned = isAsymmetricSignature(header('X-SIGNATURE'), {
    stringToSign: tokenStringToSign({ clientId, timestamp: header('X-TIMESTAMP') }),
    publicKey: partner.publicKey,
    encoding: dialect.signatureEncoding,
  })
  if (!isSigned) throw new Refusal('unauthorized', '[Signature]')
  return partner
}

function authenticateTransaction(
  world: World,
  request: RawRequest & Pick<Spelling, 'encoding'> & { readonly endpoint: Endpoint },
  header: HeaderReader,
): PartnerRecord {
  const { clock, externalIds, partners } = world
  const clientId = header('X-PARTNER-ID')
  const externalId = header('X-EXTERNAL-ID')
  if (!/^[A-Za-z0-9]{1,36}$/.test(externalId)) throw new Refusal('fieldFormat', 'X-EXTERNAL-ID')
  if (header('CHANNEL-ID').length > 5) throw new Refusal('fieldFormat', 'CHANNEL-ID')
  const partner = partners.byClientId(clientId)
  if (partner === undefined) throw new Refusal('unauthorized', '[Unknown client]')
  // OVO's sample of a top-up has none.
  const channel = header('CHANNEL-ID')
  if (channel !== '' && channel !== partner.channelId) throw new Refusal('unauthorized', '[Channel]')

  const { encoding, endpoint } = request
  const timestamp = header('X-TIMESTAMP')
  const isSigned =
    endpoint.signature === 'asymmetric'
      ? isAsymmetricSignature(header('X-SIGNATURE'), {
          stringToSign: asymmetricStringToSign({ ...request, timestamp }, world.dialect.asymmetricSeparator),
          publicKey: partner.publicKey,
          encoding,
        })
      : isSymmetricSignature(header('X-SIGNATURE'), {
          stringToSign: symmetricStringToSign({ ...request, token: checkToken(world, request, clientId), timestamp }),
          secret: partner.clientSecret,
          encoding,
        })
  if (!isSigned) throw new Refusal('unauthorized', '[Signature]')
  if (!externalIds.claim({ clientId, externalId, at: clock.now() })) throw new Refusal('externalIdConflict')
  return partner
}

/**
 * The tokens have to be this client's and alive: the client's own, or one of its customers'. The one in Authorization is
 * what is signed.
 */
function checkToken(world: World, request: RawRequest & { readonly endpoint: Endpoint }, clientId: string): string {
  const { links, tokens, dialect } = world
  const { bearer } = request.endpoint
  const token = tokenOf(request, 'authorization')
  const isCustomers = bearer !== undefined && links.bearer(clientId, bearerOf(world, request.endpoint, request))
  if (bearer === 'customer' && !isCustomers) throw new Refusal('invalidCustomerToken')
  if (isCustomers && dialect.customerTokenHeader === 'authorization') return token
  if (token === '') throw new Refusal('invalidToken')
  const judgement = tokens.judge(token, clientId)
  if (judgement !== 'good') throw new Refusal(judgement === 'invalid' ? 'invalidToken' : 'tokenNotFound')
  return token
}
