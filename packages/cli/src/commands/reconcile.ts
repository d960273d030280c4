import type { Command } from '../command.ts'

export const reconcile: Command = {
  name: 'reconcile',
  summary: {
    en: "hold OVO's settlement report against what the shop was paid",
    id: 'cocokkan laporan settlement OVO dengan pembayaran toko',
  },
  details: {
    en: 'Exits with 0 when everything matches, 6 when there are differences, 7 when a report cannot be read.',
    id: 'Keluar dengan 0 bila semuanya cocok, 6 bila ada selisih, 7 bila laporan tidak bisa dibaca.',
  },
  parameters: [{ name: 'FILE', text: { en: 'reports, CSV or XLSX', id: 'laporan, CSV atau XLSX' }, isMany: true }],
  options: [
    {
      flag: '--from DAY',
      text: { en: 'first day of payment in the report, 2026-11-20', id: 'hari pembayaran pertama, 2026-11-20' },
    },
    { flag: '--to DAY', text: { en: 'and the last, included', id: 'dan yang terakhir, termasuk' } },
    {
      flag: '--profile FILE',
      text: { en: 'how the report is written (JSON)', id: 'bentuk laporan (JSON)' },
    },
    { flag: '--merchant NAME', text: { en: 'whose report it is (default)', id: 'laporan milik siapa (default)' } },
    {
      flag: '--product NAME',
      text: { en: 'only payments of that product', id: 'hanya pembayaran produk itu' },
      choices: ['qris', 'push-to-pay', 'linked'],
      isMany: true,
    },
    {
      flag: '--fee RULE',
      text: { en: 'what OVO keeps: qris=0.7 is 0.7 %', id: 'biaya OVO: qris=0.7 berarti 0,7 %' },
      isMany: true,
    },
    {
      flag: '--holiday DAY',
      text: { en: 'a day off besides public holidays', id: 'hari libur selain hari libur nasional' },
      isMany: true,
    },
    { flag: '--csv FILE', text: { en: 'write the differences as CSV', id: 'tulis selisih sebagai CSV' } },
    { flag: '--html FILE', text: { en: 'and as a page', id: 'dan sebagai halaman' } },
  ],
  load: () => import('../reconcile/reconcile.ts'),
}
