import type { SnapCall, SnapResult } from '../snap/call.ts'
import { asObject, asText, type JsonObject } from '../values/json.ts'
import type { PhoneNumber } from '../values/phone-number.ts'
import { type PhoneForm, writePhone } from './write-phone.ts'

/** What a phone number can do. `unclear`: OVO did not say; binding will. */
export type PhoneStanding = 'can-link' | 'must-register' | 'blocked' | 'already-linked' | 'unclear'

const standings: ReadonlyMap<string, PhoneStanding> = new Map([
  ['ACTIVE', 'can-link'],
  ['ACTIVE_NO_PIN', 'can-link'],
  ['CAN_REGISTER', 'must-register'],
  ['BLOCKED_MSISDN', 'blocked'],
  ['LINKED', 'already-linked'],
])

/** @see docs/protocol/linkage.md#lookup */
export function buildLookup(input: { phone: PhoneNumber; form: PhoneForm; deviceId: string }): SnapCall {
  const { phone, form, deviceId } = input
  return { protocol: 'snap', operation: 'link.lookup', body: {}, query: { phone: writePhone(phone, form) }, deviceId }
}

/**
 * Reads a lookup. Only OVO's own word counts, and none of them is guessed: a new word, or no answer, is `unclear`.
 *
 * @see docs/protocol/linkage.md#lookup
 */
export function readLookup(result: SnapResult): PhoneStanding {
  if (result.kind === 'no-answer' || result.class !== 'succeeded') return 'unclear'
  const { body } = result
  const word = [body, asObject(body.additionalInfo), asObject(body.data)].map(statusOf).find((one) => one !== null)
  return standings.get(word?.toUpperCase() ?? '') ?? 'unclear'
}

const statusOf = (place: JsonObject | null): string | null =>
  asText(place?.status) ?? asText(place?.accountStatus) ?? null
