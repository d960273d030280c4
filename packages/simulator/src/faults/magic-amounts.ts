import type { ResponseCase } from '../wire/response-code.ts'
import type { Words } from '../words.ts'
import type { FaultName } from './fault-table.ts'

/** An amount that always has the same outcome, so a test or a person can ask for it without setting up a fault. */
export interface MagicAmount {
  readonly about: Words
  /** Generate is refused with this case. */
  readonly refuse?: ResponseCase
  readonly generate?: FaultName
  readonly callback?: FaultName
  /** Hits the first refund of the payment. */
  readonly refund?: FaultName
  /** What the first customer does, this many milliseconds of the clock after the QR was made. */
  readonly customer?: { readonly does: 'pay' | 'decline'; readonly afterMillis: number }
}

/** Whole rupiah to outcome. Every other amount behaves. */
export const MAGIC_AMOUNTS: Readonly<Record<number, MagicAmount>> = {
  1001: {
    about: { id: 'kode QR dibuat, jawabannya hilang', en: 'the QR is made, the answer is lost' },
    generate: 'lose-response',
  },
  1002: {
    about: { id: 'generate menjawab 5004700, kode QR tidak dibuat', en: 'generate answers 5004700, no QR is made' },
    refuse: 'generalError',
  },
  1003: {
    about: { id: 'isi kode QR memuat jumlah lain', en: 'the payload carries another amount' },
    generate: 'wrong-amount',
  },
  1004: {
    about: { id: 'angka pemeriksa isi kode QR salah', en: 'the check of the payload is wrong' },
    generate: 'wrong-crc',
  },
  1005: { about: { id: 'callback tidak pernah dikirim', en: 'the callback is never sent' }, callback: 'drop' },
  1006: {
    about: { id: 'callback dikirim dua kali, byte-nya sama', en: 'the callback is sent twice, the same bytes' },
    callback: 'duplicate',
  },
  1007: { about: { id: 'tanda tangan callback salah', en: 'the callback has a wrong signature' }, callback: 'forge' },
  1008: {
    about: { id: 'pelanggan pertama membayar setelah 3 detik', en: 'the first customer pays after 3 s' },
    customer: { does: 'pay', afterMillis: 3_000 },
  },
  1009: {
    about: { id: 'pelanggan pertama menolak setelah 3 detik', en: 'the first customer declines after 3 s' },
    customer: { does: 'decline', afterMillis: 3_000 },
  },
  1010: {
    about: { id: 'pengembalian dana terjadi, jawabannya hilang', en: 'the refund is made, its answer is lost' },
    refund: 'lose-response',
  },
  1011: {
    about: {
      id: 'pembayaran tertunda 90 detik setelah pelanggan membayar',
      en: 'the payment stays pending for 90 s after the customer paid',
    },
    generate: 'settle-late',
  },
  1012: {
    about: {
      id: 'kode QR masih bisa dibayar setelah 75 detiknya habis',
      en: 'the QR can still be paid after its 75 seconds',
    },
    generate: 'pay-late',
  },
  40403: { about: { id: 'generate menjawab 4044708', en: 'generate answers 4044708' }, refuse: 'invalidMerchant' },
}
