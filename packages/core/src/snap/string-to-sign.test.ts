import { describe, expect, it } from 'vitest'
import { asymmetricVectors, symmetricVectors } from '../../../../test/vectors/vectors.ts'
import { asymmetricStringToSign, bodyHash, symmetricStringToSign, tokenStringToSign } from './string-to-sign.ts'

describe.each(symmetricVectors)('$title', (vector) => {
  it('has the hash and the string of the vector', () => {
    expect(bodyHash(vector.body)).toBe(vector.bodyHash)
    expect(symmetricStringToSign(vector)).toBe(vector.stringToSign)
    expect(symmetricStringToSign({ ...vector, body: new TextEncoder().encode(vector.body) })).toBe(vector.stringToSign)
  })
})

describe.each(asymmetricVectors)('$title', (vector) => {
  it('has the string of the vector', () => {
    const made = vector.kind === 'token' ? tokenStringToSign(vector) : asymmetricStringToSign(vector)
    expect(made).toBe(vector.stringToSign)
  })
})

it('hashes no body as the empty string', () => {
  expect(bodyHash('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
  expect(bodyHash(new Uint8Array())).toBe(bodyHash(''))
})

it('writes the method in upper case', () => {
  const rest = { path: '/x', accessToken: 't', body: '', timestamp: 'now' }
  expect(symmetricStringToSign({ ...rest, method: 'post' })).toBe(symmetricStringToSign({ ...rest, method: 'POST' }))
})

it('can leave the colon before the hash out', () => {
  const request = { method: 'POST', path: '/x', body: '', timestamp: 'now' }
  expect(asymmetricStringToSign({ ...request, separator: '' })).toBe(`POST:/x${bodyHash('')}:now`)
  expect(asymmetricStringToSign(request)).toBe(`POST:/x:${bodyHash('')}:now`)
})
