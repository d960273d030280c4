import { describe, expect, it } from 'vitest'
import { keyText } from '../../../../test/vectors/vectors.ts'
import { readHmacKey } from '../crypto/hmac.ts'
import { readPrivateKey } from '../crypto/keys.ts'
import { defaultSnapDialect, resolveSnapDialect, type SnapDialect } from './dialect.ts'
import { buildSnapRequest, buildTokenRequest, type SnapCredentials } from './request.ts'
import { verifyAsymmetric, verifySymmetric } from './signature.ts'
import { symmetricStringToSign } from './string-to-sign.ts'

const credentials: SnapCredentials = {
  clientId: 'CLIENT0001',
  clientSecret: readHmacKey('TESTSECRET'),
  privateKey: readPrivateKey({ pem: keyText('rsa-2048.pkcs8.pem') }),
  merchantId: 'MID0001',
  terminalId: 'TID1',
  channelId: '95221',
}
const body = {
  originalPartnerReferenceNo: '100000000001',
  serviceCode: '47',
  merchantId: 'MID0001',
  additionalInfo: {},
}
const now = Date.UTC(2024, 0, 30, 4, 17, 2, 682)

const query = (dialect: SnapDialect = defaultSnapDialect, baseUrl = 'https://app.byte-stack.net') =>
  buildSnapRequest({
    operation: 'qris.query',
    body,
    baseUrl,
    credentials,
    accessToken: 'TESTTOKEN',
    now,
    externalId: '20240130111702682000000000000000',
    dialect,
  })

