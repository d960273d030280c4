import type { Command, Option } from '../command.ts'

const merchant: Option = {
  flag: '--merchant NAME',
  text: { en: "only this merchant's", id: 'hanya milik merchant ini' },
}
const since: Option = {
  flag: '--since TIME',
  text: { en: 'from then on: 2026-11-22, or with T09:30 (Jakarta)', id: 'sejak: 2026-11-22, atau dengan T09:30 (WIB)' },
}
const until: Option = { flag: '--until TIME', text: { en: 'before then', id: 'sebelum waktu itu' } }

/** What went to OVO and what came from it. `log` itself must stand before its own subcommands. */
export const log: readonly Command[] = [
  {
    name: 'log',
    summary: { en: 'find calls to and from OVO, and print them', id: 'cari dan cetak panggilan dari dan ke OVO' },
    parameters: [
      {
        name: 'WHAT',
        isOptional: true,
        text: {
          en: "the shop's reference, a payment's id, an X-EXTERNAL-ID or a call's id; the newest calls without it",
          id: 'nomor pesanan, id pembayaran, X-EXTERNAL-ID, atau id panggilan; kalau kosong: yang terbaru',
        },
      },
    ],
    options: [
      {
        flag: '--as FORM',
        choices: ['list', 'curl', 'http'],
        text: { en: 'one line each (list), or whole', id: 'satu baris (list), atau utuh' },
      },
      { flag: '--limit N', text: { en: 'how many, the newest (100)', id: 'jumlahnya, yang terbaru (100)' } },
      ...[merchant, since, until],
      {
        flag: '--original',
        text: {
          en: 'unlock the originals with the encryption key: live tokens and personal data',
          id: 'buka aslinya dengan kunci enkripsi: berisi token dan data pribadi',
        },
      },
      {
        flag: '--out FILE',
        text: {
          en: 'write it there, for you alone, instead of showing it',
          id: 'simpan ke berkas ini, hanya untuk Anda',
        },
      },
    ],
    details: {
      en: 'Secrets and personal data are taken out unless --original is given. The embedded store takes one process at a time: stop the shop first, or use PostgreSQL.',
      id: 'Rahasia dan data pribadi disembunyikan, kecuali dengan --original. Penyimpanan bawaan hanya untuk satu proses: hentikan toko dulu, atau pakai PostgreSQL.',
    },
    load: () => import('../log/find.ts'),
  },
  {
    name: 'log verify',
    summary: {
      en: 'has anybody altered, removed or moved what was logged?',
      id: 'apakah ada yang mengubah, menghapus, atau memindahkan isi log?',
    },
    options: [
      {
        flag: '--heads FILE',
        text: {
          en: 'what an earlier run wrote there: finds also what was cut off at the end',
          id: 'hasil pemeriksaan sebelumnya: menemukan juga yang dipotong di akhir',
        },
      },
      {
        flag: '--write-heads FILE',
        text: {
          en: 'write how far the log goes; keep it somewhere else',
          id: 'catat sampai mana log ini; simpan di tempat lain',
        },
      },
    ],
    load: () => import('../log/verify.ts'),
  },
]
