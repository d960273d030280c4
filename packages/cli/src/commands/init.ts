import type { Command } from '../command.ts'

export const init: Command = {
  name: 'init',
  summary: { en: 'a working shop that runs against the simulator', id: 'toko yang langsung jalan dengan simulator' },
  parameters: [
    { name: 'FOLDER', isOptional: true, text: { en: 'where (./ovo-shop)', id: 'folder tujuan (./ovo-shop)' } },
  ],
  options: [
    {
      flag: '--framework NAME',
      choices: ['express', 'nestjs', 'medusa'],
      text: { en: 'what the shop is made with (express)', id: 'kerangka toko (express)' },
    },
    { flag: '--port N', text: { en: "the shop's port (3000; Medusa 9000)", id: 'port toko (3000; Medusa 9000)' } },
    { flag: '--simulator-port N', text: { en: "the simulator's port (4600)", id: 'port simulator (4600)' } },
  ],
  details: {
    en: 'In a folder that has a package.json only the settings and what connects OVO are written. Nothing is overwritten.',
    id: 'Di folder yang sudah punya package.json hanya pengaturan dan sambungan ke OVO yang ditulis. Tidak ada yang ditimpa.',
  },
  load: () => import('../init/init.ts'),
}
