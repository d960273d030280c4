import { describe, expect, test } from 'vitest'
import { addDays, readDay, readReportDay, startOf } from './report-day.ts'
import type { DateOrder } from './report-profile.ts'

describe('readReportDay', () => {
  test.each<[string, DateOrder, string]>([
    ['22/11/2026', 'dmy', '2026-11-22'],
    ['2-1-2026 13:05:59', 'dmy', '2026-01-02'],
    ['01/02/2026', 'mdy', '2026-01-02'],
    ['2026/11/22', 'ymd', '2026-11-22'],
    ['2026-11-22', 'dmy', '2026-11-22'],
    ['20261122', 'dmy', '2026-11-22'],
    ['2026-11-22 23:59:59', 'mdy', '2026-11-22'],
    // An offset is taken at its word: this is already the next day in Jakarta.
    ['2026-11-22T18:30:00Z', 'dmy', '2026-11-23'],
    ['46348', 'dmy', '2026-11-22'],
    ['46348.99', 'dmy', '2026-11-22'],
  ])('%s as %s', (text, order, day) => {
    expect(readReportDay(text, order)).toBe(day)
  })

  test.each(['', '31/02/2026', '11/22/2026', '22/11/26', '2026-13-01', 'today', '1234', '22/11/2026x'])(
    'refuses %j',
    (text) => {
      expect(readReportDay(text, 'dmy')).toBeNull()
    },
  )

  test('days that people write', () => {
    expect([readDay('2026-02-28'), readDay('2026-02-29'), readDay('2026-2-28')]).toEqual(['2026-02-28', null, null])
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
    expect(new Date(startOf('2026-11-22')).toISOString()).toBe('2026-11-21T17:00:00.000Z')
  })
})
