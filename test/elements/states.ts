import { readFileSync } from 'node:fs'
import type { ShopperView } from '@ovokit/core'
import { noAnswerText, readPushToPayCode } from '@ovokit/core/push-to-pay'
import { topUpRefusals } from '@ovokit/core/top-up'
import type { LinkView, TopUpView } from '../../packages/elements/src/client/wire.ts'

/** What the shop says of a payment, a top-up or a link; what is left out is as usual. */
export type StubView =
  | (Partial<ShopperView> & Pick<ShopperView, 'status'>)
  | (Partial<TopUpView> & Pick<TopUpView, 'status'>)
  | (Partial<LinkView> & Pick<LinkView, 'status'>)

/** One thing that an element can show: what the shop answers, and what the shopper then does. */
export interface State {
  readonly element:
    | 'ovo-qris'
    | 'ovo-push-to-pay'
    | 'ovo-linked-pay'
    | 'ovo-payment-methods'
    | 'ovo-top-up'
    | 'ovo-link'
  /** What the shop says; `null`: nothing was begun. */
  readonly view: StubView | null
  /** Pressed first, by its name in each language. */
  readonly press?: readonly [id: string, en: string]
  /** What the shop refuses every start with. */
  readonly refusal?: { readonly status: number; readonly code: string; readonly text?: ShopperView['text'] }
  /** Typed and sent, in the field for the number. */
  readonly phone?: string
  /** The heading, in each language. */
  readonly heading: readonly [id: string, en: string]
  /** A sentence that must be there. */
  readonly says?: readonly [id: string, en: string]
}

const ovoSays = (code: string): NonNullable<ShopperView['text']> => {
  const text = readPushToPayCode(code)?.shopper
  if (text === undefined) throw new Error(`OVO prescribes no text for ${code}`)
  return text
}
const push = { method: 'push-to-pay', maskedPhone: '0812****7890' } as const
const both = (code: string): readonly [string, string] => [ovoSays(code).id, ovoSays(code).en]

