import type { ShopperText } from '../errors/shopper-text.ts'
import { readResponseCode } from '../snap/response-code.ts'

/** Why OVO takes no top-up, as far as its code tells. */
export type TopUpReason =
  | 'account-not-found'
  | 'account-inactive'
  | 'over-limit'
  | 'amount-invalid'
  | 'deposit-too-low'
  | 'refused'
  | 'caller-fault'

export interface TopUpRefusal {
  readonly reason: TopUpReason
  /** HTTP status and case, the outer parts of responseCode. What stands between, 37 or 38, does not matter. */
  readonly status: string
  readonly caseCode: string
  /** OVO's own name for it, which for two of them is not the standard's. */
  readonly name: string
  /** For those that OVO wants the customer to be told about. */
  readonly shopper?: ShopperText
}

/**
 * The refusals that have a meaning of their own; the same for the inquiry (37) and the transfer (38).
 *
 * @see docs/protocol/top-up.md#refusals
 */
export const topUpRefusals: readonly TopUpRefusal[] = [
  {
    reason: 'account-not-found',
    status: '403',
    caseCode: '18',
    name: 'Customer Account Not Found',
    shopper: {
      id: 'Nomor ini belum terdaftar di OVO. Periksa kembali nomornya.',
      en: 'This number has no OVO account. Please check it.',
    },
  },
  {
    reason: 'account-inactive',
    status: '403',
    caseCode: '05',
    name: 'Account or User Status is Inactive',
    shopper: {
      id: 'Akun OVO ini sedang tidak aktif. Hubungi OVO, atau gunakan nomor lain.',
      en: 'This OVO account is not active. Contact OVO, or use another number.',
    },
  },
  {
    reason: 'over-limit',
    status: '403',
    caseCode: '02',
    name: 'Exceeds Transaction Amount Limit',
    shopper: {
      id: 'Jumlah ini melebihi batas top up akun OVO ini. Coba jumlah yang lebih kecil.',
      en: 'This is more than this OVO account may receive. Try a smaller amount.',
    },
  },
  {
    reason: 'amount-invalid',
    status: '404',
    caseCode: '13',
    name: 'Invalid Amount',
    shopper: {
      id: 'Jumlah top up ini tidak dapat diproses. Coba jumlah lain.',
      en: 'This amount cannot be topped up. Try another one.',
    },
  },
  { reason: 'deposit-too-low', status: '403', caseCode: '14', name: 'Insufficient Funds, of the deposit' },
]

/** Says why, from OVO's code alone: its text never counts. */
export function refusalReason(class_: 'refused' | 'caller-fault', responseCode: string | null): TopUpReason {
  const code = readResponseCode(responseCode)
  const known = topUpRefusals.find(
    ({ status, caseCode }) => String(code?.httpStatus) === status && code?.caseCode === caseCode,
  )
  return known?.reason ?? class_
}

/** What the customer is to be told about a refusal, where OVO prescribes that there be a text. */
export const topUpText = (reason: string | undefined): ShopperText | null =>
  topUpRefusals.find((refusal) => refusal.reason === reason)?.shopper ?? null
