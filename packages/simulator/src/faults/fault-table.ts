import type { Words } from '../words.ts'

/** What a fault can be attached to: one of the APIs, or the notification OVO sends after a payment. */
export const OPERATIONS = [
  'token.b2b',
  'qris.generate',
  'qris.query',
  'qris.refund',
  'top-up.inquiry',
  'top-up.transfer',
  'top-up.status',
  'top-up.balance',
  'link.lookup',
  'link.bind',
  'link.token',
  'link.unbind',
  'link.balance',
  'link.history',
  'linked.pay',
  'linked.status',
  'linked.refund',
  'callback',
  'pos.inquiry',
  'pos.push',
  'pos.reversal',
  'pos.void',
  'pos.status',
  'pos.void-status',
] as const
export type Operation = (typeof OPERATIONS)[number]
export type ApiOperation = Exclude<Operation, 'callback'>
export type PosOperation = Extract<Operation, `pos.${string}`>

interface FaultRow {
  /** Operations, or the part before the dot for all of its operations. */
  readonly on: readonly string[]
  readonly about: Words
}

const APIS = ['token', 'qris', 'top-up', 'link', 'linked', 'pos'] as const

export type FaultName =
  | 'refuse-before'
  | 'http-500'
  | 'too-many'
  | 'in-progress'
  | 'empty-404'
  | 'token-expired'
  | 'lose-response'
  | 'act-then-500'
  | 'http-504'
  | 'malformed-json'
  | 'missing-response-code'
  | 'numeric-expires-in'
  | 'wrong-amount'
  | 'wrong-crc'
  | 'wrong-reference'
  | 'pay-late'
  | 'settle-late'
  | 'fail-late'
  | 'inquiry-code'
  | 'delay'
  | 'act-then-400'
  | 'garbage'
  | 'answer-late'
  | 'reversal-overtakes'
  | 'drop'
  | 'duplicate'
  | 'twice-new-id'
  | 'forge'
  | 'stale'
  | 'tampered'

