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
} as const

/** What every element says. */
export type CommonTextName = keyof typeof texts

export const commonTexts: Texts<CommonTextName> = texts
