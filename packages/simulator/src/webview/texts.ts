import type { Language } from '../words.ts'

/** The words of OVO's pages as they are simulated. `{…}` is filled in. */
const TEXTS = {
  mark: { id: 'Simulator · bukan halaman OVO', en: 'Simulator · not OVO’s page' },
  toShop: { id: 'Kembali ke toko', en: 'Back to the shop' },
  again: { id: 'Mulai lagi dari toko.', en: 'Start again in the shop.' },
  further: { id: 'Lanjutkan', en: 'Continue' },
  step: { id: 'Langkah {step} dari 3', en: 'Step {step} of 3' },
  wrongLeft: { id: '{left} kali lagi, lalu nomor ini diblokir.', en: '{left} more, then this number is blocked.' },

  noLink: { id: 'Tautan tidak ditemukan', en: 'There is no such link' },
  termsTitle: { id: 'Syarat & Ketentuan OVO', en: 'OVO’s Terms & Conditions' },
  termsText: {
    id: '{merchant} ingin terhubung ke akun OVO {phone}.',
    en: '{merchant} wants to be linked to the OVO account {phone}.',
  },
  toEnd: { id: 'Gulir ke bawah', en: 'Scroll to the end' },
  term: {
    id: 'Ini bukan syarat OVO: simulator hanya membuat halaman ini sepanjang aslinya.',
    en: 'These are not OVO’s terms: the simulator only makes this page as long as theirs.',
  },
  otpTitle: { id: 'Masukkan kode OTP', en: 'Enter the OTP' },
  otpText: { id: 'Kode dikirim melalui SMS ke {phone}.', en: 'The code was sent by SMS to {phone}.' },
  otp: { id: 'Kode OTP', en: 'OTP' },
  otpHint: {
    id: 'Di simulator tidak ada SMS: kodenya empat angka terakhir nomor itu.',
    en: 'The simulator sends no SMS: the code is the last four digits of that number.',
  },
  otpWrong: { id: 'Kode OTP salah.', en: 'The OTP is wrong.' },
  pinTitle: { id: 'Masukkan Security Code', en: 'Enter the Security Code' },
  pinText: { id: 'PIN enam angka dari aplikasi OVO.', en: 'The six digits that are the PIN of the OVO app.' },
  pin: { id: 'Security Code', en: 'Security Code' },
  pinHint: { id: 'Di simulator 123456, kecuali diatur lain.', en: 'In the simulator 123456, unless set otherwise.' },
  pinWrong: { id: 'Security Code salah.', en: 'The Security Code is wrong.' },
  linkedTitle: { id: 'Akun OVO terhubung', en: 'The OVO account is linked' },
  linkedText: {
    id: '{phone} kini bisa dipakai membayar di {merchant}. Toko menyelesaikannya setelah Anda kembali.',
    en: '{phone} can pay at {merchant} now. The shop completes it when you are back.',
  },
  notLinkedTitle: { id: 'Akun OVO tidak terhubung', en: 'The OVO account is not linked' },
  blocked: {
    id: 'Kode yang salah dimasukkan tiga kali, dan nomor ini diblokir sampai simulator diatur ulang.',
    en: 'A wrong code was typed three times, and this number is blocked until the simulator is reset.',
  },
  tooLate: {
    id: 'Halaman ini menunggu 15 menit. Mulai lagi dari toko.',
    en: 'This page waited for 15 minutes. Start again in the shop.',
  },

  noPayment: { id: 'Pembayaran tidak ditemukan', en: 'There is no such payment' },
  payTitle: { id: 'Bayar dengan OVO', en: 'Pay with OVO' },
  to: { id: 'Kepada', en: 'To' },
  account: { id: 'Akun', en: 'Account' },
  until: { id: 'Bisa dibayar sampai', en: 'Can be paid until' },
  pay: { id: 'Bayar', en: 'Pay' },
  cancel: { id: 'Batal', en: 'Cancel' },
  'in-flight': { id: 'Pembayaran diproses', en: 'The payment is being processed' },
  paid: { id: 'Pembayaran berhasil', en: 'Payment successful' },
  refunded: { id: 'Pembayaran dikembalikan', en: 'The payment was given back' },
  cancelled: { id: 'Pembayaran dibatalkan', en: 'The payment was cancelled' },
  failed: { id: 'Pembayaran gagal', en: 'Payment failed' },
  expired: { id: 'Waktu pembayaran habis', en: 'The time to pay is over' },
  'in-flight-text': {
    id: 'Uangnya sudah keluar dan belum sampai di toko.',
    en: 'The money has left and has not reached the shop.',
  },
  'paid-text': { id: 'Dibayarkan ke {merchant}.', en: 'Paid to {merchant}.' },
  'refunded-text': {
    id: 'Semua uangnya sudah kembali dari {merchant}.',
    en: 'All of the money came back from {merchant}.',
  },
  'cancelled-text': { id: 'Tidak ada uang yang keluar.', en: 'No money has left.' },
  'failed-text': {
    id: 'Saldonya tidak cukup. Tidak ada uang yang keluar.',
    en: 'The balance is too small. No money has left.',
  },
  'returned-text': { id: 'Uangnya sempat keluar dan sudah kembali.', en: 'The money had left, and came back.' },
  'expired-text': {
    id: 'Tidak ada uang yang keluar. Mulai lagi dari toko.',
    en: 'No money has left. Start again in the shop.',
  },
} as const

export type PageText = keyof typeof TEXTS

/** A text in a language, as text: whoever puts it into HTML escapes it. */
export function say(
  language: Language,
  name: PageText,
  values: Readonly<Record<string, string | number>> = {},
): string {
  return TEXTS[name][language].replaceAll(/\{(\w+)\}/g, (_, key: string) => String(values[key] ?? ''))
}
