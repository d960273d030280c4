import type { ShopError } from '../client/shop-error.ts'
import type { CommonTextName } from './common-texts.ts'
import { type Locale, prescribed, type Words } from './texts.ts'

/**
 * What any element can be refused with; what a shopper can do nothing about is `internal`. In English the shop says it
 * itself, with the refusal.
 */
export const problems = {
  'order-not-found': ['Pesanan ini tidak ditemukan.'],
  'attempt-in-progress': ['Pembayaran lain untuk pesanan ini masih terbuka. Coba lagi sebentar lagi.'],
  'already-paid': ['Pesanan ini sudah dibayar.'],
  'invalid-amount': ['Jumlah ini tidak bisa dibayar dengan OVO.'],
  'invalid-phone': ['Ini bukan nomor ponsel Indonesia. Tulis seperti 0812 3456 7890.'],
  'not-signed-in': ['Silakan masuk terlebih dahulu.'],
  'not-linked': ['Belum ada akun OVO yang tertaut. Tautkan dulu.'],
  'too-many-requests': ['Terlalu sering. Tunggu sebentar.'],
  internal: ['Ada yang salah di pihak kami.'],
  'ovo-refused': ['OVO tidak menerima pembayaran ini. Coba lagi, atau bayar dengan cara lain.'],
  'ovo-unreachable': ['OVO sedang tidak dapat dihubungi. Coba lagi sebentar lagi.'],
  unavailable: ['Pembayaran sedang tidak tersedia. Coba lagi sebentar lagi.'],
  unreachable: ['Toko tidak dapat dihubungi. Apakah ada koneksi?'],
} as const

/** What was refused: in OVO’s words where it prescribes some, else in ours or the shop's. */
export function sayProblem({
  session,
  words,
  locale,
}: {
  readonly session: { readonly state: { readonly problem: ShopError | null } }
  readonly words: Words<CommonTextName>
  readonly locale: Locale
}): string {
  const { problem } = session.state
  if (problem === null) return ''
  return prescribed(problem.text, { words, locale }) ?? words[problem.code] ?? words.internal ?? problem.message
}
