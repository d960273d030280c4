import { createPrivateKey, sign } from 'node:crypto'
import { signAsymmetric, tokenStringToSign } from '@ovokit/core/snap'
import { atLeast, type Benchmark, heat, perSecond, race, times } from './harness.ts'
import { danaRuntime, dokuTokens, midtrans } from './peers.ts'
import { call, keys } from './samples.ts'

const { clientId, timestamp } = call
const { privatePem, privateKey } = keys

const contestants = {
  floor: () => sign('sha256', Buffer.from(`${clientId}|${timestamp}`), privateKey).toString('base64'),
  ovokit: () => signAsymmetric({ privateKey, stringToSign: tokenStringToSign({ clientId, timestamp }) }),
  ovokitFromPem: () =>
    signAsymmetric({ privateKey: privatePem, stringToSign: tokenStringToSign({ clientId, timestamp }) }),
  midtrans: () => midtrans.SnapBi.getAsymmetricSignatureSha256WithRsa(clientId, timestamp, privatePem),
  doku: () => dokuTokens.generateSignature(privatePem, clientId, timestamp),
  dana: () => danaRuntime.DanaSignatureUtil.generateSnapApplyTokenScenarioSignature(clientId, privatePem, timestamp),
}

export const signRsaBenchmark: Benchmark = {
  name: 'sign-rsa',
  title: 'Signing a token call with RSA, 2048 bits',
  run: async () => {
    const signatures = new Set(Object.values(contestants).map((run) => run()))
    if (signatures.size !== 1) throw new Error('the contestants do not make the same signature')
    const parse = heat(() => createPrivateKey(privatePem), { millis: 200, block: 20 })
    const heats = Object.entries(contestants).map(([name, run]) => [name, heat(run, { millis: 200, block: 20 })])
    const all = { ...Object.fromEntries(heats), parse } as Record<keyof typeof contestants | 'parse', () => number>
    const result = await race(all, { rounds: 15 })
    const own = result.ratio('ovokit', 'floor')
    const rows = [
      { name: 'node:crypto alone: sign with a parsed key', value: perSecond(result.speed('floor')) },
      { name: 'OvoKit, key parsed once', value: perSecond(result.speed('ovokit')) },
      { name: 'OvoKit : node:crypto', value: times(own), bound: atLeast(own, 0.97, ' ×') },
      { name: 'OvoKit, given the PEM each time', value: perSecond(result.speed('ovokitFromPem')) },
      { name: 'Parsing the PEM, by itself', value: `${(1_000_000 / result.speed('parse')).toFixed(0)} µs` },
    ]
    const peers = (['midtrans', 'doku', 'dana'] as const).flatMap((peer) => {
      const ratio = result.ratio('ovokit', peer)
      return [
        { name: labels[peer], value: perSecond(result.speed(peer)) },
        { name: `OvoKit : ${peer}`, value: times(ratio), bound: atLeast(ratio, 1, ' ×') },
      ]
    })
    return { figures: [...rows, ...peers] }
  },
}

const labels = {
  midtrans: 'midtrans-client, getAsymmetricSignatureSha256WithRsa',
  doku: 'doku-nodejs-library, generateSignature',
  dana: 'dana-node, generateSnapApplyTokenScenarioSignature',
}
