import { type EpochMillis, formatTimestamp, parseTimestamp } from './jakarta-time.ts'

/**
 * Spells an instant as Push To Pay's `date`: `yyyy-MM-dd HH:mm:ss.SSS` on a Jakarta wall, always three digits of
 * milliseconds, whatever the host's time zone.
 *
 * @throws InputError `invalid-input` for an instant outside the years 1970 to 9999.
 * @see docs/protocol/push-to-pay.md#request
 */
export function formatOvoDate(at: EpochMillis): string {
  return formatTimestamp(at, 'millis').slice(0, 23).replace('T', ' ')
}

/**
 * Reads a `date` of Push To Pay as Jakarta time. The fraction may be missing or have up to nine digits, and a `T` may
 * stand for the space. `null` for anything else. Never throws.
 */
export function parseOvoDate(text: string): EpochMillis | null {
  const parts = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?$/.exec(text.trim())
  if (parts === null) return null
  const millis = (parts[3] ?? '').padEnd(3, '0').slice(0, 3)
  return parseTimestamp(`${parts[1]}T${parts[2]}.${millis}+07:00`)
}