/** Every state of a payment. Reversed and failed texts are OVO's own, out of core. */
export const paymentStates: Readonly<Record<string, State>> = {
  ready: {
    element: 'ovo-qris',
    view: { status: 'scan', secondsLeft: 62 },
    heading: ['Pindai untuk membayar Rp196.000', 'Scan to pay Rp196.000'],
  },
  'about-to-expire': {
    element: 'ovo-qris',
    view: { status: 'scan', secondsLeft: 9 },
    heading: ['Pindai untuk membayar Rp196.000', 'Scan to pay Rp196.000'],
    says: ['Tinggal 15 detik lagi.', '15 seconds left.'],
  },
  expired: {
    element: 'ovo-qris',
    view: { status: 'expired' },
    heading: ['Kode ini sudah kedaluwarsa', 'This code has expired'],
  },
  checking: {
    element: 'ovo-qris',
    view: { status: 'checking' },
    heading: ['Sedang dicek ke OVO…', 'Checking with OVO…'],
    says: ['Mohon jangan membayar dua kali.', 'Please do not pay twice.'],
  },
  paid: {
    element: 'ovo-qris',
    view: { status: 'paid' },
    heading: ['Pembayaran berhasil', 'Payment successful'],
  },
  returned: {
    element: 'ovo-qris',
    view: { status: 'refunded' },
    heading: ['Dana dikembalikan', 'Refunded'],
  },
  cancelled: { element: 'ovo-qris', view: { status: 'cancelled' }, heading: ['Dibatalkan', 'Cancelled'] },
  refused: {
    element: 'ovo-qris',
    view: null,
    refusal: { status: 502, code: 'ovo-refused' },
    heading: ['Belum berhasil', 'That did not work'],
    says: ['OVO tidak menerima pembayaran ini.', 'OVO did not accept this payment.'],
  },
  'another-open': {
    element: 'ovo-qris',
    view: null,
    refusal: { status: 409, code: 'attempt-in-progress' },
    heading: ['Hampir siap', 'Almost there'],
  },
  phone: {
    element: 'ovo-push-to-pay',
    view: null,
    heading: ['Bayar Rp196.000 dengan OVO', 'Pay Rp196.000 with OVO'],
  },
  'not-a-number': {
    element: 'ovo-push-to-pay',
    view: null,
    phone: '0812',
    refusal: { status: 422, code: 'invalid-phone' },
    heading: ['Bayar Rp196.000 dengan OVO', 'Pay Rp196.000 with OVO'],
    says: ['Ini bukan nomor ponsel Indonesia.', 'This is not an Indonesian mobile number.'],
  },
  'not-registered': {
    element: 'ovo-push-to-pay',
    view: null,
    phone: '081200009014',
    refusal: { status: 422, code: 'phone-not-registered', text: ovoSays('14') },
    heading: ['Bayar Rp196.000 dengan OVO', 'Pay Rp196.000 with OVO'],
    says: both('14'),
  },
  confirm: {
    element: 'ovo-push-to-pay',
    view: { ...push, status: 'confirm', secondsLeft: 48 },
    heading: ['Lihat ponsel Anda', 'Look at your phone'],
  },
  declined: {
    element: 'ovo-push-to-pay',
    view: { ...push, status: 'declined', text: ovoSays('17') },
    heading: ['Tidak dikonfirmasi', 'Not confirmed'],
    says: both('17'),
  },
  'no-notification': {
    element: 'ovo-push-to-pay',
    view: { ...push, status: 'failed', text: ovoSays('26') },
    heading: ['Pembayaran tidak berhasil', 'The payment did not go through'],
    says: both('26'),
  },
  'taken-back': {
    element: 'ovo-push-to-pay',
    view: { ...push, status: 'reversed', text: noAnswerText },
    heading: ['Waktunya habis', 'The time is over'],
    says: [noAnswerText.id, noAnswerText.en],
  },
  'push-paid': {
    element: 'ovo-push-to-pay',
    view: { ...push, status: 'paid', text: ovoSays('00') },
    heading: ['Pembayaran berhasil', 'Payment successful'],
  },
  'linked-review': {
    element: 'ovo-linked-pay',
    view: null,
    heading: ['Bayar Rp196.000 dengan OVO', 'Pay Rp196.000 with OVO'],
  },
  'linked-pin': {
    element: 'ovo-linked-pay',
    view: {
      ...{ method: 'linked', status: 'pin', secondsLeft: 280 },
      pinPage: { web: 'https://ovo.invalid/pin', app: 'ovoid://pay' },
    },
    heading: ['Masukkan PIN di OVO', 'Enter your PIN at OVO'],
  },
  'linked-late': {
    element: 'ovo-linked-pay',
    view: { method: 'linked', status: 'expired' },
    heading: ['Waktunya habis', 'The time is over'],
  },
  'linked-refused': {
    element: 'ovo-linked-pay',
    view: { method: 'linked', status: 'failed' },
    heading: ['Pembayaran tidak berhasil', 'The payment did not go through'],
  },
  choose: { element: 'ovo-payment-methods', view: null, heading: ['Bayar Rp196.000', 'Pay Rp196.000'] },
  'declined-with-another-way': {
    element: 'ovo-payment-methods',
    view: { ...push, status: 'declined', text: ovoSays('17') },
    heading: ['Tidak dikonfirmasi', 'Not confirmed'],
    says: ['Bayar dengan QRIS', 'Pay with QRIS'],
  },
}

const toppedUp = (reason: string): NonNullable<ShopperView['text']> => {
  const text = topUpRefusals.find((refusal) => refusal.reason === reason)?.shopper
  if (text === undefined) throw new Error(`core has no text for ${reason}`)
  return text
}
const failedTopUp = (reason: string): State => ({
  element: 'ovo-top-up',
  view: { status: 'failed', text: toppedUp(reason) },
  heading: ['Top up tidak berhasil', 'The top-up did not go through'],
  says: [toppedUp(reason).id, toppedUp(reason).en],
})
const refusedInquiry = (code: string, reason: string): State => ({
  element: 'ovo-top-up',
  view: null,
  phone: '081234567890',
  refusal: { status: 422, code, text: toppedUp(reason) },
  heading: ['Isi saldo OVO Rp196.000', 'Top up OVO by Rp196.000'],
  says: [toppedUp(reason).id, toppedUp(reason).en],
})
const refusedAmount = (code: string, reason: string): State => ({
  ...refusedInquiry(code, reason),
  heading: ['Belum berhasil', 'That did not work'],
})

