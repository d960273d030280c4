import type { ShopperText } from '../errors/shopper-text.ts'

/**
 * What a code says, for us.
 *
 * - `approved`: it was done. What that is worth depends on the operation: a reversal always says so.
 * - `declined`: the customer refused.
 * - `refused`: OVO refused; no money moved.
 * - `configuration`: OVO refused because of our request or our set-up; no money moved, and a person must look.
 * - `used`: the numbers were used before. The other use may be a paid order, so nothing is undone by itself.
 * - `not-found`, `too-old`, `reversed`: a status check's word about the push.
 * - `unknown`: it may have been done. Everything unclear lands here.
 */
export type PushToPayClass =
  | 'approved'
  | 'declined'
  | 'refused'
  | 'configuration'
  | 'used'
  | 'not-found'
  | 'too-old'
  | 'reversed'
  | 'unknown'

export interface PushToPayCode {
  readonly code: string
  /** For people, in our words. */
  readonly meaning: string
  readonly class: PushToPayClass
  readonly sources: string
  /** Where sources disagree, or only one knows the code. */
  readonly dispute?: string
  /** Only for codes that OVO wants a shopper to be told about. */
  readonly shopper?: ShopperText
}

type Row = readonly [
  code: string,
  class_: PushToPayClass,
  meaning: string,
  sources: string,
  more?: Partial<PushToPayCode>,
]

const overview = 'OVO Push To Pay overview'
const faq = 'OVO Push To Pay FAQ'
const integrations = 'public integrations'

const rows: readonly Row[] = [
  [
    '00',
    'approved',
    'Done: paid, or registered, or received',
    `${faq}; ${overview}`,
    { shopper: { id: 'Pembayaran berhasil.', en: 'Payment successful.' } },
  ],
  ['08', 'refused', 'The voucher was used before', integrations, { dispute: 'written as a single 8' }],
  ['11', 'refused', 'The account is of a kind that cannot do this', integrations],
  ['13', 'configuration', 'The amount is zero or less', integrations],
  [
    '14',
    'refused',
    'The phone number has no OVO account',
    `${faq}; ${overview}`,
    {
      shopper: {
        id: 'Nomor ponsel ini tidak terdaftar di akun OVO mana pun. Silakan coba lagi.',
        en: "The phone number isn't registered to any OVO account. Please try again.",
      },
    },
  ],
  ['16', 'refused', 'The card number is not valid', integrations],
  [
    '17',
    'declined',
    'The customer cancelled in the app',
    `${faq}; ${overview}`,
    { shopper: { id: 'Transaksi dibatalkan oleh pengguna.', en: 'Transaction canceled by User.' } },
  ],
  ['18', 'refused', 'The voucher code is not valid', integrations],
  ['25', 'not-found', 'OVO has no such transaction', `${faq}; ${integrations}`],
  [
    '26',
    'refused',
    'The prompt could not be shown in the app',
    `${faq}; ${overview}`,
    {
      shopper: {
        id: 'Gagal mengirim notifikasi ke pengguna, pastikan pengguna sudah masuk ke aplikasi OVO.',
        en: 'Failed Push notif to users, please make sure users login to OVO app first.',
      },
    },
  ],
  ['30', 'configuration', 'The request is malformed', integrations],
  [
    '40',
    'used',
    'The numbers were used before, or OVO could not take the money',
    integrations,
    { dispute: 'three readings: numbers already used; a failure behind OVO; the push failed. Treated as the first' },
  ],
  ['44', 'refused', 'The refund code has expired', integrations],
  ['51', 'refused', 'The balance is too low', integrations],
  ['54', 'too-old', 'The transaction is more than 7 days old', integrations],
  ['56', 'refused', 'The card is blocked', integrations],
  ['57', 'refused', 'Not eligible for this', integrations],
  [
    '58',
    'configuration',
    'This merchant, terminal or module may not do this',
    integrations,
    { dispute: 'two readings, merchant and terminal or module; both are set-up' },
  ],
  ['61', 'refused', "The customer's own limit is exceeded", integrations],
  ['63', 'configuration', 'The HMAC or app-id was not accepted', integrations],
  ['64', 'refused', 'The account is blocked', integrations],
  ['65', 'refused', 'A limit on amount or count is exceeded', integrations],
  ['66', 'refused', 'The withdrawal code is wrong', integrations],
  ['67', 'refused', 'The amount is below the minimum', integrations],
  ['68', 'unknown', 'OVO got no answer in time from its own systems', integrations],
  ['73', 'reversed', 'The transaction has been reversed', integrations],
  ['94', 'used', 'The invoice or reference number was used before', integrations, { dispute: 'one source only' }],
  ['96', 'configuration', 'The processing code is not valid', integrations],
  ['BR', 'configuration', 'The request is malformed', integrations, { dispute: 'one source only' }],
  ['EB', 'configuration', 'The terminal (tid, mid) is not registered, or blocked', integrations],
  [
    'ER',
    'unknown',
    'A failure in OVO',
    integrations,
    { dispute: 'one source adds: credentials not found. A failure in the middle may have taken the money' },
  ],
]

/**
 * Every code that a public source names. OVO's own table is not public as a whole.
 *
 * @see docs/protocol/push-to-pay.md#response-codes
 */
export const pushToPayCodes: readonly PushToPayCode[] = rows.map(([code, class_, meaning, sources, more]) => ({
  code,
  meaning,
  class: class_,
  sources,
  ...more,
}))

/** What a shopper is told when OVO did not answer. Only once the payment is known to be undone. */
export const noAnswerText: ShopperText = {
  id: 'Transaksi gagal karena waktu habis. Silakan coba lagi.',
  en: 'Transaction failed due to timeout. Please try again.',
}

/** What a shopper is told whose approval came after the payment was taken back. Ours: OVO prescribes none. */
export const returnedText: ShopperText = {
  id: 'Pembayaran ini dibatalkan. Bila saldo OVO Anda sudah terpotong, dananya dikembalikan.',
  en: 'This payment was taken back. If your OVO balance was charged, the money is returned.',
}

const byCode: ReadonlyMap<string, PushToPayCode> = new Map(pushToPayCodes.map((row) => [row.code, row]))

/**
 * Looks a `responseCode` up: text or number, any case, with or without a leading zero. `null` when there is none, or it is
 * not one to four letters and digits. A code that is not in the table is `unknown`. Never throws.
 *
 * @see docs/protocol/push-to-pay.md#response-codes
 */
export function readPushToPayCode(value: unknown): PushToPayCode | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null
  const text = String(value).trim().toUpperCase()
  if (!/^[0-9A-Z]{1,4}$/.test(text)) return null
  const code = /^\d$/.test(text) ? `0${text}` : text
  return byCode.get(code) ?? { code, meaning: 'No public source names this code', class: 'unknown', sources: 'none' }
}
