import { randomInt } from 'node:crypto'
import type { Exchange, Ovo } from '@ovokit/core'
import { CliError } from '../cli-error.ts'
import type { Known, Scenario } from './scenarios.ts'

/** What the portal hands out for the application under test. */
export interface DevsiteCredentials {
  readonly clientId: string
  readonly clientSecret: string
  readonly privateKey: string
}

export interface Played {
  readonly scenario: Scenario
  readonly exchange: Exchange
  readonly responseCode: string | null
  readonly hasPassed: boolean
}

/** Plays scenarios against the portal, each through the API log. The portal's own utilities sign. */
export function openDevsite({ ovo, url, credentials }: { ovo: Ovo; url: string; credentials: DevsiteCredentials }): {
  play(scenario: Scenario): Promise<Played>
} {
  const { clientId, clientSecret, privateKey } = credentials
  const run = `${Date.now()}`.slice(-12)
  let accessToken = ''
  let customerToken = ''

  async function send(operation: string, path: string, headers: Readonly<Record<string, string>>, body: string) {
    const request = {
      method: 'POST' as const,
      url: `${url}${path}`,
      body: new TextEncoder().encode(body),
      headers: { 'content-type': 'application/json', ...headers },
    }
    const { exchange, result } = await ovo.log.record({ operation, request, timeoutMillis: 30_000 })
    if (result.kind === 'no-answer') throw unreachable(url, result.reason)
    return { exchange, status: result.status, answer: read(new TextDecoder().decode(result.body)) }
  }

  /** A utility shows the private key to the portal, so it is called past the log. */
  async function sign(utility: string, headers: Readonly<Record<string, string>>, body: string): Promise<string> {
    const response = await fetch(`${url}/api/v1.0/utilities/${utility}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    }).catch((error: unknown) => {
      throw unreachable(url, error instanceof Error ? error.message : 'no answer')
    })
    const { signature, responseMessage } = read(await response.text())
    if (typeof signature === 'string') return signature
    throw new CliError('failed', 'devsite-refused', {
      en: `the portal does not sign (${String(responseMessage ?? response.status)}): check the client id, the secret and the private key of the application under test`,
      id: `portal tidak menandatangani (${String(responseMessage ?? response.status)}): periksa client id, secret, dan private key aplikasi pengujian`,
    })
  }

  async function callToken(scenario: Pick<Scenario, 'path' | 'isForged' | 'api'>, body: string) {
    const timestamp = timestampOf(new Date())
    const headers = { 'x-timestamp': timestamp, 'x-client-key': clientId }
    const signature = await sign('signature-auth', { ...headers, private_key: privateKey }, '')
    const signed = { ...headers, 'x-signature': scenario.isForged === true ? forge(signature) : signature }
    const sent = await send('devsite.access-token-b2b', scenario.path, signed, body)
    if (scenario.isForged !== true) accessToken = String(sent.answer.accessToken ?? '')
    return sent
  }

  async function callService(scenario: Scenario, timestamp: string, body: string) {
    if (accessToken === '') {
      const path = '/api/v1.0/access-token/b2b'
      await callToken({ path, api: 'access-token-b2b' }, '{"grantType":"client_credentials","additionalInfo":{}}')
    }
    const [method, path] = ['POST', scenario.path]
    const signature = await sign(
      'signature-service',
      {
        'x-timestamp': timestamp,
        'x-client-secret': clientSecret,
        httpmethod: method,
        endpoinurl: path,
        accesstoken: accessToken,
      },
      body,
    )
    return send(
      `devsite.${scenario.api.replaceAll('/', '-')}`,
      path,
      {
        authorization: `Bearer ${accessToken}`,
        'x-timestamp': timestamp,
        'x-partner-id': clientId,
        'x-signature': scenario.isForged === true ? forge(signature) : signature,
        'x-external-id': `${Date.now()}${String(randomInt(1e9)).padStart(9, '0')}`,
        'channel-id': '95221',
        ...(scenario.forCustomer === true
          ? { 'authorization-customer': `Bearer ${customerToken}`, 'x-device-id': 'ovokit-bi' }
          : {}),
      },
      body,
    )
  }

  return {
    play: async (scenario) => {
      const known: Known = { run, timestamp: timestampOf(new Date()) }
      const body = JSON.stringify(scenario.body(known))
      const isToken = scenario.path.endsWith('/access-token/b2b')
      const { exchange, status, answer } = isToken
        ? await callToken(scenario, body)
        : await callService(scenario, known.timestamp, body)
      const info = answer.accessTokenInfo as { accessToken?: unknown } | undefined
      if (typeof info?.accessToken === 'string') customerToken = info.accessToken
      const responseCode = typeof answer.responseCode === 'string' ? answer.responseCode : null
      return { scenario, exchange, responseCode, hasPassed: hasPassed(scenario, status, responseCode) }
    },
  }
}

/** A token's good answer may leave the code out. A refusal counts when it is one, and of this very service. */
function hasPassed({ kind, expected }: Scenario, status: number, responseCode: string | null): boolean {
  if (kind === 'positive') return responseCode === expected || (status === 200 && responseCode === null)
  return responseCode !== null && /^4\d\d/.test(responseCode) && responseCode.slice(3, 5) === expected.slice(3, 5)
}

const forge = (signature: string): string => `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`
const timestampOf = (at: Date): string => `${new Date(at.getTime() + 7 * 3_600_000).toISOString().slice(0, 19)}+07:00`

function read(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {}
  } catch {
    return {}
  }
}

const unreachable = (url: string, reason: string): CliError =>
  new CliError('unreachable', 'devsite-unreachable', {
    en: `${url} does not answer (${reason})`,
    id: `${url} tidak menjawab (${reason})`,
  })
