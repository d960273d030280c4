import { InputError } from '../errors/errors.ts'

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type EpochMillis = number

/**
 * How an instant is spelled on the wire, always at +07:00.
 *
 * - `seconds`: `2024-01-30T11:17:02+07:00`
 * - `millis`: `2024-01-30T11:17:02.682+07:00`
 * - `compact-millis`: `20240130T11:17:02.682+07:00`
 */
export type TimestampLayout = 'seconds' | 'millis' | 'compact-millis'

// Western Indonesia Time has stood at +07:00 without daylight saving since 1964, so plain arithmetic is exact and the
// host's zone and zone database never matter.
const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const JAKARTA_OFFSET = 7 * 60 * MINUTE

/**
 * Spells an instant in Jakarta time. A fraction below the layout's precision is cut off, not rounded.
 *
 * @throws InputError `invalid-input` for an instant outside the years 1970 to 9999.
 * @see docs/protocol/snap.md#timestamps
 */
export function formatTimestamp(at: EpochMillis, layout: TimestampLayout): string {
  const wall = jakartaWall(at)
  switch (layout) {
    case 'seconds':
      return `${wall.slice(0, 19)}+07:00`
    case 'millis':
      return `${wall}+07:00`
    case 'compact-millis':
      return `${wall.slice(0, 10).replaceAll('-', '')}${wall.slice(10)}+07:00`
  }
}

const TIMESTAMP =
  /^(?:(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{3}))?|(\d{4})(\d{2})(\d{2})T(\d{2}):(\d{2}):(\d{2})\.(\d{3}))(?:Z|([+-])(\d{2}):(\d{2}))$/

/**
 * Reads any of the three layouts at any offset, or `Z`. `null` for anything else, also for days that the calendar does
 * not have and years before 1970. Never throws.
 *
 * @see docs/protocol/snap.md#timestamps
 */
export function parseTimestamp(text: string): EpochMillis | null {
  const parts = TIMESTAMP.exec(text)
  if (parts === null) return null
  const field = (extended: number, compact: number): number => Number(parts[extended] ?? parts[compact] ?? 0)
  const year = field(1, 8)
  const month = field(2, 9)
  const day = field(3, 10)
  const hour = field(4, 11)
  const minute = field(5, 12)
  const second = field(6, 13)
  const milli = field(7, 14)
  const offsetHours = Number(parts[16] ?? 0)
  const offsetMinutes = Number(parts[17] ?? 0)

  if (year < 1970 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null
  if (hour > 23 || minute > 59 || second > 59 || offsetMinutes > 59) return null
  const offset = offsetHours * 60 + offsetMinutes
  if (offset > 14 * 60) return null

  const wall = Date.UTC(year, month - 1, day, hour, minute, second, milli)
  return wall - (parts[15] === '-' ? -offset : offset) * MINUTE
}

/**
 * Tells the calendar day in Jakarta, `YYYY-MM-DD`.
 *
 * @throws InputError `invalid-input` for an instant outside the years 1970 to 9999.
 */
export function jakartaDate(at: EpochMillis): string {
  return jakartaWall(at).slice(0, 10)
}

/** Tells the last millisecond of the Jakarta day that `at` falls in: 23:59:59.999 there. */
export function endOfJakartaDay(at: EpochMillis): EpochMillis {
  const days = Math.floor((at + JAKARTA_OFFSET) / DAY)
  return (days + 1) * DAY - 1 - JAKARTA_OFFSET
}

/** `YYYY-MM-DDTHH:mm:ss.SSS` as a clock on a Jakarta wall shows it. */
function jakartaWall(at: EpochMillis): string {
  const shifted = Math.floor(at) + JAKARTA_OFFSET
  // 253402300800000 is the first millisecond of the year 10000, where ISO text grows a sign and two digits.
  if (!(shifted >= 0 && shifted < 253_402_300_800_000)) {
    throw new InputError('at', 'must be milliseconds since 1970, before the year 10000')
  }
  return new Date(shifted).toISOString().slice(0, 23)
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}
