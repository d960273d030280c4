import { readFileSync } from 'node:fs'
import { InputError, OvoCallError, type ShopperView } from '@ovokit/core'
import { shopperError } from '@ovokit/core/checkout'
import { noAnswerText, readPushToPayCode } from '@ovokit/core/push-to-pay'
import type { LinkView, TopUpView } from '../../packages/elements/src/client/wire.ts'

/** What the shop says of a payment, a top-up or a link; what is left out is as usual. */
export type StubView =
  | (Partial<ShopperView> & Pick<ShopperView, 'status'>)
  | (Partial<TopUpView> & Pick<TopUpView, 'status'>)
  | (Partial<LinkView> & Pick<LinkView, 'status'>)

export interface Refusal {
  readonly status: number
  readonly code: string
  readonly message?: string
  readonly text?: ShopperView['text']
}

/** What core makes of an error. */
const refusedBy = (thrown: Error): Refusal => {
  const { status, body } = shopperError(thrown, new Date())
  return { status, ...body.error }
}

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
  readonly refusal?: Refusal
  /** The line to the shop is cut when it has been looked at so often, or what is asked then is refused. */
  readonly looks?: number
  readonly lostBy?: Refusal
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
  loading: { element: 'ovo-qris', view: { status: 'preparing' }, heading: ['Sebentar…', 'One moment…'] },
  'shop-away': {
    element: 'ovo-qris',
    view: { status: 'scan', secondsLeft: 62 },
    looks: 1,
    heading: ['Pindai untuk membayar Rp196.000', 'Scan to pay Rp196.000'],
    says: ['Toko sedang tidak menjawab.', 'The shop does not answer right now.'],
  },
  'signed-out': {
    element: 'ovo-qris',
    view: { status: 'scan', secondsLeft: 62 },
    looks: 1,
    lostBy: { status: 401, code: 'not-signed-in' },
    heading: ['Pindai untuk membayar Rp196.000', 'Scan to pay Rp196.000'],
    says: ['Masuk lagi, atau muat ulang halaman ini.', 'Sign in again, or reload this page.'],
  },
  unreachable: {
    element: 'ovo-qris',
    view: null,
    looks: 0,
    heading: ['Belum berhasil', 'That did not work'],
    says: ['Toko tidak dapat dihubungi.', 'The shop cannot be reached.'],
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
    refusal: refusedBy(new OvoCallError('ovo-refused', 'x')),
    heading: ['Belum berhasil', 'That did not work'],
    says: ['OVO tidak menerima pembayaran ini.', 'OVO did not accept this payment.'],
  },
  'too-often': {
    element: 'ovo-qris',
    view: null,
    refusal: { status: 429, code: 'too-many-requests' },
    heading: ['Belum berhasil', 'That did not work'],
    says: ['Coba lagi dalam 0:', 'Try again in 0:'],
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
    refusal: refusedBy(new InputError('phone', 'x')),
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
      method: 'linked',
      status: 'pin',
      secondsLeft: 280,
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

export const qrSvg: string = readFileSync(new URL('./qr-svg.txt', import.meta.url), 'utf8')
