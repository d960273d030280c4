import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { pushToPayHmac } from './hmac.ts'
import { pushToPayStringToSign } from './string-to-sign.ts'

interface Vector {
  readonly title: string
  readonly appId: string
  readonly appKey: string
  readonly random: string
  readonly body?: string
  readonly covers: 'app-id+random' | 'app-id+random+body'
  readonly stringToSign: string
  readonly hmac: string
}

const file = new URL('../../../../test/vectors/push-to-pay.json', import.meta.url)
const vectors = JSON.parse(readFileSync(file, 'utf8')) as readonly Vector[]
const published = vectors[0] as Vector

describe.each(vectors)('$title', (vector) => {
  const { appId, random, body, covers } = vector

  it('has this string to sign', () => {
    const dialect = { hmacCovers: covers }
    const text = pushToPayStringToSign({ appId, random, dialect, ...(body === undefined ? {} : { body }) })
    expect(text).toBe(vector.stringToSign)
  })

  it('has this HMAC, over text and over bytes', () => {
    expect(pushToPayHmac(vector)).toBe(vector.hmac)
    if (body !== undefined) {
      expect(pushToPayHmac({ ...vector, body: new TextEncoder().encode(body) })).toBe(vector.hmac)
    }
  })

  it('is what openssl says here and now', () => {
    const printed = execFileSync('openssl', ['dgst', '-sha256', '-hmac', vector.appKey, '-hex'], {
      input: vector.stringToSign,
      encoding: 'utf8',
    })
    expect(printed.trim().split(' ').at(-1)).toBe(vector.hmac)
  })
})

it("reproduces OVO's own sample with the defaults alone", () => {
  const { appId, appKey, random } = published
  expect(pushToPayHmac({ appId, appKey, random })).toBe(
    '8087f83ffc6a6564b8161e6dce1ee9a82dfc514c83de341587f16abd512fcfd6',
  )
})

it('takes the key as text, not as hex', () => {
  const { appId, appKey, random } = published
  const other = pushToPayHmac({ appId, appKey: appKey.toUpperCase(), random })
  expect(other).not.toBe(published.hmac)
})

it('leaves the body alone unless it is covered', () => {
  expect(pushToPayHmac({ ...published, body: '{"amount":1}' })).toBe(published.hmac)
})

it('keeps a byte order mark, which was sent too', () => {
  const body = new Uint8Array([0xef, 0xbb, 0xbf, 0x7b, 0x7d])
  const dialect = { hmacCovers: 'app-id+random+body' } as const
  expect(pushToPayStringToSign({ appId: 'a', random: '1', body, dialect })).toBe('a1\ufeff{}')
})

it.each([undefined, new Uint8Array([0xff])])('refuses a covered body that is missing or not UTF-8', (body) => {
  const wrong = () =>
    pushToPayHmac({ ...published, covers: 'app-id+random+body', ...(body === undefined ? {} : { body }) })
  expect(wrong).toThrow(expect.objectContaining({ code: 'invalid-input', field: 'body' }))
})
