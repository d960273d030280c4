import { generateKeyPairSync } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createSealer } from '../../packages/core/src/crypto/seal.ts'
import { OvoError } from '../../packages/core/src/errors/ovo-error.ts'
import { readCallback } from '../../packages/core/src/notification/read-callback.ts'
import { readGenerate } from '../../packages/core/src/qris/generate.ts'
import { checkQris, crc16, parseQris } from '../../packages/core/src/qris/payload.ts'
import { readQuery } from '../../packages/core/src/qris/query.ts'
import { readRefundQuery } from '../../packages/core/src/qris/refund.ts'
import { resolveSnapDialect } from '../../packages/core/src/snap/dialect.ts'
import { isIssuedToken, issueToken } from '../../packages/core/src/snap/issued-token.ts'
import { minifyJson } from '../../packages/core/src/snap/minify.ts'
import { readRefundAnswer } from '../../packages/core/src/snap/refund.ts'
import { readSnapAnswer } from '../../packages/core/src/snap/response.ts'
import { classifyAnswer, readResponseCode } from '../../packages/core/src/snap/response-code.ts'
import { readTokenAnswer } from '../../packages/core/src/snap/token.ts'
import { verifyInbound } from '../../packages/core/src/snap/verify-inbound.ts'
import { verifyTokenRequest } from '../../packages/core/src/snap/verify-token-request.ts'
import { parseTimestamp } from '../../packages/core/src/values/jakarta-time.ts'
import { readJsonObject } from '../../packages/core/src/values/json.ts'
import { redactBody, redactHeaders } from '../../packages/core/src/values/redact.ts'
import { readSnapAmount, rupiah } from '../../packages/core/src/values/rupiah.ts'
import { heapInUse, processorMillis, runs, timeout } from './bounds.ts'
import { heavyBodies, nastyBody, nastyJson, nastyText } from './hostile.ts'
import { answer, answerFields, nastyHeaders, now, payment, read, refund, status } from './wire.ts'

