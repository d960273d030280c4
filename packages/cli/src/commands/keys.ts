import type { Command } from '../command.ts'
import { passphraseOption } from '../passphrase.ts'

export const keys: Command = {
  name: 'keys',
  summary: { en: 'make the keys that OVO asks for', id: 'buat kunci yang diminta OVO' },
  options: [
    { flag: '--out FOLDER', text: { en: 'where they go (ovo-keys)', id: 'folder tujuan (ovo-keys)' } },
    passphraseOption,
    {
      flag: '--only KEY',
      choices: ['sharing', 'signing'],
      text: { en: 'one of the two; Push To Pay needs only sharing', id: 'salah satu saja; Push To Pay cukup sharing' },
    },
    {
      flag: '--sharing-from FILE',
      text: { en: 'convert this private key instead of making one', id: 'ubah kunci privat ini, tidak membuat baru' },
    },
    { flag: '--signing-from FILE', text: { en: 'the same for the signing key', id: 'sama, untuk kunci tanda tangan' } },
    {
      flag: '--from-passphrase-file FILE',
      text: { en: 'what opens the key that is converted', id: 'pembuka kunci yang diubah' },
    },
  ],
  details: {
    en: 'Existing keys may be SSH (OpenSSH or PEM), PKCS#8 or traditional, encrypted or not. Nothing is overwritten.',
    id: 'Kunci lama boleh SSH (OpenSSH atau PEM), PKCS#8, atau tradisional, terenkripsi atau tidak. Tidak ada yang ditimpa.',
  },
  load: () => import('../keys/keys.ts'),
}
