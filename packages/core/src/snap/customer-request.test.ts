import { describe, expect, it } from 'vitest'
import { asymmetricVectors, keyText, symmetricVectors } from '../../../../test/vectors/vectors.ts'
import { readHmacKey } from '../crypto/hmac.ts'
import { readPrivateKey } from '../crypto/keys.ts'
import { defaultSnapDialect, resolveSnapDialect, type SnapDialect } from './dialect.ts'
import type { SnapOperation } from './endpoints.ts'
import { buildCustomerTokenRequest, buildSnapRequest, type SnapCredentials } from './request.ts'
import { verifyAsymmetric } from './signature.ts'

const credentials: SnapCredentials = {
  clientId: 'CLIENT0001',
  clientSecret: readHmacKey('TESTSECRET'),
  privateKey: readPrivateKey({ pem: keyText('rsa-2048.pkcs8.pem') }),
  merchantId: 'MID0001',
  terminalId: 'TID1',
  channelId: '95221',
}
const now = Date.UTC(2024, 0, 30, 4, 17, 2, 682)
const amount = { value: '25000.00', currency: 'IDR' }
const payBody = { partnerReferenceNo: '217000000001', merchantId: 'MID0001', amount }
const bindBody = { partnerReferenceNo: '217000000001', merchantId: 'MID0001', phoneNo: '081234567890' }

const common = { baseUrl: 'https://app.byte-stack.net', credentials, now, externalId: '1', deviceId: 'device-1' }
const build = (
  operation: SnapOperation,
  more: { body?: object; query?: Record<string, string>; customerToken?: string | undefined; dialect?: SnapDialect },
) =>
  buildSnapRequest({
    ...common,
    operation,
    accessToken: 'TESTTOKEN',
    customerToken: 'CUSTOMERTOKEN',
    dialect: defaultSnapDialect,
    ...more,
    body: { ...more.body },
  })

const signatureOf = (title: string): string => {
  const vector = [...symmetricVectors, ...asymmetricVectors].find((row) => row.title.startsWith(title))
  if (vector === undefined) throw new Error(`no vector ${title}`)
  return vector.base64
}

describe('calls of the linked wallet', () => {
  it("pays under the customer's token, as openssl signed it", () => {
    const { url, headers } = build('linked.pay', { body: payBody })
    expect(url).toBe('https://app.byte-stack.net/OVOSNAP/v2.0/debit/payment-host-to-host')
    expect(headers).toEqual({
      'content-type': 'application/json',
      accept: 'application/json',
      authorization: 'Bearer CUSTOMERTOKEN',
      'x-timestamp': '20240130T11:17:02.682+07:00',
      'x-signature': signatureOf('Linked payment'),
      'x-partner-id': 'CLIENT0001',
      'x-external-id': '1',
      'channel-id': '95221',
      'x-device-id': 'device-1',
    })
  })

  it("puts the customer's token where ASPI has it, and signs the B2B token then", () => {
    const aspi = resolveSnapDialect({ customerTokenHeader: 'authorization-customer' })
    const { headers } = build('linked.pay', { body: payBody, dialect: aspi })
    expect(headers).toMatchObject({
      authorization: 'Bearer TESTTOKEN',
      'authorization-customer': 'Bearer CUSTOMERTOKEN',
    })
    const other = build('linked.pay', { body: payBody, dialect: aspi, customerToken: 'ANOTHER' })
    expect(other.headers['x-signature']).toBe(headers['x-signature'])
    expect(headers['x-signature']).not.toBe(signatureOf('Linked payment'))
  })

  it('binds without any token, as openssl signed it with the private key', () => {
    const { headers } = build('link.bind', { body: bindBody })
    expect(headers['x-signature']).toBe(signatureOf('Account binding'))
    expect(headers).not.toHaveProperty('authorization')
    expect(headers).not.toHaveProperty('authorization-customer')
    const slip = resolveSnapDialect({ asymmetricSeparator: '' })
    expect(build('link.bind', { body: bindBody, dialect: slip }).headers['x-signature']).not.toBe(
      headers['x-signature'],
    )
  })

  it('looks a phone up with a GET: the query is signed, and no body is sent', () => {
    const request = build('link.lookup', { query: { phone: '081234567890' } })
    expect(request).toMatchObject({
      method: 'GET',
      url: 'https://app.byte-stack.net/user/v2/account/lookup?phone=081234567890',
    })
    expect(request.body).toHaveLength(0)
    expect(request.headers).toMatchObject({
      authorization: 'Bearer TESTTOKEN',
      'x-signature': signatureOf('Phone lookup'),
    })
  })

  it('never makes a customer call without a customer', () => {
    for (const operation of ['linked.pay', 'link.balance', 'link.unbind', 'linked.status'] as const)
      expect(() => build(operation, { customerToken: undefined })).toThrow(/needs its customer/)
  })

  it('refunds under our own token, or under the customer’s', () => {
    expect(build('linked.refund', { customerToken: undefined }).headers.authorization).toBe('Bearer TESTTOKEN')
    const dialect = resolveSnapDialect({ linkedRefundToken: 'customer' })
    expect(build('linked.refund', { dialect }).headers.authorization).toBe('Bearer CUSTOMERTOKEN')
  })

  it('does not invent an address', () => {
    expect(() => build('link.history', {})).toThrow(expect.objectContaining({ code: 'not-configured' }))
    const dialect = resolveSnapDialect({ paths: { 'link.history': '/OVOSNAP/v2.0/history' } })
    expect(build('link.history', { dialect }).url).toBe('https://app.byte-stack.net/OVOSNAP/v2.0/history')
  })
})

describe('buildCustomerTokenRequest', () => {
  const token = (linkageToken?: string, dialect = defaultSnapDialect) =>
    buildCustomerTokenRequest({
      ...common,
      body: { grantType: 'authorization_code', authCode: 'CODE' },
      linkageToken,
      dialect,
    })

  it('carries the linkage token for a new token and none to refresh', () => {
    expect(token('LINKAGE').headers).toMatchObject({
      authorization: 'Bearer LINKAGE',
      'x-client-key': 'CLIENT0001',
      'x-device-id': 'device-1',
    })
    expect(token().headers).not.toHaveProperty('authorization')
  })

  it('signs client id and time', () => {
    const { headers, url } = token('LINKAGE')
    expect(url).toBe('https://app.byte-stack.net/OVOSNAP/v2.0/access-token/b2b2c')
    const stringToSign = 'CLIENT0001|20240130T11:17:02.682+07:00'
    const publicKey = keyText('rsa-2048.spki.pub.pem')
    expect(verifyAsymmetric({ publicKey, stringToSign, signature: headers['x-signature'] ?? '' })).toBe(true)
  })

  it.each(['lower', 'upper'] as const)('spells grantType in %s case', (grantTypeCase) => {
    const body = new TextDecoder().decode(token('L', resolveSnapDialect({ grantTypeCase })).body)
    const grantType = grantTypeCase === 'lower' ? 'authorization_code' : 'AUTHORIZATION_CODE'
    expect(JSON.parse(body)).toEqual({ grantType, authCode: 'CODE' })
  })
})
