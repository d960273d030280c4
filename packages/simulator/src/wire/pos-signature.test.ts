import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { isPosSignature, posStringToSign, signPos } from './pos-signature.ts'

const PARTS = { appId: 'hypermart', random: '1468914526', body: '{"type":"0200"}' }
const APP_KEY = 'a4f6bf89b2a85781b7c1cab997b7ee0c89be03f7ac6ef29b63a45d07253cc401'
/** Published in OVO's Push To Pay technical document 1.7.1. */
const PUBLISHED = '8087f83ffc6a6564b8161e6dce1ee9a82dfc514c83de341587f16abd512fcfd6'

test('OVO’s published vector: app-id and random, no body', () => {
  const stringToSign = posStringToSign(PARTS, 'app-id-random')
  expect(stringToSign).toBe('hypermart1468914526')
  expect(signPos(stringToSign, APP_KEY)).toBe(PUBLISHED)
  expect(isPosSignature(PUBLISHED, { stringToSign, appKey: APP_KEY })).toBe(true)
})

test('with the body it is another one, and openssl agrees on both', () => {
  for (const content of ['app-id-random', 'app-id-random-body'] as const) {
    const stringToSign = posStringToSign(PARTS, content)
    const out = execFileSync('openssl', ['dgst', '-sha256', '-hmac', APP_KEY], { input: stringToSign }).toString()
    expect(out.trim().split(' ').at(-1)).toBe(signPos(stringToSign, APP_KEY))
  }
  expect(posStringToSign(PARTS, 'app-id-random-body')).toBe('hypermart1468914526{"type":"0200"}')
})

test.each([
  ['upper case', PUBLISHED.toUpperCase()],
  ['base64', Buffer.from(PUBLISHED, 'hex').toString('base64')],
  ['short', PUBLISHED.slice(2)],
  ['empty', ''],
])('%s does not fit', (_, hmac) => {
  expect(isPosSignature(hmac, { stringToSign: 'hypermart1468914526', appKey: APP_KEY })).toBe(false)
})
