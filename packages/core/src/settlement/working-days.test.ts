import { expect, test } from 'vitest'
import { settlementDays } from './working-days.ts'

const on = (day: string) => ({ earliest: day, latest: day })

test.each([
  ['a Monday', '2026-11-16', '2026-11-17'],
  ['a Friday', '2026-11-20', '2026-11-23'],
  ['a Saturday', '2026-11-21', '2026-11-23'],
  ['Christmas Eve: Christmas is a Friday', '2026-12-24', '2026-12-28'],
  ['Labour Day: a Friday', '2026-04-30', '2026-05-04'],
])('settles on the next working day after %s', (_, paidOn, day) => {
  expect(settlementDays(paidOn)).toEqual(on(day))
})

test('takes days off of the shop’s own', () => {
  expect(settlementDays('2026-11-16', new Set(['2026-11-17', '2026-11-18']))).toEqual(on('2026-11-19'))
})

test('leaves room around a holiday that the moon decides', () => {
  // Worked out for Wednesday 27 May; declared, it may be the day before or after.
  expect(settlementDays('2026-05-25')).toEqual({ earliest: '2026-05-26', latest: '2026-05-29' })
})

test('says nothing about years whose holidays are not known', () => {
  expect([settlementDays('2023-05-02'), settlementDays('2027-12-31'), settlementDays('2031-01-02')]).toEqual([
    null,
    null,
    null,
  ])
})

test('ends, whatever is off', () => {
  const off = new Set(
    Array.from({ length: 400 }, (_, index) => new Date(Date.UTC(2026, 0, 1 + index)).toISOString().slice(0, 10)),
  )
  expect(settlementDays('2026-01-01', off)?.earliest).toBe('2026-02-02')
})
