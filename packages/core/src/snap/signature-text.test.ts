import fc from 'fast-check'
import { expect, it } from 'vitest'
import { decodeSignature, encodeSignature } from './signature-text.ts'

const bytes = Uint8Array.from({ length: 64 }, (_, index) => index * 4)
const base64 = encodeSignature(bytes, 'base64')
const hex = encodeSignature(bytes, 'hex')

it('writes both, and reads both back', () => {
  expect(base64).toHaveLength(88)
  expect(hex).toHaveLength(128)
  for (const text of [base64, hex, hex.toUpperCase()]) {
    expect(Buffer.from(decodeSignature(text, 64) ?? []).equals(Buffer.from(bytes))).toBe(true)
  }
})

it.each([
  ['no padding', base64.replace(/=+$/, '')],
  ['url alphabet', Buffer.from(bytes).toString('base64url')],
  ['space around', ` ${base64}`],
  ['a line end', `${base64}\n`],
  ['more padding', `${base64}=`],
  ['stray bits at the end', base64.replace(/A==$/, 'B==').replace(/8==$/, '9==')],
  ['a foreign digit', `g${hex.slice(1)}`],
  ['half of it', hex.slice(64)],
  ['nothing', ''],
])('does not read %s', (_, text) => {
  expect(text).not.toBe(base64)
  expect(decodeSignature(text, 64)).toBeNull()
})

it('never throws', () => {
  fc.assert(fc.property(fc.string(), fc.nat(600), (text, length) => void decodeSignature(text, length)))
})
