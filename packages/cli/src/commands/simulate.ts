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
  details: {
    en: 'In a folder whose settings point at this machine, it is the OVO that knows that shop. Otherwise it makes credentials up.',
    id: 'Di folder yang pengaturannya menunjuk ke komputer ini, simulator mengenal toko itu. Kalau tidak, kredensialnya dibuatkan.',
  },
  load: () => import('../simulate/simulate.ts'),
}