/** Every misbehaviour the simulator knows, where it fits and what it does. */
export const FAULTS: Readonly<Record<FaultName, FaultRow>> = {
  'refuse-before': {
    on: APIS,
    about: { id: 'koneksi diputus sebelum apa pun dikerjakan', en: 'the connection is cut before anything is done' },
  },
  'http-500': {
    on: APIS,
    about: { id: '500xx00 atau ER, tidak ada yang dikerjakan', en: '500xx00 or ER, nothing is done' },
  },
  'too-many': { on: APIS, about: { id: 'HTTP 429, tidak ada yang dikerjakan', en: 'HTTP 429, nothing is done' } },
  'in-progress': {
    on: APIS,
    about: { id: '202xx00 atau 68, belum ada yang dikerjakan', en: '202xx00 or 68, nothing is done yet' },
  },
  'empty-404': {
    on: APIS,
    about: { id: 'HTTP 404 tanpa isi, tidak ada yang dikerjakan', en: 'HTTP 404 with no body, nothing is done' },
  },
  'token-expired': {
    on: ['qris', 'top-up', 'link.lookup', 'link.unbind', 'link.balance', 'link.history', 'linked'],
    about: {
      id: 'semua token sejenis mati sebelum waktunya: 401xx01, atau 401xx02 untuk token pelanggan; tidak ada yang dikerjakan',
      en: 'every token of the kind dies early: 401xx01, or 401xx02 for a customer’s; nothing is done',
    },
  },
  'lose-response': {
    on: APIS,
    about: {
      id: 'permintaan dikerjakan, lalu koneksi diputus',
      en: 'the request is carried out, then the connection is cut',
    },
  },
  'act-then-500': {
    on: APIS,
    about: {
      id: 'permintaan dikerjakan, jawabannya 500xx00 atau ER',
      en: 'the request is carried out, the answer is 500xx00 or ER',
    },
  },
  'http-504': {
    on: APIS,
    about: {
      id: 'permintaan dikerjakan, jawabannya HTTP 504',
      en: 'the request is carried out, the answer is HTTP 504',
    },
  },
  'malformed-json': {
    on: APIS,
    about: {
      id: 'permintaan dikerjakan, JSON jawabannya terpotong',
      en: 'the request is carried out, the JSON of the answer is cut in half',
    },
  },
  'missing-response-code': {
    on: APIS,
    about: { id: 'jawabannya tanpa responseCode', en: 'the answer has no responseCode' },
  },
  'numeric-expires-in': {
    on: ['token'],
    about: { id: 'expiresIn berupa angka, bukan teks', en: 'expiresIn is a number, not a text' },
  },
  'wrong-amount': {
    on: [
      'qris.generate',
      'qris.query',
      'top-up.inquiry',
      'top-up.transfer',
      'top-up.status',
      'linked',
      'pos.push',
      'pos.status',
    ],
    about: {
      id: 'isi kode QR, potongan akun terhubung, atau jawabannya memuat jumlah lain',
      en: 'the payload, what a linked payment takes, or the answer, has another amount',
    },
  },
  'wrong-crc': {
    on: ['qris.generate'],
    about: { id: 'angka pemeriksa isi kode QR salah', en: 'the check of the payload is wrong' },
  },
  'wrong-reference': {
    on: ['qris.query', 'top-up.inquiry', 'top-up.transfer', 'top-up.status', 'linked', 'pos.push', 'pos.status'],
    about: {
      id: 'jawabannya tentang partnerReferenceNo, partnerRefundNo, atau merchantInvoice lain',
      en: 'the answer is about another partnerReferenceNo, partnerRefundNo or merchantInvoice',
    },
  },
  'pay-late': {
    on: ['qris.generate', 'linked.pay'],
    about: {
      id: 'kode QR atau halaman PIN masih memotong uang setelah waktunya habis',
      en: 'the QR, or the PIN page, still takes money after its time',
    },
  },
  'settle-late': {
    on: ['qris.generate', 'pos.push', 'top-up.transfer', 'linked.pay', 'linked.refund'],
    about: {
      id: 'pembayaran, isi saldo, atau pengembalian akun terhubung tertunda 90 detik jam simulator',
      en: 'the payment, top-up or linked refund stays pending for 90 s of the clock',
    },
  },
  'fail-late': {
    on: ['top-up.transfer', 'linked.pay', 'linked.refund'],
    about: {
      id: 'tertunda 90 detik jam simulator, lalu gagal',
      en: 'it stays pending for 90 s of the clock, and then fails',
    },
  },
  'inquiry-code': {
    on: ['top-up.transfer'],
    about: {
      id: 'keberhasilan berkode 2003700, seperti contoh dalam panduan OVO',
      en: 'a success carries 2003700, as in the sample of OVO’s guidance',
    },
  },
  delay: {
    on: [...APIS, 'callback'],
    about: { id: 'terlambat 1 detik', en: 'late by a second' },
  },
  'act-then-400': {
    on: ['pos'],
    about: {
      id: 'permintaan dikerjakan, JSON biasa datang dengan HTTP 400',
      en: 'the request is carried out, the usual JSON comes with HTTP 400',
    },
  },
  garbage: {
    on: ['link', 'linked', 'pos'],
    about: {
      id: 'permintaan dikerjakan, jawabannya halaman HTML dengan HTTP 200',
      en: 'the request is carried out, the answer is a page of HTML with HTTP 200',
    },
  },
  'answer-late': {
    on: ['pos.push'],
    about: { id: 'kode push datang 62 detik setelah push', en: 'the code of a push comes 62 s after the push' },
  },
  'reversal-overtakes': {
    on: ['pos.push'],
    about: {
      id: 'push sampai di OVO setelah reversal-nya dijawab',
      en: 'the push reaches OVO after its reversal has been answered',
    },
  },
  drop: { on: ['callback'], about: { id: 'callback tidak pernah dikirim', en: 'the callback is never sent' } },
  duplicate: {
    on: ['callback'],
    about: { id: 'byte yang sama dikirim dua kali', en: 'the same bytes are sent twice' },
  },
  'twice-new-id': {
    on: ['callback'],
    about: {
      id: 'dikirim dua kali, masing-masing dengan X-EXTERNAL-ID dan tanda tangan sendiri',
      en: 'sent twice, each with its own X-EXTERNAL-ID and signature',
    },
  },
  forge: {
    on: ['callback'],
    about: { id: 'tanda tangannya dibuat dengan kunci yang salah', en: 'the signature is made with a wrong key' },
  },
  stale: {
    on: ['callback'],
    about: {
      id: 'timestamp-nya 10 menit lalu, tanda tangannya cocok',
      en: 'the timestamp is 10 minutes old, the signature fits it',
    },
  },
  tampered: {
    on: ['callback'],
    about: { id: 'jumlahnya diubah setelah ditandatangani', en: 'the amount is changed after signing' },
  },
}

/** True when a fault makes sense for an operation. */
export function fits(fault: FaultName, operation: Operation): boolean {
  return FAULTS[fault].on.some((part) => operation === part || operation.startsWith(`${part}.`))
}

/** The names of the faults that make sense for an operation. */
export function faultsOn(operation: Operation): readonly FaultName[] {
  return (Object.keys(FAULTS) as FaultName[]).filter((fault) => fits(fault, operation))
}
