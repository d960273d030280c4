import type { ShopperView } from '@ovokit/core'
import { topUpRefusals } from '@ovokit/core/top-up'
import type { State } from './states.ts'

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
