import type { Command } from '../command.ts'

export const mockups: Command = {
  name: 'mockups',
  summary: {
    en: "draw every screen of every journey, for OVO's review of the UI",
    id: 'gambar semua layar tiap alur, untuk tinjauan UI/UX oleh OVO',
  },
  options: [
    {
      flag: '--browser PATH',
      text: { en: 'a Chrome, Chromium or Edge of yours', id: 'Chrome, Chromium, atau Edge milik Anda' },
    },
    { flag: '--out FOLDER', text: { en: 'where to (mockups)', id: 'folder tujuan (mockups)' } },
    {
      flag: '--replace',
      text: { en: 'draw anew what is there from before', id: 'ganti mock-up lama di folder itu' },
    },
    { flag: '--shop NAME', text: { en: "your shop's name", id: 'nama toko Anda' } },
    {
      flag: '--css FILE',
      text: { en: "your shop's own style sheet, as its pages have it", id: 'stylesheet toko Anda sendiri' },
    },
    {
      flag: '--screens LANGUAGE',
      text: {
        en: 'language on the screens (id); captions are in both',
        id: 'bahasa di layar (id); keterangan selalu keduanya',
      },
      choices: ['id', 'en'],
    },
    {
      flag: '--journey NAME',
      text: { en: 'only this one; may be repeated (all)', id: 'hanya alur ini; boleh diulang (semua)' },
      isMany: true,
    },
  ],
  details: {
    en: 'Needs playwright-core beside it (npm install playwright-core), which downloads no browser. Writes mockups.pdf and a PNG for each screen. Exit code 1 when something that OVO asks for cannot be read, as under a style sheet that hides it.',
    id: 'Perlu playwright-core (npm install playwright-core), yang tidak mengunduh browser. Menulis mockups.pdf dan satu PNG per layar. Kode keluar 1 bila yang diminta OVO tidak terbaca, misalnya karena disembunyikan stylesheet.',
  },
  load: () => import('../mockups/mockups.ts'),
}
