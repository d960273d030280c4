import { randomInt } from 'node:crypto'
import type { OvoConfig, SnapConfig } from '@ovokit/core'
import {
  formatTimestamp,
  resolveSnapDialect,
  signAsymmetric,
  signSymmetric,
  snapEndpoints,
  snapHosts,
  symmetricStringToSign,
  tokenStringToSign,
} from '@ovokit/core/snap'

export interface Answer {
  readonly isGood: boolean
  /** OVO's seven digits. */
  readonly code: string | null
  /** 0: no answer. */
  readonly status: number
}

const patienceMillis = 10_000

/**
 * Asks for one token, and with it about a number that no payment of anybody has: a read that says whether the signature
 * was taken. `null` when the settings do not suffice. The token is forgotten.
 */
export async function askSnap(
  snap: SnapConfig,
  environment: OvoConfig['environment'],
): Promise<{ readonly token: Answer; readonly query: Answer | null } | null> {
  const baseUrl = typeof environment === 'string' ? snapHosts[environment] : environment.snap
  const { clientId, clientSecret, merchantId, channelId } = snap
  if (baseUrl === undefined || !clientId || !clientSecret || !snap.privateKey) return null
  const dialect = resolveSnapDialect(snap.dialect)
  const url = (operation: 'token.b2b' | 'qris.query'): URL =>
    new URL(baseUrl.replace(/\/$/, '') + (dialect.paths[operation] ?? snapEndpoints[operation].path ?? ''))
  const at = formatTimestamp(Date.now(), dialect.tokenTimestampLayout)
  let signature: string
  try {
    signature = signAsymmetric({
      privateKey: snap.privateKey,
      stringToSign: tokenStringToSign({ clientId, timestamp: at }),
      encoding: dialect.signatureEncoding,
    })
  } catch {
    // The settings' own check says what is wrong with the key; an encrypted one is not opened twice.
    return null
  }
  const given = await post(url('token.b2b'), JSON.stringify({ grantType: 'client_credentials' }), {
    'x-client-key': clientId,
    'x-timestamp': at,
    'x-signature': signature,
  })
  const accessToken = String(given.body.accessToken ?? '')
  const token = { ...given.answer, isGood: accessToken !== '' }
  if (!token.isGood) return { token, query: null }
  const body = JSON.stringify({ originalPartnerReferenceNo: '000000000000', serviceCode: '47', merchantId })
  const timestamp = formatTimestamp(Date.now(), dialect.timestampLayout)
  const target = url('qris.query')
  const { answer } = await post(target, body, {
    authorization: `Bearer ${accessToken}`,
    'x-timestamp': timestamp,
    'x-signature': signSymmetric({
      clientSecret,
      stringToSign: symmetricStringToSign({ method: 'POST', path: target.pathname, accessToken, body, timestamp }),
      encoding: dialect.signatureEncoding,
    }),
    'x-partner-id': clientId,
    'x-external-id': Array.from({ length: 18 }, () => randomInt(10)).join(''),
    'channel-id': channelId,
  })
  return { token, query: answer }
}

async function post(
  url: URL,
  body: string,
  headers: Readonly<Record<string, string>>,
): Promise<{ readonly answer: Answer; readonly body: Readonly<Record<string, unknown>> }> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(patienceMillis),
    })
    const read = (await response.json().catch(() => ({}))) as Readonly<Record<string, unknown>>
    const code = typeof read.responseCode === 'string' ? read.responseCode : null
    return { answer: { isGood: response.ok, code, status: response.status }, body: read }
  } catch {
    return { answer: { isGood: false, code: null, status: 0 }, body: {} }
  }
}
