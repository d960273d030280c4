import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { keyPath, keyText } from '../../../../test/vectors/vectors.ts'
import { sha256Hex } from '../crypto/digest.ts'
import { readHmacKey } from '../crypto/hmac.ts'
import { readPublicKey } from '../crypto/keys.ts'
import { resolveSnapDialect, type SnapDialect } from './dialect.ts'
import { signSymmetric } from './signature.ts'
import { type InboundContext, type InboundRequest, verifyInbound } from './verify-inbound.ts'

const timestamp = '2024-01-30T11:17:02+07:00'
const now = Date.UTC(2024, 0, 30, 4, 17, 2)
const path = '/hooks/ovo?shop=1'
const text = '{"originalReferenceNo":"R1","latestTransactionStatus":"00","note":"a  b"}'
const pretty = JSON.stringify(JSON.parse(text), null, 2)
const bytes = (value: string): Uint8Array => new TextEncoder().encode(value)

const context = (
  dialect: Partial<SnapDialect> = {},
  tokens: Partial<InboundContext['tokens']> = {},
): InboundContext => ({
  now,
  dialect: resolveSnapDialect(dialect),
  credentials: {
    clientId: 'CLIENT0001',
    clientSecret: readHmacKey('TESTSECRET'),
    ovoPublicKey: readPublicKey(keyText('rsa-2048.spki.pub.pem')),
  },
  tokens: { held: [], isIssued: () => false, ...tokens },
})

// Spelled out here rather than built with the functions under test.
const stringToSign = (token: string, signedBody: string, signedPath = path): string =>
  `POST:${signedPath}:${token}:${sha256Hex(signedBody)}:${timestamp}`

const signed = (token: string, signedBody = text, signedPath = path): string =>
  signSymmetric({ clientSecret: 'TESTSECRET', stringToSign: stringToSign(token, signedBody, signedPath) })

const callback = (headers: Record<string, string> = {}, body = text): InboundRequest => ({
  method: 'POST',
  path,
  headers: { 'x-timestamp': timestamp, 'x-signature': signed(''), 'x-partner-id': 'CLIENT0001', ...headers },
  body: bytes(body),
})

const accepted = { ok: true, replayKey: expect.stringMatching(/^[0-9a-f]{64}$/) }
const refused = (reason: string, header: string) => ({ ok: false, reason, header })

describe('a symmetric callback', () => {
  it('is accepted in base64 and hex', () => {
    expect(verifyInbound({ ...callback(), ...context() })).toEqual(accepted)
    const hex = signSymmetric({
      clientSecret: 'TESTSECRET',
      stringToSign: stringToSign('', text),
      encoding: 'hex',
    })
    expect(verifyInbound({ ...callback({ 'x-signature': hex }), ...context() })).toEqual(accepted)
  })

  it('needs no X-PARTNER-ID', () => {
    const { 'x-partner-id': _, ...headers } = callback().headers
    expect(verifyInbound({ ...callback(), headers, ...context() })).toEqual(accepted)
  })

  it('is accepted as openssl signs it', () => {
    const hash = execFileSync('openssl', ['dgst', '-sha256', '-r'], { input: text, encoding: 'utf8' }).slice(0, 64)
    const signature = execFileSync('openssl', ['dgst', '-sha512', '-hmac', 'TESTSECRET', '-binary'], {
      input: `POST:${path}:OVOTOKEN:${hash}:${timestamp}`,
    }).toString('base64')
    const request = callback({ authorization: 'Bearer OVOTOKEN', 'x-signature': signature })
    expect(verifyInbound({ ...request, ...context() })).toEqual(accepted)
  })
})

describe('the body', () => {
  it('may be signed as sent, with its whitespace', () => {
    const request = callback({ 'x-signature': signed('', pretty) }, pretty)
    expect(verifyInbound({ ...request, ...context() })).toEqual(accepted)
  })

  it('may be signed compacted and sent with whitespace', () => {
    expect(verifyInbound({ ...callback({}, pretty), ...context() })).toEqual(accepted)
  })

  it('is not accepted in any other rewriting', () => {
    const rewritten = [
      String.raw`{"originalReferenceNo":"\u0052\u0031","latestTransactionStatus":"00","note":"a  b"}`,
      '{"latestTransactionStatus":"00","originalReferenceNo":"R1","note":"a  b"}',
      text.replace('a  b', 'ab'),
    ]
    for (const body of rewritten) {
      expect(verifyInbound({ ...callback({}, body), ...context() })).toEqual(refused('bad-signature', 'x-signature'))
    }
  })
})