/** Every state of a top-up, with the texts of the failures that OVO wants told, out of core. */
export const topUpStates: Readonly<Record<string, State>> = {
  'top-up-number': {
    element: 'ovo-top-up',
    view: null,
    heading: ['Isi saldo OVO Rp196.000', 'Top up OVO by Rp196.000'],
  },
  'top-up-confirm': {
    element: 'ovo-top-up',
    view: { status: 'confirm' },
    heading: ['Periksa top up Anda', 'Check your top-up'],
    says: ['Batas top upRp10.000 – Rp2.000.000Biaya adminRp1.000', 'LimitsRp10.000 – Rp2.000.000Admin feeRp1.000'],
  },
  'top-up-sending': {
    element: 'ovo-top-up',
    view: { status: 'sending' },
    heading: ['Sedang dikirim…', 'Sending…'],
  },
  'top-up-checking': {
    element: 'ovo-top-up',
    view: { status: 'checking' },
    heading: ['Sedang dicek ke OVO…', 'Checking with OVO…'],
    says: ['jangan mengulang top up', 'do not top up again'],
  },
  'top-up-succeeded': {
    element: 'ovo-top-up',
    view: { status: 'succeeded' },
    heading: ['Top up berhasil', 'Top-up successful'],
    says: ['Rp196.000', 'Rp196.000'],
  },
  'top-up-expired': {
    element: 'ovo-top-up',
    view: { status: 'expired' },
    heading: ['Rincian ini sudah terlalu lama', 'These details are too old'],
  },
  'top-up-not-found-4033718': refusedInquiry('top-up-account-not-found', 'account-not-found'),
  'top-up-inactive-4033705': refusedInquiry('top-up-account-inactive', 'account-inactive'),
  'top-up-over-limit-4033702': refusedAmount('top-up-over-limit', 'over-limit'),
  'top-up-amount-4043713': refusedAmount('top-up-amount-invalid', 'amount-invalid'),
  'top-up-failed-over-limit': failedTopUp('over-limit'),
}

/** Every state of a link. */
export const linkStates: Readonly<Record<string, State>> = {
  'link-none': { element: 'ovo-link', view: { status: 'none' }, heading: ['Bayar dengan OVO', 'Pay with OVO'] },
  'link-phone': {
    element: 'ovo-link',
    view: { status: 'none' },
    press: ['Aktifkan OVO', 'Activate OVO'],
    heading: ['Aktifkan OVO', 'Activate OVO'],
  },
  'link-away': {
    element: 'ovo-link',
    view: { status: 'away', page: 'https://ovo.invalid/terms' },
    heading: ['Lanjutkan di OVO', 'Go on at OVO'],
  },
  'link-checking': { element: 'ovo-link', view: { status: 'checking' }, heading: ['Sedang ditautkan…', 'Linking…'] },
  'link-linked': {
    element: 'ovo-link',
    view: { status: 'linked', balance: { cash: 250_000, points: 1_250 } },
    heading: ['Akun OVO berhasil ditautkan', 'Your OVO account is linked'],
    says: ['Rp250.000', 'Rp250.000'],
  },
  'link-unlink': {
    element: 'ovo-link',
    view: { status: 'linked' },
    press: ['Putuskan tautan OVO', 'Unlink OVO'],
    heading: ['Putuskan tautan akun OVO?', 'Unlink your OVO account?'],
    says: ['0812****7890', '0812****7890'],
  },
  'link-unlinking': {
    element: 'ovo-link',
    view: { status: 'unlinking' },
    heading: ['Sedang memutuskan tautan…', 'Unlinking…'],
  },
  'link-unlinked': {
    element: 'ovo-link',
    view: { status: 'unlinked' },
    heading: ['Tautan OVO sudah diputuskan', 'Your OVO account has been unlinked'],
  },
  'link-revoked': {
    element: 'ovo-link',
    view: { status: 'revoked' },
    heading: ['Tautan OVO sudah tidak berlaku', 'The link to OVO has ended'],
  },
  'link-declined': {
    element: 'ovo-link',
    view: { status: 'declined' },
    heading: ['OVO belum tertaut', 'OVO is not linked'],
  },
  'link-failed': {
    element: 'ovo-link',
    view: { status: 'failed' },
    heading: ['OVO belum tertaut', 'OVO is not linked'],
  },
}

export const qrSvg: string = readFileSync(new URL('./qr-svg.txt', import.meta.url), 'utf8')
