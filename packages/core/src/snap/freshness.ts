import { type EpochMillis, parseTimestamp } from '../values/jakarta-time.ts'

/** Judges an X-TIMESTAMP against our clock: as far behind as ahead may be `windowMillis`, both ends included. */
export function judgeFreshness({
  timestamp,
  now,
  windowMillis,
}: {
  timestamp: string
  now: EpochMillis
  windowMillis: number
}): 'fresh' | 'stale' | 'bad-timestamp' {
  const at = parseTimestamp(timestamp)
  if (at === null) return 'bad-timestamp'
  return Math.abs(now - at) <= windowMillis ? 'fresh' : 'stale'
}
