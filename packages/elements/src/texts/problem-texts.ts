import type { ShopError } from '../client/shop-error.ts'
import { clock, fill, type Locale, type Texts } from './texts.ts'

const id = {
  problemTitle: 'Belum berhasil',
  again: 'Coba lagi',
  retryIn: 'Coba lagi dalam {time}.',
  offline: 'Tidak ada koneksi. Yang sudah Anda konfirmasi tetap terhitung; halaman ini menyusul sendiri.',
  'bad-address': 'Alamat ini tidak terbaca.',
  'bad-request': 'Permintaan ini tidak terbaca.',
  'cross-site': 'Permintaan ini tidak datang dari halaman toko.',
  'order-not-found': 'Pesanan ini tidak ditemukan.',
  'payment-not-found': 'Belum ada pembayaran untuk pesanan ini.',
  'attempt-in-progress': 'Pembayaran lain untuk pesanan ini masih terbuka. Coba lagi sebentar lagi.',
  'already-paid': 'Pesanan ini sudah dibayar.',
  'not-cancellable': 'Pembayaran ini tidak bisa dibatalkan lagi.',
  'qr-gone': 'Kode QR ini tidak bisa dibayar lagi.',
  'invalid-amount': 'Jumlah ini tidak bisa dibayar dengan OVO.',
  'invalid-phone': 'Ini bukan nomor ponsel Indonesia. Tulis seperti 0812 3456 7890.',
  'phone-not-registered': 'Nomor ini tidak terdaftar di OVO.',
  'not-signed-in': 'Silakan masuk terlebih dahulu.',
  'not-linked': 'Belum ada akun OVO yang tertaut. Tautkan dulu.',
  'too-many-requests': 'Terlalu sering. Tunggu sebentar.',
  internal: 'Ada yang salah di pihak kami.',
  'ovo-refused': 'OVO tidak menerima pembayaran ini. Coba lagi, atau bayar dengan cara lain.',
  'ovo-unreachable': 'OVO sedang tidak dapat dihubungi. Coba lagi sebentar lagi.',
  unavailable: 'Pembayaran sedang tidak tersedia. Coba lagi sebentar lagi.',
  unreachable: 'Toko tidak dapat dihubungi. Apakah ada koneksi?',
}

/** What every element can be refused with, and what it says without a network. */
export type ProblemTextName = keyof typeof id

const en: Record<ProblemTextName, string> = {
  problemTitle: 'That did not work',
  again: 'Try again',
  retryIn: 'Try again in {time}.',
  offline: 'You are offline. What you have confirmed counts; this page catches up by itself.',
  'bad-address': 'This address cannot be read.',
  'bad-request': 'This request cannot be read.',
  'cross-site': 'This request did not come from the shop’s own page.',
  'order-not-found': 'This order does not exist.',
  'payment-not-found': 'There is no payment for this order yet.',
  'attempt-in-progress': 'Another payment of this order is still open. Try again in a moment.',
  'already-paid': 'This order is paid already.',
  'not-cancellable': 'This payment can no longer be cancelled.',
  'qr-gone': 'This QR can no longer be paid.',
  'invalid-amount': 'This amount cannot be paid with OVO.',
  'invalid-phone': 'This is not an Indonesian mobile number. Write it like 0812 3456 7890.',
  'phone-not-registered': 'This phone number has no OVO account.',
  'not-signed-in': 'Sign in first.',
  'not-linked': 'No OVO account is linked. Link one first.',
  'too-many-requests': 'That was too often. Wait a moment.',
  internal: 'Something went wrong on our side.',
  'ovo-refused': 'OVO did not accept this payment. Try again, or pay another way.',
  'ovo-unreachable': 'OVO cannot be reached right now. Please try again in a moment.',
  unavailable: 'Payments are not available right now. Try again in a moment.',
  unreachable: 'The shop cannot be reached. Is there a connection?',
}

export const problemTexts: Texts<ProblemTextName> = { id, en }

/** What was refused: in OVO's words where it prescribes some, else in ours, and when to ask again. */
export function sayProblem(
  problem: ShopError | null,
  {
    words,
    locale,
    patience = null,
  }: {
    readonly words: Readonly<Partial<Record<ShopError['code'], string>>> & { readonly retryIn: string }
    readonly locale: Locale
    /** Seconds. */
    readonly patience?: number | null
  },
): string {
  if (problem === null) return ''
  const said = problem.text?.[locale] ?? words[problem.code] ?? problem.message
  return patience === null ? said : `${said} ${fill(words.retryIn, { time: clock(patience) })}`
}
