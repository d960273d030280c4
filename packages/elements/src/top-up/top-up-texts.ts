import { type CommonTextName, commonTexts } from '../texts/common-texts.ts'
import { problems } from '../texts/problem-texts.ts'
import type { Texts } from '../texts/texts.ts'

const texts = {
  phoneTitle: ['Isi saldo OVO {amount}', 'Top up OVO by {amount}'],
  phoneText: [
    'Ke nomor OVO mana saldo ini dikirim? Sebelum dikirim, Anda periksa dulu nama dan biayanya.',
    'Which OVO number is it for? You check the name and the fee before anything is sent.',
  ],
  phoneLabel: ['Nomor ponsel OVO tujuan', 'OVO phone number to top up'],
  phoneHint: ['Misalnya 0812 3456 7890.', 'Such as 0812 3456 7890.'],
  phoneAction: ['Periksa nomor', 'Check the number'],
  confirmTitle: ['Periksa top up Anda', 'Check your top-up'],
  confirmText: ['Saldo yang sudah terkirim tidak bisa ditarik kembali.', 'What has been sent cannot be taken back.'],
  to: ['Nama', 'Name'],
  number: ['Nomor OVO', 'OVO number'],
  amount: ['Jumlah top up', 'Top-up'],
  fee: ['Biaya admin', 'Admin fee'],
  free: ['Gratis', 'Free'],
  limits: ['Batas top up', 'Limits'],
  atLeast: ['mulai {min}', 'from {min}'],
  atMost: ['hingga {max}', 'up to {max}'],
  total: ['Total', 'Total'],
  confirmAction: ['Top up {amount}', 'Top up {amount}'],
  otherNumber: ['Ganti nomor', 'Another number'],
  expiredTitle: ['Rincian ini sudah terlalu lama', 'These details are too old'],
  expiredText: [
    'Tidak ada yang dikirim. Periksa nomornya sekali lagi.',
    'Nothing was sent. Check the number once more.',
  ],
  expiredAction: ['Periksa lagi', 'Check again'],
  sendingTitle: ['Sedang dikirim…', 'Sending…'],
  sendingText: [
    'Saldo sedang dikirim ke OVO. Ini perlu beberapa detik.',
    'It is on its way to OVO. This takes a few seconds.',
  ],
  checkingTitle: ['Sedang dicek ke OVO…', 'Checking with OVO…'],
  checkingText: [
    'OVO belum memberi kabar. Mohon jangan mengulang top up; halaman ini berubah sendiri.',
    'OVO has not said yet. Please do not top up again; this page turns by itself.',
  ],
  succeededTitle: ['Top up berhasil', 'Top-up successful'],
  succeededText: ['{amount} sudah masuk ke akun OVO {number}.', '{amount} has arrived in the OVO account {number}.'],
  failedTitle: ['Top up tidak berhasil', 'The top-up did not go through'],
  failedText: ['OVO tidak menerima top up ini.', 'OVO did not take this top-up.'],
  kept: ['Tidak ada saldo yang dikirim.', 'Nothing was sent.'],
} as const

/** What else this can be refused with. */
export const topUpProblems = {
  'top-up-not-authorized': ['Tidak ada yang bisa diisi di sini.'],
  'top-up-not-found': ['Belum ada top up seperti itu.'],
  'top-up-expired': ['Rincian ini sudah terlalu lama. Periksa sekali lagi.'],
  'top-up-confirmed': ['Top up ini sudah dikonfirmasi sebelumnya.'],
  'top-up-not-funded': ['Top up ini belum dibayar.'],
  'funding-spent': ['Ini sudah dipakai untuk top up lain.'],
  'top-up-account-not-found': ['Nomor ini belum terdaftar di OVO. Periksa kembali nomornya.'],
  'top-up-account-inactive': ['Akun OVO ini sedang tidak aktif.'],
  'top-up-over-limit': ['Jumlah ini melebihi batas top up akun OVO ini.'],
  'top-up-amount-invalid': ['Jumlah top up ini tidak dapat diproses.'],
  'top-up-unavailable': ['Top up sedang tidak tersedia. Coba lagi nanti.'],
} as const

type OwnTextName = keyof typeof texts

export type TopUpTextName = OwnTextName | CommonTextName

export const topUpTexts: Texts<TopUpTextName> = { ...commonTexts, ...problems, ...topUpProblems, ...texts }
