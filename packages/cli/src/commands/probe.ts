import type { Command } from '../command.ts'

export const probe: Command = {
  name: 'probe',
  summary: {
    en: "ask OVO's staging what its documents leave open, and print the dialect",
    id: 'tanyakan ke staging OVO hal yang tidak jelas di dokumennya, lalu cetak dialect',
  },
  details: {
    en: 'Asks only what moves no money, unless --pay or --push is given. Staging only, unless --production is.',
    id: 'Hanya bertanya tanpa memindahkan uang, kecuali dengan --pay atau --push. Hanya staging, kecuali --production.',
  },
  options: [
    {
      flag: '--phone NUMBER',
      text: { en: 'an OVO account of yours, for what needs one', id: 'akun OVO milik Anda, untuk yang memerlukannya' },
    },
    { flag: '--amount RUPIAH', text: { en: 'amount of the test QR (10000)', id: 'jumlah QR uji (10000)' } },
    {
      flag: '--return-url URL',
      text: { en: 'registered return address: begins to link the account', id: 'alamat kembali: mulai menautkan akun' },
    },
    {
      flag: '--pay',
      text: {
        en: 'show the QR, wait until you pay it, refund it twice',
        id: 'tampilkan QR, tunggu Anda bayar, kembalikan dua kali',
      },
    },
    {
      flag: '--push',
      text: {
        en: 'push to the phone, leave it, reverse it twice',
        id: 'kirim push ke ponsel, biarkan, batalkan dua kali',
      },
    },
    {
      flag: '--out FOLDER',
      text: { en: 'keep the answers there, redacted', id: 'simpan jawaban di sana, disamarkan' },
    },
    { flag: '--merchant NAME', text: { en: 'whose credentials (default)', id: 'kredensial siapa (default)' } },
    { flag: '--production', text: { en: 'ask production after all', id: 'tetap tanyakan ke production' } },
  ],
  load: () => import('../probe/probe.ts'),
}
