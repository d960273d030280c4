import type { Command } from '../command.ts'

export const simulate: Command = {
  name: 'simulate',
  summary: { en: "play OVO's side on this machine", id: 'jalankan simulator OVO di komputer ini' },
  options: [
    { flag: '--port N', text: { en: 'port to listen on (4600)', id: 'port yang dipakai (4600)' } },
    {
      flag: '--callback-url URL',
      text: { en: 'where payment notifications go', id: 'alamat tujuan notifikasi pembayaran' },
    },
  ],
  load: () => import('../simulate/simulate.ts'),
}
