import { formatJakarta, parseJakarta } from './jakarta-time.ts'

const LAYOUT = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d\.\d{3})$/

/** Writes an instant the way Push To Pay does: `yyyy-MM-dd HH:mm:ss.SSS`, the time of day in Jakarta. */
export function formatPosDate(epochMillis: number): string {
  return formatJakarta(epochMillis, 'millis').slice(0, 23).replace('T', ' ')
}

/** Reads `yyyy-MM-dd HH:mm:ss.SSS` as Jakarta time; `undefined` for any other layout or a day that does not exist. */
export function parsePosDate(text: string): number | undefined {
  const [, day, time] = LAYOUT.exec(text) ?? []
  return day === undefined ? undefined : parseJakarta(`${day}T${time}+07:00`, 'millis')
}
