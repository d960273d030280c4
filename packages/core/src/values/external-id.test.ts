import fc from 'fast-check'
import { expect, it } from 'vitest'
import { makeExternalId } from './external-id.ts'

const now = Date.UTC(2024, 0, 30, 4, 17, 2, 682)

it('is Jakarta time and 15 random digits', () => {
  expect(makeExternalId({ now, random: new Uint8Array(8) })).toBe('20240130111702682000000000000000')
  // 2^64 - 1 is 18446744073709551615; its last 15 digits follow.
  expect(makeExternalId({ now, random: new Uint8Array(8).fill(255) })).toBe('20240130111702682744073709551615')
})

it('is always 32 digits and sorts by time', () => {
  const bytes = fc.uint8Array({ minLength: 8, maxLength: 16 })
  fc.assert(
    fc.property(fc.nat(4_000_000_000), bytes, bytes, (later, a, b) => {
      const first = makeExternalId({ now, random: a })
      const second = makeExternalId({ now: now + 1 + later, random: b })
      expect(first).toMatch(/^\d{32}$/)
      expect(second).toMatch(/^\d{32}$/)
      expect(first < second).toBe(true)
    }),
  )
})

it('reads a view into a larger buffer', () => {
  const pool = new Uint8Array(32).fill(255)
  pool.fill(0, 8, 16)
  expect(makeExternalId({ now, random: pool.subarray(8, 16) })).toMatch(/0{15}$/)
})

it('refuses fewer than 8 random bytes', () => {
  expect(() => makeExternalId({ now, random: new Uint8Array(7) })).toThrow(
    expect.objectContaining({ code: 'invalid-input', field: 'random' }),
  )
})
