import { InputError } from '../errors/errors.ts'

declare const brand: unique symbol

/** An Indonesian mobile number as OVO's Push To Pay takes it: `08`, 10 to 13 digits in all. */
export type PhoneNumber = string & { readonly [brand]: 'PhoneNumber' }

/**
 * Takes an Indonesian mobile number as people write it: `0812…`, `+62 812…` or `62812…`, with spaces, hyphens and
 * parentheses anywhere between the digits. Foreign numbers, landlines and anything else are refused.
 *
 * @throws InputError `invalid-input`; its message never quotes the number.
 * @see docs/protocol/push-to-pay.md#request
 */
export function phoneNumber(value: unknown, field = 'phone'): PhoneNumber {
  if (typeof value === 'string' && value.length <= 40) {
    const local = value.replaceAll(/[ ()-]/g, '').replace(/^\+?62/, '0')
    if (/^08\d{8,11}$/.test(local)) return local as PhoneNumber
  }
  throw new InputError(field, 'must be an Indonesian mobile number, such as 08 and 8 to 11 more digits, or +62 8…')
}

/**
 * Hides the middle of a number: `081234567890` becomes `0812****7890`. At least four digits stay hidden, so a shorter
 * number shows fewer at its end.
 */
export function maskPhone(phone: PhoneNumber): string {
  const shownAtEnd = Math.min(4, phone.length - 8)
  return `${phone.slice(0, 4)}****${phone.slice(-shownAtEnd)}`
}
