import { expect, test } from 'vitest'
import { decisionReason } from './decision-reason.ts'

test('a person’s words, without the space around them', () => {
  expect(decisionReason('  paid, seen in the report ')).toBe('paid, seen in the report')
})

test('G8: without phone numbers', () => {
  expect(decisionReason('asked 081234567890 and +6281234567890')).toBe('asked [redacted] and [redacted]')
})

test.each(['', '   ', 'x'.repeat(201), 'two\nlines', 'a\u0000b', '\ud800', 5, undefined])(
  '%j is no reason',
  (value) => {
    expect(() => decisionReason(value)).toThrow(expect.objectContaining({ code: 'invalid-input' }))
  },
)
