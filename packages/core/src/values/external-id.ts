import { InputError } from '../errors/errors.ts'
import { type EpochMillis, formatTimestamp, parseTimestamp } from './jakarta-time.ts'

const RANDOM_BYTES = 8
const RANDOM_DIGITS = 15

/**
 * Makes an X-EXTERNAL-ID: 32 digits, the Jakarta time to the millisecond and 15 random digits, so ids sort by time and
 * do not repeat within the day. Every HTTP attempt takes its own.
 *
 * Digits only: version 1.0.1 of the standard asks for a numeric string, 1.0.2 for alphanumeric, and digits are both.
 *
 * @param random - at least 8 random bytes; the first 8 are used.
 * @throws InputError `invalid-input` for fewer.
 * @see docs/protocol/snap.md#headers
 */
export function makeExternalId({ now, random }: { now: EpochMillis; random: Uint8Array }): string {
  if (random.length < RANDOM_BYTES) throw new InputError('random', `must hold at least ${RANDOM_BYTES} bytes`)
  const time = formatTimestamp(now, 'millis').slice(0, 23).replace(/\D/g, '')
  const number = new DataView(random.buffer, random.byteOffset, random.byteLength).getBigUint64(0)
  return time + String(number % 10n ** BigInt(RANDOM_DIGITS)).padStart(RANDOM_DIGITS, '0')
}

/** When an id that `makeExternalId` made was made; `null` for anybody else's. */
export function externalIdTime(id: string): EpochMillis | null {
  const found = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d{3})\d{15}$/.exec(id)
  if (found === null) return null
  const [, year, month, day, hours, minutes, seconds, millis] = found
  return parseTimestamp(`${year}-${month}-${day}T${hours}:${minutes}:${seconds}.${millis}+07:00`)
}
