import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { merchantInvoice } from '../values/merchant-invoice.ts'
import { phoneNumber } from '../values/phone-number.ts'
import { rupiah } from '../values/rupiah.ts'
import { Secret } from '../values/secret.ts'
import type { PushToPayTransaction } from './call.ts'
import { defaultPushToPayDialect, type PushToPayDialect } from './dialect.ts'
import { type PushToPayOperation, pushToPayOperations } from './operations.ts'
import { buildPushToPayRequest } from './request.ts'

const pushedAt = Date.UTC(2022, 1, 10, 10, 34, 58, 497)
const now = pushedAt + 60_000
const transaction: PushToPayTransaction = {
  amount: rupiah(12_500),
  batchNo: 4,
  referenceNumber: 17,
  merchantInvoice: merchantInvoice('INV-0001'),
  pushedAt,
}
const phone = phoneNumber('081234567890')
const appKey = 'a4f6bf89b2a85781b7c1cab997b7ee0c89be03f7ac6ef29b63a45d07253cc401'
const credentials = {
  appId: 'hypermart',
  appKey: new Secret(appKey),
  merchantId: '10001',
  storeCode: 'MM001',
  terminalId: '00300001',
  mid: '0010000000MM001',
}

function build(
  operation: PushToPayOperation,
  dialect: Partial<PushToPayDialect> = {},
  fields: object = { phone, transaction },
) {
  const request = buildPushToPayRequest({
    operation,
    credentials,
    baseUrl: 'https://app.byte-stack.net',
    now,
    dialect: { ...defaultPushToPayDialect, ...dialect },
    fields,
  })
  return { request, text: new TextDecoder().decode(request.body) }
}

const place = `"tid":"00300001","mid":"0010000000MM001","merchantId":"10001","storeCode":"MM001","appSource":"POS"`

describe('the exact body of', () => {
  const original = '2022-02-10 17:34:58.497'
  const later = '2022-02-10 17:35:58.497'
  const named = (head: string, date: string, who: string) =>
    `{${head},"amount":12500,"date":"${date}","referenceNumber":"000017",${place},` +
    `"transactionRequestData":{"batchNo":"000004",${who}"merchantInvoice":"INV-0001"}}`
  const withPhone = '"phone":"081234567890",'

  it.each([
    ['push', named('"type":"0200","processingCode":"040000"', original, withPhone)],
    ['reversal', named('"type":"0400","processingCode":"040000"', later, '')],
    ['void', named('"type":"0200","processingCode":"020040"', later, withPhone)],
    ['push-status', named('"type":"0100","processingCode":"040000"', original, withPhone)],
    ['void-status', named('"type":"0100","processingCode":"020040"', original, withPhone)],
    [
      'inquiry',
      `{"type":"0100","processingCode":"050000","date":"${later}",${place},"transactionRequestData":{"phone":"081234567890"}}`,
    ],
  ] as const)('%s', (operation, expected) => expect(build(operation).text).toBe(expected))
})

describe('the dialect', () => {
  it('writes referenceNumber in three forms', () => {
    expect(build('push', { referenceNumberForm: 'string' }).text).toContain('"referenceNumber":"17"')
    expect(build('push', { referenceNumberForm: 'number' }).text).toContain('"referenceNumber":17,')
  })

  it('dates a status check now', () => {
    expect(build('push-status', { statusDate: 'now' }).text).toContain('"date":"2022-02-10 17:35:58.497"')
    expect(build('push', { statusDate: 'now' }).text).toContain('"date":"2022-02-10 17:34:58.497"')
  })

  it('sends the number with a reversal', () => {
    expect(build('reversal', { reversalPhone: 'sent' }).text).toContain('"phone":"081234567890"')
  })
})

describe('signing', () => {
  const openssl = (input: Uint8Array | string): string =>
    execFileSync('openssl', ['dgst', '-sha256', '-hmac', appKey, '-hex'], { input, encoding: 'utf8' })
      .trim()
      .split(' ')
      .at(-1) ?? ''

  it('sends these headers', () => {
    const { request } = build('push')
    const random = String(Math.floor(now / 1_000))
    expect(request).toMatchObject({ method: 'POST', url: 'https://app.byte-stack.net/pos' })
    expect(request.headers).toEqual({
      'content-type': 'application/json',
      accept: 'application/json',
      'app-id': 'hypermart',
      random,
      hmac: openssl(`hypermart${random}`),
    })
  })

  it('covers the very bytes that are sent, when the dialect covers the body', () => {
    const { request } = build('push', { hmacCovers: 'app-id+random+body' })
    const signed = Buffer.concat([Buffer.from(`hypermart${request.headers.random}`), request.body])
    expect(request.headers.hmac).toBe(openssl(signed))
  })
})

describe('refusals', () => {
  it.each([
    ['push', { phone }, 'transaction'],
    ['push', { transaction }, 'phone'],
    ['inquiry', {}, 'phone'],
  ] as const)('%s without its %j', (operation, fields, field) => {
    expect(() => build(operation, {}, fields)).toThrow(expect.objectContaining({ code: 'invalid-input', field }))
  })

  it('needs no number where none is sent', () => {
    expect(build('reversal', {}, { transaction }).text).not.toContain('phone')
  })

  it('says which address is no URL, and when the clock is off', () => {
    const input = { operation: 'inquiry', credentials, dialect: defaultPushToPayDialect, fields: { phone } } as const
    expect(() => buildPushToPayRequest({ ...input, baseUrl: 'ovo', now })).toThrow(
      expect.objectContaining({ code: 'invalid-configuration' }),
    )
    expect(() => buildPushToPayRequest({ ...input, baseUrl: 'https://x', now: 5 })).toThrow(
      expect.objectContaining({ code: 'invalid-input', field: 'now' }),
    )
  })
})

it("keeps the path of an address of one's own", () => {
  const { url } = buildPushToPayRequest({
    operation: 'inquiry',
    credentials,
    baseUrl: 'http://127.0.0.1:4000/ovo/',
    now,
    dialect: defaultPushToPayDialect,
    fields: { phone },
  })
  expect(url).toBe('http://127.0.0.1:4000/ovo/pos')
})

it('has its answers 10 above its requests, as ISO 8583 numbers them', () => {
  for (const { type, responseType } of Object.values(pushToPayOperations)) {
    expect(Number(responseType)).toBe(Number(type) + 10)
  }
})
