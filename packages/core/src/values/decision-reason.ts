import { InputError } from '../errors/errors.ts'
import { hidePhones } from './redact.ts'

declare const brand: unique symbol

/** Why a person has decided as they did, for the history. */
export type DecisionReason = string & { readonly [brand]: 'DecisionReason' }

/**
 * Takes a person's words: 1 to 200 characters, no control characters. Phone numbers are taken out, because a history is
 * for everybody who may see the payment.
 *
 * @throws InputError `invalid-input` for anything else.
 */
export function decisionReason(value: unknown, field = 'reason'): DecisionReason {
  if (typeof value === 'string' && value.trim() !== '' && value.length <= 200 && !/[\p{Cc}\p{Cs}]/u.test(value)) {
    return hidePhones(value.trim()) as DecisionReason
  }
  throw new InputError(
    field,
    'must be 1 to 200 characters in one line, such as "paid, seen in OVO\'s report of 2 March"',
  )
}
