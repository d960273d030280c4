import { InputError } from '../errors/errors.ts'

declare const brand: unique symbol

/** Our name for one Push To Pay attempt, used once: what OVO's settlement report calls it too. */
export type MerchantInvoice = string & { readonly [brand]: 'MerchantInvoice' }

/**
 * Takes 1 to 50 letters, digits, `.`, `_`, `/` and `-`, beginning with a letter or digit. OVO names the length only; the
 * characters are those that no report, spreadsheet or URL changes.
 *
 * @throws InputError `invalid-input` for anything else.
 * @see docs/protocol/push-to-pay.md#request
 */
export function merchantInvoice(value: unknown): MerchantInvoice {
  if (typeof value === 'string' && /^[A-Za-z0-9][A-Za-z0-9._/-]{0,49}$/.test(value)) return value as MerchantInvoice
  throw new InputError(
    'merchantInvoice',
    'must be 1 to 50 letters, digits, . _ / or -, beginning with a letter or digit',
  )
}
