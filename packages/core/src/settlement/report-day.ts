import { jakartaDate, parseTimestamp } from '../values/jakarta-time.ts'
import type { DateOrder } from './report-profile.ts'

/** A day in Jakarta, `YYYY-MM-DD`: two of them compare as text. */
export type Day = string

const places: Readonly<Record<DateOrder, readonly [year: number, month: number, day: number]>> = {
  dmy: [3, 2, 1],
  mdy: [3, 1, 2],
  ymd: [1, 2, 3],
}

const dayMillis = 86_400_000

/**
 * Reads the day out of a report's date: `22/11/2026`, `22-11-2026 13:05`, `2026-11-22T23:05:00+07:00`, `20261122`, or a
 * spreadsheet's own number of days. A time without an offset is Jakarta's. `null` for anything else. Never throws.
 */
export function readReportDay(text: string, order: DateOrder): Day | null {
  const bare = text.trim()
  const at = parseTimestamp(bare)
  if (at !== null) return jakartaDate(at)
  const serial = /^(\d{5})(?:\.\d+)?$/.exec(bare)?.[1]
  // Day 25569 of a spreadsheet is the first of 1970.
  if (serial !== undefined) return dayOf((Number(serial) - 25_569) * dayMillis)
  const iso = /^(\d{4})-?(\d{2})-?(\d{2})(?:[T ].*)?$/.exec(bare)
  if (iso !== null) return checked(iso[1], iso[2], iso[3])
  const parts = /^(\d{1,4})[/. -](\d{1,2})[/. -](\d{1,4})(?:[T ,].*)?$/.exec(bare)
  const [year, month, day] = places[order]
  return parts === null || parts[year]?.length !== 4 ? null : checked(parts[year], parts[month], parts[day])
}

/** Takes a day that a person wrote. `null` unless it is `YYYY-MM-DD` and in the calendar. */
export function readDay(text: string): Day | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  return parts === null ? null : checked(parts[1], parts[2], parts[3])
}

/** The day that lies `count` days later, or earlier. */
export const addDays = (day: Day, count: number): Day => dayOf(Date.parse(`${day}T00:00:00Z`) + count * dayMillis)

/** The first instant of a day in Jakarta. Epoch milliseconds. */
export const startOf = (day: Day): number => Date.parse(`${day}T00:00:00+07:00`)

const dayOf = (utc: number): Day => new Date(utc).toISOString().slice(0, 10)

function checked(year = '', month = '', day = ''): Day | null {
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const utc = Date.parse(`${text}T00:00:00Z`)
  return year >= '1970' && !Number.isNaN(utc) && dayOf(utc) === text ? text : null
}