describe('the access token', () => {
  const request = (token: string, authorization?: string): InboundRequest =>
    callback({ 'x-signature': signed(token), ...(authorization === undefined ? {} : { authorization }) })

  it.each([
    ['as-sent', 'T1', 'Bearer T1'],
    ['as-sent', 'T1', 'bearer  T1'],
    ['as-sent', 'T1', 'T1'],
    ['as-sent', '', undefined],
    ['issued', 'OURS', 'Bearer OURS'],
    ['b2b', 'NEW', undefined],
    ['b2b', 'OLD', 'Bearer whatever'],
    ['empty', '', 'Bearer whatever'],
  ] as const)('%s: %j signed, %j sent, is accepted', (callbackToken, token, authorization) => {
    const tokens = { held: ['NEW', 'OLD'], isIssued: (candidate: string) => candidate === 'OURS' }
    const verdict = verifyInbound({ ...request(token, authorization), ...context({ callbackToken }, tokens) })
    expect(verdict).toEqual(accepted)
  })

  it.each([
    ['as-sent', 'T1', 'Bearer T2', 'bad-signature'],
    ['as-sent', 'T1', undefined, 'bad-signature'],
    ['issued', 'THEIRS', 'Bearer THEIRS', 'bad-token'],
    ['issued', '', undefined, 'missing-header'],
    ['b2b', 'GONE', undefined, 'bad-signature'],
    ['empty', 'T1', 'Bearer T1', 'bad-signature'],
  ] as const)('%s: %j signed, %j sent, is refused', (callbackToken, token, authorization, reason) => {
    const tokens = { held: ['NEW', 'OLD'], isIssued: (candidate: string) => candidate === 'OURS' }
    const verdict = verifyInbound({ ...request(token, authorization), ...context({ callbackToken }, tokens) })
    expect(verdict).toMatchObject({ ok: false, reason })
  })

  it('b2b without a token at hand is refused', () => {
    const verdict = verifyInbound({ ...request(''), ...context({ callbackToken: 'b2b' }) })
    expect(verdict).toMatchObject({ ok: false, reason: 'bad-token' })
  })
})

describe('an asymmetric callback', () => {
  const rsa = (separator: string): string =>
    execFileSync('openssl', ['dgst', '-sha256', '-sign', keyPath('rsa-2048.pkcs1.pem'), '-binary'], {
      input: `POST:${path}${separator}${sha256Hex(text)}:${timestamp}`,
    }).toString('base64')

  it('is accepted as openssl signs it', () => {
    const request = callback({ 'x-signature': rsa(':') })
    expect(verifyInbound({ ...request, ...context({ callbackSignature: 'asymmetric' }) })).toEqual(accepted)
    expect(verifyInbound({ ...request, ...context() })).toEqual(refused('bad-signature', 'x-signature'))
  })

  it('follows the separator of the dialect', () => {
    const dialect = { callbackSignature: 'asymmetric', asymmetricSeparator: '' } as const
    expect(verifyInbound({ ...callback({ 'x-signature': rsa('') }), ...context(dialect) })).toEqual(accepted)
    expect(verifyInbound({ ...callback({ 'x-signature': rsa(':') }), ...context(dialect) }).ok).toBe(false)
  })

  it("cannot be checked without OVO's key, and says so", () => {
    const { credentials, ...rest } = context({ callbackSignature: 'asymmetric' })
    const without = { ...rest, credentials: { clientId: credentials.clientId, clientSecret: credentials.clientSecret } }
    expect(() => verifyInbound({ ...callback(), ...without })).toThrow(
      expect.objectContaining({ code: 'invalid-configuration' }),
    )
  })
})

