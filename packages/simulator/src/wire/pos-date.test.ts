import { expect, test } from 'vitest'
import { formatPosDate, parsePosDate } from './pos-date.ts'

test('Jakarta time with milliseconds', () => {
  const at = Date.parse('2018-11-05T13:47:20.671+07:00')
  expect(formatPosDate(at)).toBe('2018-11-05 13:47:20.671')
  expect(parsePosDate('2018-11-05 13:47:20.671')).toBe(at)
})

test.each([
  '2018-11-05T13:47:20.671',
  '2018-11-05 13:47:20',
  '2018-11-05 13:47:20.671000',
  '2018-02-30 13:47:20.671',
  '2018-11-05 13:47:20.671+07:00',
  '',
])('%j is no date', (text) => expect(parsePosDate(text)).toBeUndefined())
