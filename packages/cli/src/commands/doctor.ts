import type { Command } from '../command.ts'

export const doctor: Command = {
  name: 'doctor',
  summary: {
    en: "check the shop's settings, keys, callback and store",
    id: 'periksa pengaturan, kunci, callback, dan penyimpanan',
  },
  options: [
    {
      flag: '--sent FILE',
      text: {
        en: 'the public signing key that OVO was sent (ovo-keys/signing-public.pem)',
        id: 'kunci publik yang dikirim ke OVO (ovo-keys/signing-public.pem)',
      },
    },
    {
      flag: '--callback-url URL',
      text: { en: 'instead of OVO_CALLBACK_URL', id: 'pengganti OVO_CALLBACK_URL' },
    },
    {
      flag: '--address-service URL',
      text: {
        en: 'answers with the address that asks, or none (https://api.ipify.org)',
        id: 'layanan yang menjawab alamat IP penanya, atau none (https://api.ipify.org)',
      },
    },
  ],
  details: {
    en: 'Asks OVO for one token and about a number that is not yours, and sends the shop callbacks about a number that it does not know. Nothing moves. Exit code 1: something is to be mended.',
    id: 'Meminta satu token ke OVO, menanyakan nomor yang bukan milik Anda, dan mengirim ke toko callback tentang nomor yang tidak dikenal. Tidak ada uang yang bergerak. Kode 1: ada yang harus diperbaiki.',
  },
  load: () => import('../doctor/doctor.ts'),
}