describe('a refusal', () => {
  it.each(['x-timestamp', 'x-signature'])('names the missing %s', (name) => {
    const headers = Object.fromEntries(Object.entries(callback().headers).filter(([key]) => key !== name))
    expect(verifyInbound({ ...callback(), headers, ...context() })).toEqual(refused('missing-header', name))
    expect(verifyInbound({ ...callback({ [name]: '' }), ...context() })).toEqual(refused('missing-header', name))
  })

  it('tells another partner, bad time and stale time apart', () => {
    const of = (headers: Record<string, string>, later = 0) =>
      verifyInbound({ ...callback(headers), ...context(), now: now + later })
    expect(of({ 'x-partner-id': 'CLIENT0002' })).toEqual(refused('partner-mismatch', 'x-partner-id'))
    expect(of({ 'x-timestamp': 'yesterday' })).toEqual(refused('bad-timestamp', 'x-timestamp'))
    expect(of({}, 300_000)).toEqual(accepted)
    expect(of({}, -300_000)).toEqual(accepted)
    expect(of({}, 300_001)).toEqual(refused('stale', 'x-timestamp'))
    expect(of({}, -300_001)).toEqual(refused('stale', 'x-timestamp'))
  })

  it('follows any changed byte of what is signed', () => {
    const base = { ...callback(), ...context({ endpointUrl: 'path-and-query' }) }
    const flip = (value: string, index: number): string =>
      value.slice(0, index) + String.fromCharCode(value.charCodeAt(index) ^ 1) + value.slice(index + 1)
    for (let index = 0; index < text.length; index++) {
      expect(verifyInbound({ ...base, body: bytes(flip(text, index)) }).ok, `body ${index}`).toBe(false)
    }
    for (let index = 0; index < path.length; index++) {
      expect(verifyInbound({ ...base, path: flip(path, index) }).ok, `path ${index}`).toBe(false)
    }
    for (let index = 0; index < timestamp.length; index++) {
      const headers = { ...base.headers, 'x-timestamp': flip(timestamp, index) }
      expect(verifyInbound({ ...base, headers }).ok, `timestamp ${index}`).toBe(false)
    }
    // The same instant in another spelling was not signed either.
    const respelled = { ...base.headers, 'x-timestamp': '2024-01-30T04:17:02Z' }
    expect(verifyInbound({ ...base, headers: respelled }).ok).toBe(false)
    expect(verifyInbound({ ...base, method: 'PUT' }).ok).toBe(false)
  })

  it('meets every forgery, and nothing throws', () => {
    const headers = fc.dictionary(
      fc.constantFrom('x-timestamp', 'x-signature', 'authorization', 'x-partner-id'),
      fc.oneof(fc.string(), fc.constantFrom(timestamp, 'CLIENT0001', 'Bearer T1', 'A'.repeat(88))),
    )
    fc.assert(
      fc.property(headers, fc.uint8Array(), fc.string(), (given, body, where) => {
        expect(verifyInbound({ method: 'POST', path: where, headers: given, body, ...context() }).ok).toBe(false)
      }),
    )
  })
})

describe('the replay key', () => {
  const keyOf = (request: InboundRequest, with_ = context()): string => {
    const verdict = verifyInbound({ ...request, ...with_ })
    if (!verdict.ok) throw new Error(verdict.reason)
    return verdict.replayKey
  }

  it('is the same whatever the signature does not cover', () => {
    const key = keyOf(callback({ 'x-external-id': '1' }))
    expect(keyOf(callback({ 'x-external-id': '2' }))).toBe(key)
    expect(keyOf(callback({}, pretty))).toBe(key)
    const hex = Buffer.from(signed(''), 'base64').toString('hex')
    expect(keyOf(callback({ 'x-signature': hex.toUpperCase() }))).toBe(key)
    expect(keyOf({ ...callback(), method: 'post' })).toBe(key)
  })

  it('differs for another body and another client', () => {
    const other = text.replace('R1', 'R2')
    expect(keyOf(callback({ 'x-signature': signed('', other) }, other))).not.toBe(keyOf(callback()))
    const with_ = context()
    const neighbour = { ...with_, credentials: { ...with_.credentials, clientId: 'CLIENT0002' } }
    expect(keyOf(callback({ 'x-partner-id': 'CLIENT0002' }), neighbour)).not.toBe(keyOf(callback()))
  })
})

it('signs the bare path where the dialect says so', () => {
  const request = callback({ 'x-signature': signed('', text, '/hooks/ovo') })
  expect(verifyInbound({ ...request, ...context({ endpointUrl: 'path' }) })).toEqual(accepted)
  expect(verifyInbound({ ...request, ...context() }).ok).toBe(false)
})
