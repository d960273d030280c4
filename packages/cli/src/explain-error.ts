import { OvoError, type OvoErrorCode } from '@ovokit/core'
import type { HandoverError, HandoverFlaw } from '@ovokit/core/credentials'
import { CliError } from './cli-error.ts'
import type { ExitName } from './exit-code.ts'
import type { Line } from './text.ts'

/** How an error ends a command. */
export interface Explained {
  readonly exit: ExitName
  readonly code: string
  readonly text: Line
  /** Only of a mistake of OvoKit's own: where it happened. */
  readonly detail?: string
}

/** Errors of the core that do not simply mean that it could not be done. */
const exitOf: Partial<Record<OvoErrorCode, ExitName>> = {
  'invalid-configuration': 'configuration',
  'merchant-unknown': 'configuration',
  'not-configured': 'configuration',
  'seal-broken': 'configuration',
  'invalid-input': 'usage',
  'invalid-amount': 'usage',
  'ovo-unreachable': 'unreachable',
  'store-unavailable': 'unreachable',
  'store-locked': 'unreachable',
  'ovo-outcome-unknown': 'unknown',
  'report-unreadable': 'unreadable',
}

/** What the core's errors mean, where somebody new to OVO meets them. */
const indonesian: Partial<Record<OvoErrorCode, string>> = {
  'invalid-key': 'kunci tidak bisa dipakai; periksa berkas dan kata sandinya',
  'invalid-configuration': 'pengaturan belum benar',
  'store-locked': 'penyimpanan sedang dipakai proses lain; hentikan toko dulu, atau pakai PostgreSQL',
  'store-unavailable': 'penyimpanan tidak bisa dibuka',
  'ovo-unreachable': 'OVO tidak bisa dihubungi',
  'refund-not-paid': 'hanya pembayaran yang sudah dibayar bisa dikembalikan',
  'refund-window-closed': 'batas waktu pengembalian sudah lewat',
  'not-resolvable': 'pembayaran ini bukan (atau bukan lagi) untuk diputuskan orang',
}

/** @see docs/protocol/credentials.md */
const flaws: Readonly<Record<HandoverFlaw, string>> = {
  'files-swapped': 'kedua berkas tertukar: beri key.bin.enc dulu, lalu cred_file.enc',
  'key-file-empty': 'berkas kunci kosong: minta OVO mengirim ulang',
  'key-file-size': 'ukuran berkas kunci salah: terpotong atau berubah di jalan; simpan ulang lampirannya',
  'key-size-differs': 'berkas kunci dibuat untuk kunci berukuran lain: pakai kunci sharing, bukan kunci tanda tangan',
  'wrong-key':
    'berkas kunci tidak terbuka dengan kunci privat ini: pakai pasangan dari kunci publik yang dikirim ke OVO',
  'empty-passphrase': 'berkas kunci tidak berisi kata sandi: minta OVO mengirim ulang',
  'not-encrypted': 'berkas kredensial tidak diawali Salted__: pakai cred_file.enc seperti yang dikirim OVO',
  base64: 'berkas kredensial masih base64: jalankan dulu openssl base64 -d',
  truncated: 'berkas kredensial terpotong: simpan ulang lampirannya',
  'made-with-pbkdf2':
    'berkas kredensial dibuat dengan -pbkdf2, tidak seperti biasanya dari OVO: minta yang tanpa -pbkdf2',
  'made-with-md5': 'berkas kredensial dibuat tanpa -md sha256 oleh OpenSSL lama: minta dikirim ulang',
  'not-a-pair': 'berkas kredensial tidak cocok dengan berkas kuncinya: bukan satu kiriman, atau berubah di jalan',
}

/** The core's messages say what to do and hold no secret; Indonesian readers get the gist first. */
export function explainError(error: unknown): Explained {
  if (error instanceof CliError) return error
  if (OvoError.is(error)) {
    const { code, message } = error
    const flaw = code === 'handover-unreadable' ? (error as HandoverError).flaw : null
    const gist = flaw === null ? indonesian[code] : flaws[flaw]
    const id = gist === undefined || flaw !== null ? (gist ?? message) : `${gist} (${message})`
    return { exit: exitOf[code] ?? 'failed', code: flaw ?? code, text: { en: message, id } }
  }
  return {
    exit: 'bug',
    code: 'bug',
    text: {
      en: 'something broke that should not; please report it with the lines below',
      id: 'ada kesalahan di OvoKit sendiri; mohon laporkan bersama baris-baris di bawah ini',
    },
    detail: error instanceof Error ? (error.stack ?? error.message) : String(error),
  }
}
