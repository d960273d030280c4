import { expect, it } from 'vitest'
import { constantTimeEqual } from './constant-time-equal.ts'

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values)

it('compares content and length', () => {
  expect(constantTimeEqual(bytes(1, 2), bytes(1, 2))).toBe(true)
  expect(constantTimeEqual(bytes(1, 2), bytes(1, 3))).toBe(false)
  expect(constantTimeEqual(bytes(1, 2), bytes(1))).toBe(false)
  expect(constantTimeEqual(bytes(), bytes())).toBe(true)
})
