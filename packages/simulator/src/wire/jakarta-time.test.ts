import { expect, test } from 'vitest'
import { formatJakarta, jakartaDay, parseJakarta } from './jakarta-time.ts'

const instant = Date.UTC(2024, 0, 30, 4, 17, 2, 682)

test('writes the three layouts', () => {
  expect(formatJakarta(instant)).toBe('2024-01-30T11:17:02+07:00')
  expect(formatJakarta(instant, 'millis')).toBe('2024-01-30T11:17:02.682+07:00')
  expect(formatJakarta(instant, 'compact-millis')).toBe('20240130T11:17:02.682+07:00')
})

test('reads what it writes', () => {
  for (const layout of ['millis', 'compact-millis'] as const) {
    expect(parseJakarta(formatJakarta(instant, layout), layout)).toBe(instant)
  }
  expect(parseJakarta('2024-01-30T11:17:02+07:00')).toBe(instant - 682)
})

test.each([
  '2024-01-30T04:17:02Z',
  '2024-01-30T11:17:02+08:00',
  '2024-02-30T11:17:02+07:00',
  '2024-01-30T24:00:00+07:00',
  '',
])('refuses %j', (text) => {
  expect(parseJakarta(text)).toBeUndefined()
})

test('a day begins at midnight in Jakarta', () => {
  expect(jakartaDay(Date.UTC(2024, 0, 30, 16, 59, 59))).toBe('2024-01-30')
  expect(jakartaDay(Date.UTC(2024, 0, 30, 17, 0, 0))).toBe('2024-01-31')
})
