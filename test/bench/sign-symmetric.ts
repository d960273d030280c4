import { createHash, createHmac, hash } from 'node:crypto'
import { signSymmetric, symmetricStringToSign } from '@ovokit/core/snap'
import { readHmacKey } from '../../packages/core/src/crypto/hmac.ts'
import { atLeast, type Benchmark, heat, perSecond, race, times } from './harness.ts'
import { dokuTokens, midtrans } from './peers.ts'
import { call } from './samples.ts'

const { path, accessToken, timestamp, clientSecret, body } = call
const bytes = new TextEncoder().encode(JSON.stringify(body))
const hmacKey = readHmacKey(clientSecret)
const method = 'POST'

const sign = (raw: Uint8Array | string): string => {
  const stringToSign = symmetricStringToSign({ method, path, accessToken, body: raw, timestamp })
  return signSymmetric({ clientSecret: hmacKey, stringToSign })
}

const contestants = {
  floor: () => {
    const hash = createHash('sha256').update(bytes).digest('hex')
    const text = `${method}:${path}:${accessToken}:${hash}:${timestamp}`
    return createHmac('sha512', clientSecret).update(text).digest('base64')
  },
  fastest: () => {
    const text = `${method}:${path}:${accessToken}:${hash('sha256', bytes, 'hex')}:${timestamp}`
    return createHmac('sha512', hmacKey).update(text).digest('base64')
  },
  ovokit: () => sign(bytes),
  // What the peers' functions take is the body as an object, so ours is measured from there beside them.
  ovokitFromObject: () => sign(JSON.stringify(body)),
  midtrans: () =>
    midtrans.SnapBi.getSymmetricSignatureHmacSh512(accessToken, body, method, path, clientSecret, timestamp),
  doku: () => dokuTokens.generateSymmetricSignature(method, path, accessToken, body, timestamp, clientSecret),
}

export const signSymmetricBenchmark: Benchmark = {
  name: 'sign-symmetric',
  title: 'Signing a QRIS call with the client secret',
  run: async () => {
    const signatures = new Set(Object.values(contestants).map((run) => run()))
    if (signatures.size !== 1) throw new Error('the contestants do not make the same signature')
    const heats = Object.entries(contestants).map(([name, run]) => [name, heat(run, { millis: 150, block: 500 })])
    const result = await race(Object.fromEntries(heats) as Record<keyof typeof contestants, () => number>, {
      rounds: 15,
    })
    const own = result.ratio('ovokit', 'floor')
    const rows = [
      { name: 'node:crypto alone: SHA-256 of the body, HMAC-SHA512', value: perSecond(result.speed('floor')) },
      { name: 'OvoKit, from the bytes', value: perSecond(result.speed('ovokit')) },
      { name: 'OvoKit : node:crypto', value: times(own), bound: atLeast(own, 0.8, ' ×') },
      {
        name: 'node:crypto at its fastest: one-shot hash, key made ready before',
        value: perSecond(result.speed('fastest')),
      },
      { name: 'OvoKit, from the object', value: perSecond(result.speed('ovokitFromObject')) },
    ]
    const peers = (['midtrans', 'doku'] as const).flatMap((peer) => {
      const ratio = result.ratio('ovokitFromObject', peer)
      return [
        { name: labels[peer], value: perSecond(result.speed(peer)) },
        { name: `OvoKit : ${peer}`, value: times(ratio), bound: atLeast(ratio, 1, ' ×') },
      ]
    })
    return { figures: [...rows, ...peers, { name: 'dana-node', value: 'has no signature with a client secret' }] }
  },
}

const labels = {
  midtrans: 'midtrans-client, getSymmetricSignatureHmacSh512',
  doku: 'doku-nodejs-library, generateSymmetricSignature',
}
