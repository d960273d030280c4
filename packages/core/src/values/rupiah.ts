import { InputError } from '../errors/errors.ts'
import { asObject, asText, type Json } from './json.ts'

declare const brand: unique symbol

/** A whole number of rupiah, at least 1. Made only by {@link rupiah} and `readSnapAmount`. */
export type Rupiah = number & { readonly [brand]: 'Rupiah' }

/** Money as SNAP spells it: a decimal string with two places, never a JSON number. */
export interface SnapAmount {
  readonly value: string
  readonly currency: 'IDR'
}

/**
 * Takes a number as whole rupiah. Never rounds and never reads text: a fraction or a string is a mistake upstream.
 *
 * @throws InputError `invalid-amount` for anything but a safe integer of at least 1.
 */
export function rupiah(value: unknown, field = 'amount'): Rupiah {
  if (isRupiah(value)) return value
  throw new InputError(
    field,
    'must be whole rupiah: an integer number of at least 1, such as 25000 for Rp25.000',
    'invalid-amount',
  )
}

/**
 * Spells an amount for the wire: `10000` becomes `{ value: '10000.00', currency: 'IDR' }`.
 *
 * @see docs/protocol/snap.md#amounts-and-times
 */
export function toSnapAmount(amount: Rupiah): SnapAmount {
  return { value: `${amount}.00`, currency: 'IDR' }
}

/**
 * Reads an amount from the wire. `null` unless it is rupiah, whole, positive and plainly written; the decimals may be
 * missing or zero. Never throws.
 *
 * @see docs/protocol/snap.md#amounts-and-times
 */
export function readSnapAmount(json: Json | undefined): Rupiah | null {
  const amount = asObject(json)
  if (amount?.currency !== 'IDR' || typeof amount.value !== 'string') return null
  const whole = /^([1-9]\d{0,15})(?:\.0{1,2})?$/.exec(amount.value)?.[1]
  const value = Number(whole)
  return isRupiah(value) ? value : null
}

/** Reads an amount that may be nothing, such as a fee: whole rupiah, 0 or more. `null` for anything else. Never throws. */
export function readSnapSum(json: Json | undefined): Rupiah | 0 | null {
  const amount = asObject(json)
  const isNothing = amount?.currency === 'IDR' && /^0(?:\.0{1,2})?$/.test(asText(amount.value) ?? '')
  return isNothing ? 0 : readSnapAmount(json)
}

/** Writes an amount for people, the Indonesian way: `25000` becomes `Rp25.000`. */
export function formatRupiah(amount: Rupiah): string {
  // Not Intl: its output depends on the locale data that the host happens to carry.
  return `Rp${String(amount).replace(/\B(?=(?:\d{3})+$)/g, '.')}`
}

function isRupiah(value: unknown): value is Rupiah {
  return Number.isSafeInteger(value) && (value as number) >= 1
}
