import { InputError } from '../errors/errors.ts'
import type { EpochMillis } from './jakarta-time.ts'

declare const brand: unique symbol

/** Our number for a payment on OVO's dynamic QRIS: exactly 12 digits, used once. */
export type PartnerReferenceNo = string & { readonly [brand]: 'PartnerReferenceNo' }

const MILLIS_AT_2020 = 1_577_836_800_000
const LARGEST = 999_999_999_999

/**
 * Tells the lowest number that may be given out now: milliseconds since 2020-01-01T00:00:00Z.
 *
 * A sequence that takes the greater of its last number plus one and this floor cannot repeat a number even after the
 * store is lost, as long as it gave out fewer than one a millisecond. Twelve digits last until 2051.
 */
export function partnerReferenceFloor(now: EpochMillis): number {
  return Math.floor(now) - MILLIS_AT_2020
}

/**
 * Writes a number as 12 digits, zero-padded.
 *
 * @throws InputError `invalid-input` unless it is an integer from 0 to 999999999999.
 * @see docs/protocol/snap.md#ovo-dynamic-qris
 */
export function partnerReferenceNo(n: number): PartnerReferenceNo {
  if (!Number.isSafeInteger(n) || n < 0 || n > LARGEST) {
    throw new InputError('partnerReferenceNo', 'must be an integer of at most 12 digits')
  }
  return String(n).padStart(12, '0') as PartnerReferenceNo
}
