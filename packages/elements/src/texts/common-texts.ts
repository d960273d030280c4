import type { Texts } from './texts.ts'

const texts = {
  loadingTitle: ['Sebentar…', 'One moment…'],
  phoneLabel: ['Nomor ponsel OVO', 'Your OVO phone number'],
  problemTitle: ['Belum berhasil', 'That did not work'],
  again: ['Coba lagi', 'Try again'],
  retryIn: ['Coba lagi dalam {time}.', 'Try again in {time}.'],
  offline: [
    'Tidak ada koneksi. Yang sudah Anda konfirmasi tetap terhitung.',
    'You are offline. What you have confirmed counts all the same.',
  ],
  away: [
    'Toko sedang tidak menjawab. Kami terus mencoba. Yang sudah Anda konfirmasi tetap terhitung.',
    'The shop does not answer right now. We keep trying. What you have confirmed counts all the same.',
  ],
  signedOut: [
    'Toko tidak lagi menampilkan ini. Masuk lagi, atau muat ulang halaman ini. Yang sudah Anda konfirmasi tetap terhitung.',
    'The shop does not show this any more. Sign in again, or reload this page. What you have confirmed counts all the same.',
  ],
} as const

/** What every element says. */
export type CommonTextName = keyof typeof texts

export const commonTexts: Texts<CommonTextName> = texts
