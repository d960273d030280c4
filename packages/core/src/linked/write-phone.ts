import type { SnapDialect } from '../snap/dialect.ts'
import type { PhoneNumber } from '../values/phone-number.ts'

export type PhoneForm = SnapDialect['linkedPhoneForm']

/** Writes a number as the dialect says: `08…` or `62…`. */
export const writePhone = (phone: PhoneNumber, form: PhoneForm): string =>
  form === 'local' ? phone : phone.replace(/^0/, '62')
