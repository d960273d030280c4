import type { Command, Option } from '../command.ts'

const product: Option = {
  flag: '--product NAME',
  choices: ['qris', 'payment', 'top-up'],
  text: { en: 'only these scenarios', id: 'hanya skenario ini' },
}
const out: Option = {
  flag: '--out FOLDER',
  text: { en: 'where the documents go (bi)', id: 'tempat dokumennya (bi)' },
}

/** What Bank Indonesia asks for. `bi` itself must stand before its own subcommands. */
export const bi: readonly Command[] = [
  {
    name: 'bi',
    summary: {
      en: "run Bank Indonesia's scenarios on the devsite of ASPI",
      id: 'jalankan skenario Bank Indonesia di devsite ASPI',
    },
    options: [
      product,
      { flag: '--url URL', text: { en: 'another devsite, such as a stand-in', id: 'devsite lain, misalnya tiruan' } },
      out,
    ],
    details: {
      en: 'Reads BI_CLIENT_ID, BI_CLIENT_SECRET and BI_PRIVATE_KEY: what the portal gave for the application under test. Writes each scenario with its whole request and response as DOCX and HTML, and record.json: what passed when.',
      id: 'Membaca BI_CLIENT_ID, BI_CLIENT_SECRET, dan BI_PRIVATE_KEY dari portal untuk aplikasi pengujian. Menulis setiap skenario dengan request dan response lengkap sebagai DOCX dan HTML, dan record.json: apa yang lulus kapan.',
    },
    load: () => import('../bi/run.ts'),
  },
  {
    name: 'bi document',
    summary: {
      en: "the functional test, out of the shop's own calls to OVO",
      id: 'dokumen functional test, dari panggilan toko ke OVO',
    },
    options: [product, out],
    details: {
      en: 'Takes the newest good and refused call of each API from the API log, whole, and says which are not in it yet.',
      id: 'Mengambil panggilan terbaru yang berhasil dan yang ditolak dari log API, utuh, dan menyebut yang belum ada.',
    },
    load: () => import('../bi/document.ts'),
  },
]
