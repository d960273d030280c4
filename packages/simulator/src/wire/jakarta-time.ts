import type { SimulatorDialect } from '../dialect.ts'

export type TimestampLayout = SimulatorDialect['timestamp']

const JAKARTA_OFFSET = 7 * 60 * 60 * 1000

const LAYOUTS: Readonly<Record<TimestampLayout, RegExp>> = {
  seconds: /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)()\+07:00$/,
  millis: /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)\.(\d{3})\+07:00$/,
  'compact-millis': /^(\d{4})(\d\d)(\d\d)T(\d\d):(\d\d):(\d\d)\.(\d{3})\+07:00$/,
}

/** Writes an instant as Jakarta local time. Jakarta has no summer time, so the offset is always +07:00. */
export function formatJakarta(epochMillis: number, layout: TimestampLayout = 'seconds'): string {
  const local = new Date(epochMillis + JAKARTA_OFFSET).toISOString()
  const date = layout === 'compact-millis' ? local.slice(0, 10).replaceAll('-', '') : local.slice(0, 10)
  return `${date}T${local.slice(11, layout === 'seconds' ? 19 : 23)}+07:00`
}

/** Reads a timestamp in exactly one layout; `undefined` for any other text, another offset or a day that does not exist. */
export function parseJakarta(text: string, layout: TimestampLayout = 'seconds'): number | undefined {
  const parts = LAYOUTS[layout].exec(text)
  if (parts === null) return undefined
  const [year, month, day, hour, minute, second, millis] = parts.slice(1).map(Number) as [number, ...number[]]
  const instant =
    Date.UTC(year, (month ?? 0) - 1, day, hour, minute, second, layout === 'seconds' ? 0 : millis) - JAKARTA_OFFSET
  return formatJakarta(instant, layout) === text ? instant : undefined
}

/** The calendar day in Jakarta, `2026-01-31`. */
export function jakartaDay(epochMillis: number): string {
  return formatJakarta(epochMillis).slice(0, 10)
}
