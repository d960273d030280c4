import { type CommonTextName, commonTexts } from '../texts/common-texts.ts'
import { problems } from '../texts/problem-texts.ts'
import type { Texts } from '../texts/texts.ts'

const texts = {
  noneTitle: ['Bayar dengan OVO', 'Pay with OVO'],
  noneText: [
    'Tautkan akun OVO Anda sekali, lalu bayar dengan saldo OVO Cash dan OVO Points.',
    'Link your OVO account once, then pay with OVO Cash and OVO Points.',
  ],
  activate: ['Aktifkan OVO', 'Activate OVO'],
  phoneTitle: ['Aktifkan OVO', 'Activate OVO'],
  phoneText: [
    'Di halaman OVO Anda menyetujui syarat dan ketentuan, memasukkan OTP dari SMS, lalu kode keamanan OVO.',
    'On OVO’s pages you accept the terms, enter the OTP from the SMS, and then your OVO security code.',
  ],
  phoneHint: [
    'Misalnya 0812 3456 7890. Kode keamanan hanya Anda ketik di halaman OVO.',
    'Such as 0812 3456 7890. You type your security code on OVO’s page only.',
  ],
  phoneAction: ['Lanjut ke OVO', 'Go on to OVO'],
  notNow: ['Nanti saja', 'Not now'],
  awayTitle: ['Lanjutkan di OVO', 'Go on at OVO'],
  awayText: [
    'Selesaikan penautan di halaman OVO, lalu Anda kembali ke sini.',
    'Finish on OVO’s page, and come back here.',
  ],
  awayAction: ['Buka halaman OVO', 'Open OVO’s page'],
  restart: ['Mulai lagi', 'Start again'],
  checkingTitle: ['Sedang ditautkan…', 'Linking…'],
  checkingText: [
    'OVO sedang menyelesaikan penautan. Ini perlu beberapa detik.',
    'OVO is finishing it. This takes a few seconds.',
  ],
  linkedTitle: ['Akun OVO berhasil ditautkan', 'Your OVO account is linked'],
  linkedText: [
    'Anda bisa membayar di toko ini dengan akun OVO {phone}.',
    'You can pay in this shop with the OVO account {phone}.',
  ],
  cash: ['OVO Cash', 'OVO Cash'],
  points: ['OVO Points', 'OVO Points'],
  unlink: ['Putuskan tautan OVO', 'Unlink OVO'],
  unlinkTitle: ['Putuskan tautan akun OVO?', 'Unlink your OVO account?'],
  unlinkText: [
    'Akun OVO {phone} tidak lagi bisa dipakai membayar di toko ini, sampai Anda menautkannya kembali. Saldo OVO Anda tidak berubah.',
    'The OVO account {phone} can then not pay in this shop until you link it again. Your OVO balance stays as it is.',
  ],
  unlinkConfirm: ['Ya, putuskan tautan', 'Yes, unlink it'],
  keep: ['Tidak, tetap tautkan', 'No, keep it'],
  unlinkingTitle: ['Sedang memutuskan tautan…', 'Unlinking…'],
  unlinkingText: [
    'OVO sedang diberi tahu. Anda tidak perlu menunggu di sini.',
    'OVO is being told. You need not wait here.',
  ],
  unlinkedTitle: ['Tautan OVO sudah diputuskan', 'Your OVO account has been unlinked'],
  unlinkedText: ['Akun OVO Anda tidak lagi tertaut ke toko ini.', 'It is no longer linked to this shop.'],
  revokedTitle: ['Tautan OVO sudah tidak berlaku', 'The link to OVO has ended'],
  revokedText: [
    'OVO atau Anda sendiri mengakhirinya. Aktifkan lagi untuk membayar dengan OVO.',
    'OVO ended it, or you did in the app. Activate it again to pay with OVO.',
  ],
  declinedTitle: ['OVO belum tertaut', 'OVO is not linked'],
  declinedText: [
    'OVO tidak menautkan akun ini. Tidak ada yang berubah.',
    'OVO did not link this account. Nothing has changed.',
  ],
  failedTitle: ['OVO belum tertaut', 'OVO is not linked'],
  failedText: ['Penautan tidak selesai. Tidak ada yang berubah.', 'Linking was not finished. Nothing has changed.'],
} as const

/** What else this can be refused with. */
export const linkProblems = {
  'phone-blocked': ['OVO memblokir nomor ini. Hanya OVO yang bisa membantu.'],
  'phone-linked': ['Akun OVO ini sudah tertaut ke toko ini.'],
  'already-linked': ['Sudah ada akun OVO yang tertaut. Putuskan dulu tautannya.'],
  'link-in-progress': ['Penautan atau pemutusan sedang berjalan. Coba lagi sebentar lagi.'],
} as const

type OwnTextName = keyof typeof texts

export type LinkTextName = OwnTextName | CommonTextName

export const linkTexts: Texts<LinkTextName> = { ...commonTexts, ...problems, ...linkProblems, ...texts }
