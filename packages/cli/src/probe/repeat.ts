import type { Exchange, Ovo } from '@ovokit/core'
import { pushToPayHmac, resolvePushToPayDialect } from '@ovokit/core/push-to-pay'
import { formatTimestamp, resolveSnapDialect, signSymmetric, symmetricStringToSign } from '@ovokit/core/snap'
import type { Merchant } from './steps.ts'

/** What came back of a call that was made once more. */
export interface Repeated {
  /** OVO's code, or the HTTP status, or why there was no answer. */
  readonly word: string
  readonly body: Readonly<Record<string, unknown>>
}

const timeoutMillis = 15_000

/**
 * Sends a logged call of QRIS or Push To Pay once more: the same body, or a changed one, under a new signature, time and
 * X-EXTERNAL-ID. OvoKit itself never does that with a call that worked, and here it is the question.
 */
export async function repeat(input: {
  readonly ovo: Ovo
  readonly exchange: Exchange
  readonly merchant: Merchant
  readonly change?: Readonly<Record<string, unknown>>
}): Promise<Repeated> {
  const { request } = await input.ovo.log.original(input.exchange)
  const body = JSON.stringify({ ...(JSON.parse(String(request.body)) as object), ...input.change })
  const url = new URL(String(request.url))
  const old = request.headers as Readonly<Record<string, string>>
  const now = input.ovo.now().getTime()
  const headers = { ...old, ...(old.hmac === undefined ? snapHeaders : pushHeaders)({ ...input, url, old, body, now }) }
  try {
    const answer = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(timeoutMillis) })
    const text = await answer.text()
    const read = (text.startsWith('{') ? JSON.parse(text) : {}) as Readonly<Record<string, unknown>>
    return { word: String(read.responseCode ?? answer.status), body: read }
  } catch (error) {
    return { word: error instanceof Error ? error.name : 'no answer', body: {} }
  }
}

interface Draft {
  readonly merchant: Merchant
  readonly url: URL
  readonly old: Readonly<Record<string, string>>
  readonly body: string
  readonly now: number
}

function snapHeaders({ merchant: { snap }, url, old, body, now }: Draft): Readonly<Record<string, string>> {
  const dialect = resolveSnapDialect(snap?.dialect)
  const timestamp = formatTimestamp(now, dialect.timestampLayout)
  const path = dialect.endpointUrl === 'path' ? url.pathname : url.pathname + url.search
  const accessToken = (old.authorization ?? '').replace(/^Bearer /, '')
  const signature = signSymmetric({
    clientSecret: snap?.clientSecret ?? '',
    stringToSign: symmetricStringToSign({ method: 'POST', path, accessToken, body, timestamp }),
    encoding: dialect.signatureEncoding,
  })
  // Digits only, as the standard has it; unique for the day, which is all that it must be.
  return {
    'x-timestamp': timestamp,
    'x-signature': signature,
    'x-external-id': `${now}${process.hrtime.bigint()}`.slice(0, 30),
  }
}

function pushHeaders({ merchant: { pushToPay }, body, now }: Draft): Readonly<Record<string, string>> {
  const random = String(Math.floor(now / 1_000))
  const { hmacCovers: covers } = resolvePushToPayDialect(pushToPay?.dialect)
  return {
    random,
    hmac: pushToPayHmac({ appId: pushToPay?.appId ?? '', appKey: pushToPay?.appKey ?? '', random, body, covers }),
  }
}
