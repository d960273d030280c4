import type { Command, Parameter } from '../command.ts'

const payment: Parameter = {
  name: 'PAYMENT',
  text: {
    en: "its id (pay_…), or the shop's own reference",
    id: 'id pembayaran (pay_…), atau nomor pesanan toko',
  },
}
const merchant = {
  flag: '--merchant NAME',
  text: { en: 'whose reference it is (default)', id: 'merchant pemilik nomor pesanan itu (default)' },
}
const closed = {
  en: 'The embedded store takes one process at a time: stop the shop first, or use PostgreSQL.',
  id: 'Penyimpanan bawaan hanya untuk satu proses: hentikan toko dulu, atau pakai PostgreSQL.',
}

/** What became of the money, and what a person may do about it. */
export const payments: readonly Command[] = [
  {
    name: 'payments list',
    summary: { en: 'the newest payments', id: 'daftar pembayaran terbaru' },
    options: [
      { flag: '--limit N', text: { en: 'how many (20)', id: 'jumlah pembayaran (20)' } },
      {
        flag: '--attention',
        text: { en: 'only those that wait for a person', id: 'hanya yang menunggu keputusan orang' },
      },
    ],
    details: closed,
    load: () => import('../payments/list.ts'),
  },
  {
    name: 'payments show',
    summary: { en: 'one payment and its whole story', id: 'satu pembayaran dan seluruh riwayatnya' },
    parameters: [payment],
    options: [merchant],
    details: closed,
    load: () => import('../payments/show.ts'),
  },
  {
    name: 'payments check',
    summary: { en: 'ask OVO about it now', id: 'tanyakan ke OVO sekarang' },
    parameters: [payment],
    options: [merchant],
    details: closed,
    load: () => import('../payments/check.ts'),
  },
  {
    name: 'payments refund',
    summary: {
      en: 'give the money back: refunds a QRIS payment, voids a push',
      id: 'kembalikan uangnya: refund untuk QRIS, void untuk push',
    },
    parameters: [payment],
    options: [
      merchant,
      {
        flag: '--amount RUPIAH',
        text: { en: 'a part, where OVO gives parts back', id: 'sebagian, kalau OVO mengizinkan' },
      },
      {
        flag: '--key NAME',
        text: {
          en: 'your own name for this part, so that it happens once',
          id: 'nama bagian ini, supaya terjadi sekali',
        },
      },
      { flag: '--reason TEXT', text: { en: 'why, as OVO may show it', id: 'alasan, bisa ditampilkan OVO' } },
      { flag: '--yes', text: { en: 'do not ask again', id: 'tanpa bertanya lagi' } },
    ],
    details: {
      en: "QRIS and pushes: in full, on the payment's own day in Jakarta. Linked payments: also parts, for 60 days. Running it twice refunds once. Exit code 5: OVO has not said yet; the shop goes on asking.",
      id: 'QRIS dan push: penuh, di hari yang sama (waktu Jakarta). Akun terhubung: boleh sebagian, selama 60 hari. Dijalankan dua kali tetap satu refund. Kode 5: OVO belum menjawab; toko terus bertanya.',
    },
    load: () => import('../payments/refund.ts'),
  },
  {
    name: 'payments resolve',
    summary: {
      en: 'decide about a payment that no rule may decide',
      id: 'putuskan pembayaran yang tidak bisa diputuskan oleh aturan',
    },
    parameters: [payment],
    options: [
      merchant,
      {
        flag: '--as OUTCOME',
        choices: ['paid', 'failed'],
        text: { en: 'what a person has found out', id: 'hasil pemeriksaan orang' },
      },
      {
        flag: '--reason TEXT',
        text: { en: 'how it is known; kept in its history', id: 'dasar keputusannya; disimpan dalam riwayat' },
      },
      { flag: '--yes', text: { en: 'do not ask again', id: 'tanpa bertanya lagi' } },
    ],
    load: () => import('../payments/resolve.ts'),
  },
]
