import { holidays } from './holidays.ts'
import { addDays, type Day } from './report-day.ts'

/** The days on which a report may come, both included. */
export interface DayRange {
  readonly earliest: Day
  readonly latest: Day
}

/**
 * Tells when OVO settles what was paid on a day: on the next working day, Monday to Friday without Indonesia's public
 * holidays and the shop's own `off` days.
 *
 * A holiday of the Islamic calendar is declared when the moon is seen, and may fall a day from where it was worked out.
 * The range takes in both. `null` for a day in a year whose holidays are not known.
 *
 * @see docs/guides/reconciliation.md#working-days
 */
export function settlementDays(paidOn: Day, off: ReadonlySet<Day> = new Set()): DayRange | null {
  const isOff = (day: Day): boolean => isWeekend(day) || off.has(day) || holidays.fixed.has(day)
  const mayBeOff = (day: Day): boolean =>
    isOff(day) || [-1, 0, 1].some((shift) => holidays.byMoon.has(addDays(day, shift)))
  const range = { earliest: nextDay(paidOn, isOff), latest: nextDay(paidOn, mayBeOff) }
  return [paidOn, range.latest].every((day) => holidays.years.includes(Number(day.slice(0, 4)))) ? range : null
}

function nextDay(day: Day, isOff: (day: Day) => boolean): Day {
  let next = addDays(day, 1)
  // Nobody closes for a month; a list of days off that says so is a mistake, and must not keep us here.
  for (let tries = 0; tries < 31 && isOff(next); tries++) next = addDays(next, 1)
  return next
}

function isWeekend(day: Day): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return weekday === 0 || weekday === 6
}
