import { InputError } from '../errors/errors.ts'

declare const brand: unique symbol

/** The shop's own name for what is paid: an order number, a cart, a payment collection. */
export type ShopReference = string & { readonly [brand]: 'ShopReference' }

/**
 * Takes the shop's reference as it is: 1 to 64 characters, no control characters, no space at either end.
 *
 * Nothing is trimmed, because two spellings of one order would then be one order here and two in the shop.
 *
 * @throws InputError `invalid-input` for anything else.
 */
export function shopReference(value: unknown, field = 'reference'): ShopReference {
  if (typeof value === 'string' && value.length >= 1 && value.length <= 64 && isPlain(value)) {
    return value as ShopReference
  }
  throw new InputError(field, 'must be text of 1 to 64 characters without control characters or a space at either end')
}

function isPlain(text: string): boolean {
  // A lone surrogate cannot be stored or sent as UTF-8 without turning into another character.
  return !/[\p{Cc}\p{Cs}\u2028\u2029]/u.test(text) && text === text.trim()
}
