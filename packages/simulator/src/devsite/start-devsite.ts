import { createHmac, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { formatJakarta, parseJakarta } from '../wire/jakarta-time.ts'
import { Refusal, type Reply, replyFor } from '../wire/response-code.ts'
import { isSymmetricSignature, signSymmetric, symmetricStringToSign, tokenStringToSign } from '../wire/signature.ts'
import { customerToken, type DevsiteMemory, type Fields, findFault, SERVICES } from './services.ts'

/** What the portal hands out for an application under test. */
export interface DevsiteCredentials {
  readonly clientId: string
  readonly clientSecret: string
  /** Not an RSA key: 32 bytes as base64, with which only the portal itself signs. */
  readonly privateKey: string
}

export interface Devsite {
  readonly url: string
  readonly credentials: DevsiteCredentials
  /** What was answered, oldest first. */
  readonly calls: readonly { readonly path: string; readonly responseCode: string | undefined }[]
  close(): Promise<void>
}

/**
 * Starts a stand-in for the portal of ASPI on which Bank Indonesia's scenarios are run: its two signing utilities and the
 * APIs under test, as strict about headers and signatures as the standard asks.
 *
 * @see docs/protocol/devsite.md
 */
export async function startDevsite({ port = 0 }: { readonly port?: number } = {}): Promise<Devsite> {
  const credentials: DevsiteCredentials = {
    clientId: randomBytes(16).toString('hex'),
    clientSecret: randomBytes(32).toString('base64url'),
    privateKey: randomBytes(32).toString('base64'),
  }
  const calls: { path: string; responseCode: string | undefined }[] = []
  const answer = createDevsite(credentials)
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
    const { status, body } = answer(request, Buffer.concat(chunks).toString('utf8'))
    calls.push({ path: request.url ?? '', responseCode: body.responseCode as string | undefined })
    const headers = { 'Content-Type': 'application/json', 'X-TIMESTAMP': formatJakarta(Date.now()) }
    response.writeHead(status, headers).end(JSON.stringify(body))
  })
  await once(server.listen(port, '127.0.0.1'), 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the devsite has no port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    credentials,
    calls,
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function createDevsite(credentials: DevsiteCredentials): (request: IncomingMessage, body: string) => Reply {
  const tokens = new Set<string>()
  const externalIds = new Set<string>()
  const references = new Map<string, Set<string>>()
  const memory: DevsiteMemory = { references }
  const authSignature = (timestamp: string, clientId: string, privateKey: string): string =>
    createHmac('sha256', privateKey).update(tokenStringToSign({ clientId, timestamp })).digest('base64')

  const refuse = (responseMessage: string): Reply => ({
    status: 400,
    body: { responseCode: '4000000', responseMessage },
  })

  /** The portal signs for those who cannot, or want to see how. */
  const utilities: Readonly<Record<string, (header: Header, body: string) => Reply>> = {
    'signature-auth': (header) => {
      const [timestamp, clientId, privateKey] = [header('x-timestamp'), header('x-client-key'), header('private_key')]
      if (timestamp === '') return refuse('The timestamp field is required.')
      if (clientId === '') return refuse('The clientId field is required.')
      if (privateKey === '') return refuse('The privateKey field is required.')
      return { status: 200, body: { signature: authSignature(timestamp, clientId, privateKey) } }
    },
    'signature-service': (header, body) => {
      const [timestamp, secret, method] = [header('x-timestamp'), header('x-client-secret'), header('httpmethod')]
      // The portal's own spelling.
      const path = header('endpoinurl')
      if (timestamp === '') return refuse('The timestamp field is required.')
      const parts = { method, path, body, timestamp, token: header('accesstoken') }
      return { status: 200, body: { signature: signSymmetric(symmetricStringToSign(parts), secret, 'base64') } }
    },
  }

  function issueToken(header: Header, body: string): Reply {
    const timestamp = header('x-timestamp')
    if (parseJakarta(timestamp) === undefined) throw new Refusal('fieldFormat', 'X-TIMESTAMP')
    const isSigned = header('x-signature') === authSignature(timestamp, credentials.clientId, credentials.privateKey)
    if (header('x-client-key') !== credentials.clientId || !isSigned) throw new Refusal('unauthorized', '[Signature]')
    if (read(body).grantType !== 'client_credentials') throw new Refusal('mandatoryField', '{grantType}')
    const accessToken = randomBytes(24).toString('base64url')
    tokens.add(accessToken)
    return replyFor('73', 'success', { body: { accessToken, tokenType: 'Bearer', expiresIn: '900' } })
  }

  function checkHeaders(request: IncomingMessage, header: Header, body: string, forCustomer: boolean): void {
    for (const name of ['x-timestamp', 'x-signature', 'x-partner-id', 'x-external-id', 'channel-id']) {
      if (header(name) === '') throw new Refusal('mandatoryField', `{${name.toUpperCase()}}`)
    }
    const timestamp = header('x-timestamp')
    if (parseJakarta(timestamp) === undefined) throw new Refusal('fieldFormat', 'X-TIMESTAMP')
    const token = header('authorization').replace(/^Bearer /, '')
    if (!tokens.has(token)) throw new Refusal('invalidToken')
    const parts = { method: request.method ?? '', path: request.url ?? '', token, body, timestamp }
    const signed = {
      stringToSign: symmetricStringToSign(parts),
      secret: credentials.clientSecret,
      encoding: 'base64',
    } as const
    const isPartner = header('x-partner-id') === credentials.clientId
    if (!isPartner || !isSymmetricSignature(header('x-signature'), signed))
      throw new Refusal('unauthorized', '[Signature]')
    if (forCustomer && header('authorization-customer') !== `Bearer ${customerToken}`)
      throw new Refusal('invalidCustomerToken')
    if (externalIds.has(header('x-external-id'))) throw new Refusal('externalIdConflict')
    externalIds.add(header('x-external-id'))
  }

  return (request, body) => {
    const path = request.url ?? ''
    const header: Header = (name) => String(request.headers[name] ?? '')
    const utility = utilities[path.replace('/api/v1.0/utilities/', '')]
    if (utility !== undefined) return utility(header, body)
    const isToken = path === '/api/v1.0/access-token/b2b'
    const service = SERVICES.find((one) => one.path === path)
    if (!isToken && service === undefined)
      return { status: 404, body: { responseCode: '4040000', responseMessage: 'No API' } }
    try {
      if (service === undefined) return issueToken(header, body)
      checkHeaders(request, header, body, service.forCustomer === true)
      const fields = read(body)
      const fault = findFault(service, fields, memory)
      if (fault !== null) throw new Refusal(fault.responseCase, fault.detail)
      const known = references.get(service.code) ?? new Set()
      if (service.reference !== undefined) references.set(service.code, known.add(String(fields[service.reference])))
      return replyFor(service.code, 'success', { body: service.answer(fields) })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      return replyFor(service?.code ?? '73', error.responseCase, { detail: error.detail })
    }
  }
}

type Header = (name: string) => string

function read(body: string): Fields {
  try {
    const value: unknown = JSON.parse(body)
    if (typeof value === 'object' && value !== null) return value as Fields
  } catch {
    // Said as what it is below.
  }
  throw new Refusal('badRequest')
}