describe('buildSnapRequest', () => {
  it('makes the request of the QRIS vector', () => {
    const request = query()
    expect(request.method).toBe('POST')
    expect(request.url).toBe('https://app.byte-stack.net/OVOSNAP/v1.0/qr/qr-mpm-query')
    expect(new TextDecoder().decode(request.body)).toBe(JSON.stringify(body))
    expect(request.headers).toEqual({
      'content-type': 'application/json',
      accept: 'application/json',
      authorization: 'Bearer TESTTOKEN',
      'x-timestamp': '2024-01-30T11:17:02+07:00',
      'x-signature': 'N4Tbcdy+3uesPlYnTwuscrImGsUwZocykCZH3xWqABRZk2bbiee6C6t9UVeBZZ9xDOXXEFV2wEQtJe/imvoFCg==',
      'x-partner-id': 'CLIENT0001',
      'x-external-id': '20240130111702682000000000000000',
      'channel-id': '95221',
    })
  })

  it('speaks the dialect it is given', () => {
    const { url, headers } = query(
      resolveSnapDialect({
        timestampLayout: 'compact-millis',
        signatureEncoding: 'hex',
        endpointUrl: 'path',
        paths: { 'qris.query': '/OVOSNAP/v2.0/q?x=1' },
      }),
    )
    expect(url).toBe('https://app.byte-stack.net/OVOSNAP/v2.0/q?x=1')
    expect(headers['x-timestamp']).toBe('20240130T11:17:02.682+07:00')
    expect(headers['x-signature']).toMatch(/^[0-9a-f]{128}$/)
    const stringToSign = symmetricStringToSign({
      method: 'POST',
      path: '/OVOSNAP/v2.0/q',
      accessToken: 'TESTTOKEN',
      body: JSON.stringify(body),
      timestamp: '20240130T11:17:02.682+07:00',
    })
    const signature = headers['x-signature'] ?? ''
    expect(verifySymmetric({ clientSecret: 'TESTSECRET', stringToSign, signature })).toBe(true)
  })

  it('writes a top-up call with its scope, milliseconds and a signature in hex', () => {
    const operation = 'top-up.transfer'
    const externalId = 'sc9imEHK15hyME9e0vTW'
    const common = {
      body,
      baseUrl: 'https://app.byte-stack.net',
      credentials,
      accessToken: 'TESTTOKEN',
      now,
      externalId,
    }
    const { headers } = buildSnapRequest({ ...common, operation, dialect: defaultSnapDialect })
    expect(headers['x-scope-id']).toBe('customer_topup')
    expect(headers['x-timestamp']).toBe('2024-01-30T11:17:02.682+07:00')
    expect(headers['x-signature']).toMatch(/^[0-9a-f]{128}$/)
    const dialect = resolveSnapDialect({ topUpTimestampLayout: 'seconds', topUpSignatureEncoding: 'base64' })
    const other = buildSnapRequest({ ...common, operation, dialect }).headers
    expect(other['x-timestamp']).toBe('2024-01-30T11:17:02+07:00')
    expect(other['x-signature']).toMatch(/^[\w+/]{86}==$/)
  })

  it('sends nothing with a GET, and signs that', () => {
    const {
      method,
      url,
      headers,
      body: sent,
    } = buildSnapRequest({
      operation: 'top-up.balance',
      body: {},
      baseUrl: 'https://app.byte-stack.net',
      credentials,
      now,
      accessToken: 'TESTTOKEN',
      externalId: '1',
      dialect: defaultSnapDialect,
    })
    expect(method).toBe('GET')
    expect(sent).toHaveLength(0)
    const stringToSign = `GET:${new URL(url).pathname}:TESTTOKEN:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855:2024-01-30T11:17:02.682+07:00`
    // openssl dgst -sha512 -hmac TESTSECRET
    expect(headers['x-signature']).toBe(
      'b9bd8256d77e4a68628574b40eef499ef2d32a86b7b3935dd7770c73a706420981870b0db3a6e8ed3cbbb2e66061189050d7b9f03515439a3d8088494fb02525',
    )
    expect(verifySymmetric({ clientSecret: 'TESTSECRET', stringToSign, signature: headers['x-signature'] ?? '' })).toBe(
      true,
    )
  })

  it('signs the path as it is sent, with the query and with a prefix of the base address', () => {
    const request = query(resolveSnapDialect({ paths: { 'qris.query': '/q?x=1' } }), 'http://localhost:4010/ovo/')
    expect(request.url).toBe('http://localhost:4010/ovo/q?x=1')
    const stringToSign = symmetricStringToSign({
      method: 'POST',
      path: '/ovo/q?x=1',
      accessToken: 'TESTTOKEN',
      body: request.body,
      timestamp: '2024-01-30T11:17:02+07:00',
    })
    const signature = request.headers['x-signature'] ?? ''
    expect(verifySymmetric({ clientSecret: 'TESTSECRET', stringToSign, signature })).toBe(true)
  })

  it('refuses a base address that is none', () => {
    expect(() => query(defaultSnapDialect, 'app.byte-stack.net')).toThrow(
      expect.objectContaining({ code: 'invalid-configuration' }),
    )
  })
})

describe('buildTokenRequest', () => {
  const baseUrl = 'https://app.byte-stack.net'

  it('signs client id and time with the private key', () => {
    const request = buildTokenRequest({ baseUrl, credentials, now, dialect: defaultSnapDialect })
    expect(request.url).toBe('https://app.byte-stack.net/OVOSNAP/v1.0/access-token/b2b')
    expect(new TextDecoder().decode(request.body)).toBe('{"grantType":"client_credentials"}')
    const { 'x-signature': signature = '', ...headers } = request.headers
    expect(headers).toEqual({
      'content-type': 'application/json',
      accept: 'application/json',
      'x-client-key': 'CLIENT0001',
      'x-timestamp': '2024-01-30T11:17:02+07:00',
    })
    const stringToSign = 'CLIENT0001|2024-01-30T11:17:02+07:00'
    expect(verifyAsymmetric({ publicKey: keyText('rsa-2048.spki.pub.pem'), stringToSign, signature })).toBe(true)
  })

  it('has a timestamp layout of its own', () => {
    const dialect = resolveSnapDialect({ tokenTimestampLayout: 'millis' })
    const { headers } = buildTokenRequest({ baseUrl, credentials, now, dialect, externalId: '1' })
    expect(headers['x-timestamp']).toBe('2024-01-30T11:17:02.682+07:00')
    expect(headers['x-external-id']).toBe('1')
  })
})
