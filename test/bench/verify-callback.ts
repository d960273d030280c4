import { createHash, createHmac, createPublicKey, sign, timingSafeEqual } from 'node:crypto'
import { defaultSnapDialect, signSymmetric, symmetricStringToSign } from '@ovokit/core/snap'
import { readHmacKey } from '../../packages/core/src/crypto/hmac.ts'
import { verifyInbound } from '../../packages/core/src/snap/verify-inbound.ts'
import { atLeast, type Benchmark, heat, perSecond, race, times } from './harness.ts'
import { danaWebhook, dokuTokens, midtrans } from './peers.ts'
import { call, callback, keys } from './samples.ts'

const { clientId, clientSecret, timestamp } = call
const { path, body } = callback
const method = 'POST'
const text = JSON.stringify(body)
const bytes = new TextEncoder().encode(text)
const now = Date.parse(timestamp) + 1_000
const hmacKey = readHmacKey(clientSecret)
const tokens = { held: [], isIssued: () => false }

const byHmac = signSymmetric({
  clientSecret,
  stringToSign: symmetricStringToSign({ method, path, accessToken: '', body: bytes, timestamp }),
})
const bodyHash = createHash('sha256').update(bytes).digest('hex')
const byRsa = sign('sha256', Buffer.from(`${method}:${path}:${bodyHash}:${timestamp}`), keys.privateKey)

const headers = (signature: string): Record<string, string> => ({
  'content-type': 'application/json',
  'x-timestamp': timestamp,
  'x-signature': signature,
  'x-partner-id': clientId,
  'x-external-id': '20260130111702000000000000000001',
  'channel-id': '95221',
})
const hmacHeaders = headers(byHmac)
const rsaHeaders = headers(byRsa.toString('base64'))
const asymmetric = { ...defaultSnapDialect, callbackSignature: 'asymmetric' } as const
const ovoPublicKey = createPublicKey(keys.publicPem)
const dana = new danaWebhook.WebhookParser(keys.publicPem)
midtrans.SnapBiConfig.snapBiPublicKey = keys.publicPem

const contestants = {
  floor: () => {
    const hash = createHash('sha256').update(bytes).digest('hex')
    const expected = createHmac('sha512', clientSecret).update(`${method}:${path}::${hash}:${timestamp}`).digest()
    return timingSafeEqual(expected, Buffer.from(byHmac, 'base64'))
  },
  ovokit: () => {
    const credentials = { clientId, clientSecret: hmacKey }
    const dialect = defaultSnapDialect
    return verifyInbound({ method, path, headers: hmacHeaders, body: bytes, now, dialect, credentials, tokens }).ok
  },
  doku: () => {
    const expected = dokuTokens.generateSymmetricSignature(method, path, '', body, timestamp, clientSecret)
    return dokuTokens.compareSignaturesSymmetric(byHmac, expected)
  },
  ovokitRsa: () => {
    const credentials = { clientId, clientSecret, ovoPublicKey }
    const dialect = asymmetric
    return verifyInbound({ method, path, headers: rsaHeaders, body: bytes, now, dialect, credentials, tokens }).ok
  },
  midtrans: () =>
    midtrans.SnapBi.notification()
      .withNotificationPayload(body)
      .withNotificationUrlPath(path)
      .withSignature(rsaHeaders['x-signature'] ?? '')
      .withTimeStamp(timestamp)
      .isWebhookNotificationVerified(),
  dana: () => dana.parseWebhook(method, path, rsaHeaders, text) !== null,
}

export const verifyCallbackBenchmark: Benchmark = {
  name: 'verify-callback',
  title: 'Verifying a callback',
  run: async () => {
    if (Object.values(contestants).some((run) => run() !== true)) throw new Error('a contestant refuses the callback')
    const heats = Object.entries(contestants).map(([name, run]) => [name, heat(run, { millis: 150, block: 200 })])
    const result = await race(Object.fromEntries(heats) as Record<keyof typeof contestants, () => number>, {
      rounds: 15,
    })
    const own = result.ratio('ovokit', 'floor')
    const against = (mine: 'ovokit' | 'ovokitRsa', peer: 'doku' | 'midtrans' | 'dana') => {
      const ratio = result.ratio(mine, peer)
      return [
        { name: labels[peer], value: perSecond(result.speed(peer)) },
        { name: `OvoKit : ${peer}`, value: times(ratio), bound: atLeast(ratio, 1, ' ×') },
      ]
    }
    return {
      figures: [
        { name: 'node:crypto alone: SHA-256, HMAC-SHA512, timingSafeEqual', value: perSecond(result.speed('floor')) },
        { name: 'OvoKit, HMAC: headers, freshness, signature, replay key', value: perSecond(result.speed('ovokit')) },
        { name: 'OvoKit : node:crypto', value: times(own), bound: atLeast(own, 0.9, ' ×') },
        ...against('ovokit', 'doku'),
        { name: 'OvoKit, RSA 2048: the same', value: perSecond(result.speed('ovokitRsa')) },
        ...against('ovokitRsa', 'midtrans'),
        ...against('ovokitRsa', 'dana'),
      ],
    }
  },
}

const labels = {
  doku: 'doku-nodejs-library, HMAC: signature only, of the parsed body',
  midtrans: 'midtrans-client, RSA: signature only, of the parsed body',
  dana: 'dana-node, RSA: parseWebhook, signature and body',
}
