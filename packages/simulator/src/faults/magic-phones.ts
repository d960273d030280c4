import type { PosCode } from '../wire/pos-code.ts'
import type { Words } from '../words.ts'
import type { FaultName } from './fault-table.ts'

/** A phone that always does the same, so a test or a person can ask for it without touching anything. */
export interface MagicPhone {
  readonly about: Words
  /** The push is answered with this code at once, and takes no money. */
  readonly answer?: PosCode
  /** What the customer does, this many milliseconds of the clock after the push arrived. */
  readonly customer?: { readonly does: 'approve' | 'reject'; readonly afterMillis: number }
  /** Hits the push; a queued fault comes first. */
  readonly fault?: FaultName
  /** The number has no OVO account: inquiry answers 14 as well. */
  readonly isUnknown?: true
}

const AT_ONCE = { does: 'approve', afterMillis: 0 } as const

/** The last four digits of a phone to what it does. `90nn` is the responseCode where there is one. */
export const MAGIC_PHONES: Readonly<Record<string, MagicPhone>> = {
  9000: { about: { id: 'langsung menyetujui', en: 'approves at once' }, customer: AT_ONCE },
  9001: { about: { id: 'tidak pernah menjawab: tanpa kode respons', en: 'never acts: no response code' } },
  9002: {
    about: {
      id: 'langsung menyetujui, uang terpotong, koneksi diputus',
      en: 'approves at once, the money is taken, the connection is cut',
    },
    customer: AT_ONCE,
    fault: 'lose-response',
  },
  9003: {
    about: {
      id: 'menyetujui setelah 50 detik, jawabannya datang setelah 62 detik',
      en: 'approves after 50 s, the answer comes after 62 s',
    },
    customer: { does: 'approve', afterMillis: 50_000 },
    fault: 'answer-late',
  },
  9004: {
    about: { id: 'langsung 404 kosong, uang tidak terpotong', en: 'empty 404 at once, nothing is taken' },
    answer: 'ER',
    fault: 'empty-404',
  },
  9005: {
    about: { id: 'langsung menyetujui, jawabannya halaman HTML', en: 'approves at once, the answer is a page of HTML' },
    customer: AT_ONCE,
    fault: 'garbage',
  },
  9006: { about: { id: 'ER, uang tidak terpotong', en: 'ER, nothing is taken' }, answer: 'ER' },
  9007: {
    about: {
      id: 'ER dengan HTTP 500, padahal disetujui: uang terpotong',
      en: 'ER with HTTP 500, and yet approved: the money is taken',
    },
    customer: AT_ONCE,
    fault: 'act-then-500',
  },
  9014: { about: { id: 'tidak terdaftar: 14', en: 'not registered: 14' }, answer: '14', isUnknown: true },
  9017: {
    about: { id: 'menolak setelah 3 detik: 17', en: 'rejects after 3 s: 17' },
    customer: { does: 'reject', afterMillis: 3_000 },
  },
  9026: { about: { id: 'tidak bisa diberi notifikasi: 26', en: 'cannot be notified: 26' }, answer: '26' },
  9040: { about: { id: '40, uang tidak terpotong', en: '40, nothing is taken' }, answer: '40' },
  9051: { about: { id: 'saldo tidak cukup: 51', en: 'the balance is too small: 51' }, answer: '51' },
  9054: {
    about: { id: 'menyetujui setelah 54 detik', en: 'approves after 54 s' },
    customer: { does: 'approve', afterMillis: 54_000 },
  },
  9063: { about: { id: '63, seperti kredensial yang salah', en: '63, as with bad credentials' }, answer: '63' },
  9068: {
    about: {
      id: 'langsung menyetujui; 68, dan uangnya sampai 90 detik kemudian',
      en: 'approves at once; 68, and the money arrives 90 s later',
    },
    customer: AT_ONCE,
    fault: 'settle-late',
  },
  9094: {
    about: { id: '94, seperti nomor yang sudah pernah dipakai', en: '94, as for a number used before' },
    answer: '94',
  },
}

/** What a phone does by itself: a row of the table, or `91nn`, which approves after nn seconds. */
export function magicPhone(phone: string): MagicPhone | undefined {
  const digits = phone.slice(-4)
  const seconds = /^91(\d\d)$/.exec(digits)?.[1]
  if (seconds === undefined) return MAGIC_PHONES[digits]
  const afterMillis = Number(seconds) * 1_000
  const about = { id: `menyetujui setelah ${Number(seconds)} detik`, en: `approves after ${Number(seconds)} s` }
  return { about, customer: { does: 'approve', afterMillis } }
}
