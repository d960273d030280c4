import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { HttpAnswer } from '../values/http.ts'
import { readTokenAnswer } from './token.ts'

const answer = (body: unknown, status = 200): HttpAnswer => ({
  kind: 'answered',
  status,
  headers: {},
  body: new TextEncoder().encode(JSON.stringify(body)),
})
const success = { responseCode: '2007300', accessToken: 'eyJ0', tokenType: 'Bearer', expiresIn: '900' }

describe('readTokenAnswer', () => {
  it.each([
    ["the standard's sample", success],
    ['no code', { ...success, responseCode: undefined }],
    ['an empty code', { ...success, responseCode: '' }],
    ['lower case', { ...success, tokenType: 'bearer' }],
    ['no type', { ...success, tokenType: undefined }],
    ['a number', { ...success, expiresIn: 900 }],
    ['no lifetime', { ...success, expiresIn: undefined }],
    ['a nonsense lifetime', { ...success, expiresIn: 'soon' }],
    ['a negative lifetime', { ...success, expiresIn: -1 }],
    ['a date for a lifetime', { ...success, expiresIn: '2024-01-30T11:17:02+07:00' }],
  ])('takes %s', (_, body) => {
    expect(readTokenAnswer(answer(body))).toEqual({ ok: true, accessToken: 'eyJ0', lifetimeMillis: 900_000 })
  })

  it.each([
    ['0.5', 1_000],
    ['60', 60_000],
    [1e12, 86_400_000],
  ])('keeps a lifetime of %s within bounds', (expiresIn, lifetimeMillis) => {
    expect(readTokenAnswer(answer({ ...success, expiresIn }))).toMatchObject({ lifetimeMillis })
  })

  it.each([
    ['no token', { ...success, accessToken: undefined }],
    ['an empty token', { ...success, accessToken: '' }],
    ['a token that would end the header', { ...success, accessToken: 'a\r\nx: y' }],
    ['another type', { ...success, tokenType: 'Mac' }],
    ['an empty object', {}],
  ])('takes %s as unknown', (_, body) => {
    expect(readTokenAnswer(answer(body))).toMatchObject({ ok: false, class: 'unknown' })
  })

  it('passes a refusal on', () => {
    const body = { responseCode: '4017300', responseMessage: 'Unauthorized. [Signature]' }
    expect(readTokenAnswer(answer(body, 401))).toEqual({
      ok: false,
      class: 'caller-fault',
      responseCode: '4017300',
      message: 'Unauthorized. [Signature]',
    })
  })

  it('never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.jsonValue(), fc.jsonValue(), (bytes, accessToken, expiresIn) => {
        readTokenAnswer({ ...answer(''), body: bytes })
        readTokenAnswer(answer({ accessToken, expiresIn }))
      }),
    )
  })
})