const { publicKey: ovoPublicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const amount = rupiah(25_000)
const body = nastyBody(answerFields)
const utf8 = (value: Uint8Array): string => new TextDecoder().decode(value)
const sealer = createSealer(['5f'.repeat(32)])
const issueKey = 'a key of at least sixteen letters'
const operations = ['token.b2b', 'qris.generate', 'qris.query', 'qris.refund'] as const
const inbound = ['as-sent', 'issued', 'b2b', 'empty'].flatMap((callbackToken) =>
  ['symmetric', 'asymmetric'].map((callbackSignature) =>
    resolveSnapDialect({ callbackToken, callbackSignature } as Parameters<typeof resolveSnapDialect>[0]),
  ),
)
const sealed = sealer.seal({ plaintext: 'a secret', context: 'token:a', nonce: new Uint8Array(12) })
const issued = issueToken({ key: issueKey, clientId: 'shop', now, lifetimeMillis: 900_000, nonce: new Uint8Array(16) })
/** A text with one letter changed, cut or added; sometimes it is left as it was. */
const almost = (text: string): fc.Arbitrary<string> =>
  fc
    .tuple(fc.nat(text.length), fc.nat(text.length), fc.oneof(fc.constant(''), nastyText))
    .map(([from, to, put]) => text.slice(0, Math.min(from, to)) + put + text.slice(Math.max(from, to)))
const qr = (text: string): string => `${text}6304${crc16(`${text}6304`)}`
const qrTexts = fc.oneof(
  nastyText,
  fc.stringMatching(/^(\d\d0\d[ -~]{0,9}){0,12}$/),
  almost('00020101021226120004ovo.0000520454115303360540525000580'.concat('2ID5903ABC6003JKT')).map(qr),
)

/** Everything that reads what came from outside. Each is called with hostile input and must return. */
const readers: Readonly<Record<string, fc.Arbitrary<() => unknown>>> = {
  readSnapAnswer: fc.tuple(fc.constantFrom(...operations), status, body).map(
    ([operation, code, bytes]) =>
      () =>
        readSnapAnswer({ operation, answer: answer(code, bytes) }),
  ),
  readTokenAnswer: fc.tuple(status, body).map(
    ([code, bytes]) =>
      () =>
        readTokenAnswer(answer(code, bytes)),
  ),
  readGenerate: fc.tuple(status, body).map(
    ([code, bytes]) =>
      () =>
        readGenerate(read('qris.generate', code, bytes), payment),
  ),
  readQuery: fc.tuple(status, body).map(
    ([code, bytes]) =>
      () =>
        readQuery(read('qris.query', code, bytes), payment, now),
  ),
  readRefundAnswer: fc.tuple(status, body).map(
    ([code, bytes]) =>
      () =>
        readRefundAnswer(read('qris.refund', code, bytes), refund),
  ),
  readRefundQuery: fc.tuple(status, body).map(
    ([code, bytes]) =>
      () =>
        readRefundQuery(read('qris.query', code, bytes), refund, now),
  ),
  readCallback: body.map((bytes) => () => readCallback(bytes)),
  readResponseCode: fc.tuple(nastyJson, status).map(([value, httpStatus]) => () => [
    readResponseCode(value),
    classifyAnswer({ effect: 'write', httpStatus, responseCode: value }),
  ]),
  parseTimestamp: fc
    .oneof(nastyText, almost('2026-11-22T10:01:00.123+07:00'))
    .map((text) => () => parseTimestamp(text)),
  readSnapAmount: fc
    .oneof(nastyJson, fc.record({ value: nastyJson, currency: fc.constant('IDR') }))
    .map((value) => () => readSnapAmount(value as Parameters<typeof readSnapAmount>[0])),
  minifyJson: body.map((bytes) => () => minifyJson(bytes)),
  redactBody: body.map((bytes) => () => redactBody(bytes)),
  redactHeaders: nastyHeaders.map((headers) => () => redactHeaders(headers)),
  'parseQris and checkQris': qrTexts.map((text) => () => [parseQris(text), checkQris(text, { amount })]),
  isIssuedToken: fc
    .oneof(nastyText, almost(issued))
    .map((token) => () => isIssuedToken({ key: issueKey, clientId: 'shop', token, now })),
  readJsonObject: body.map((bytes) => () => [readJsonObject(bytes), readJsonObject(utf8(bytes))]),
  verifyInbound: fc
    .tuple(fc.constantFrom(...inbound), nastyText, nastyHeaders, body)
    .map(([dialect, path, headers, bytes]) => () => {
      const credentials = { clientId: 'tokosimulasi', clientSecret: 'a client secret', ovoPublicKey }
      const tokens = { held: ['held'], isIssued: (token: string) => token === issued }
      return verifyInbound({ method: 'POST', path, headers, body: bytes, now, dialect, credentials, tokens })
    }),
  verifyTokenRequest: nastyHeaders.map(
    (headers) => () =>
      verifyTokenRequest({ headers, now, ovoPublicKey, clientIds: ['tokosimulasi'], freshnessMillis: 300_000 }),
  ),
}

describe('no reader throws, whatever comes', () => {
  // What a run leaves in memory: 16 MB are room for caches and compiled code, not for ten thousand bodies.
  let before = 0
  beforeAll(() => {
    before = heapInUse()
  })
  afterAll(() => expect(heapInUse() - before).toBeLessThan(16 * 1024 * 1024))

  test.each(Object.entries(readers))('%s', { timeout }, (_, calls) => {
    fc.assert(
      fc.property(calls, (call) => {
        call()
      }),
      { numRuns: runs },
    )
  })

  test('sealer.open says seal-broken, and nothing else', { timeout }, () => {
    fc.assert(
      fc.property(fc.oneof(nastyText, almost(sealed)), fc.oneof(fc.constant('token:a'), nastyText), (text, context) => {
        try {
          const opened = sealer.open({ sealed: text, context })
          expect([text, context, utf8(opened)]).toEqual([sealed, 'token:a', 'a secret'])
        } catch (error) {
          if (!OvoError.is(error) || error.code !== 'seal-broken') throw error
        }
      }),
      { numRuns: runs },
    )
  })

  test('nothing that was read has changed what all objects share', () => {
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
    expect(({} as Record<string, unknown>).responseCode).toBeUndefined()
  })
})

describe('64 kB of anything take no reader long (below 150 ms)', () => {
  test.each(heavyBodies)('%s', (_, text) => {
    const bytes = new TextEncoder().encode(text.slice(0, 64 * 1024))
    const calls = [
      () => minifyJson(bytes),
      () => redactBody(bytes),
      () => readSnapAnswer({ operation: 'qris.query', answer: answer(200, bytes) }),
      () => readGenerate(read('qris.generate', 200, bytes), payment),
      () => parseQris(text),
      () => parseTimestamp(text),
      () => isIssuedToken({ key: issueKey, clientId: 'shop', token: text, now }),
      () => redactHeaders({ 'x-anything': text, authorization: text }),
      () => readResponseCode(text),
    ]
    for (const call of calls) expect(processorMillis(call), call.toString()).toBeLessThan(150)
  })
})
