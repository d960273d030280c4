import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isIssuedToken, issueToken } from './issued-token.ts'

const now = Date.UTC(2024, 0, 30, 4, 17, 2)
const grant = {
  key: 'a key of thirty-two characters!!',
  clientId: 'CLIENT0001',
  now,
  lifetimeMillis: 900_000,
  nonce: new Uint8Array(16).fill(7),
}
const token = issueToken(grant)
const check = (changed: Partial<Parameters<typeof isIssuedToken>[0]> = {}): boolean =>
  isIssuedToken({ key: grant.key, clientId: 'CLIENT0001', token, now, ...changed })

it('is good for its client until it ends', () => {
  expect(check()).toBe(true)
  expect(check({ now: now + 899_999 })).toBe(true)
  expect(check({ now: now + 900_000 })).toBe(false)
  expect(check({ clientId: 'CLIENT0002' })).toBe(false)
  expect(check({ key: 'another key of 32 characters....' })).toBe(false)
})

it('fits a header, and a new nonce makes a new token', () => {
  expect(token).toMatch(/^[\w-]+(?:\.[\w-]+){3}$/)
  expect(issueToken({ ...grant, nonce: new Uint8Array(16).fill(8) })).not.toBe(token)
})

it('breaks with any character', () => {
  for (let index = 0; index < token.length; index++) {
    for (const other of ['A', 'Q', '.', '=', 'é']) {
      if (token[index] === other) continue
      expect(check({ token: token.slice(0, index) + other + token.slice(index + 1) }), `character ${index}`).toBe(false)
    }
  }
})

it('has one spelling: stray bits in the last character count', () => {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  const passing = [...alphabet].filter((last) => check({ token: token.slice(0, -1) + last }))
  expect(passing).toEqual([token.slice(-1)])
})

it('never throws and never takes noise', () => {
  fc.assert(
    fc.property(fc.string(), (noise) => {
      expect(check({ token: noise })).toBe(false)
      expect(check({ key: noise })).toBe(false)
    }),
  )
})

it.each([
  [{ key: 'short' }, 'key'],
  [{ nonce: new Uint8Array(7) }, 'nonce'],
  [{ lifetimeMillis: 0 }, 'lifetimeMillis'],
  [{ lifetimeMillis: Number.NaN }, 'lifetimeMillis'],
])('is not issued with a bad %j', (changed, field) => {
  expect(() => issueToken({ ...grant, ...changed })).toThrow(expect.objectContaining({ code: 'invalid-input', field }))
})
