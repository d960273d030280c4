import type { Command } from '../command.ts'
import { passphraseOption } from '../passphrase.ts'

export const open: Command = {
  name: 'open',
  summary: { en: 'open the credential files that OVO sends', id: 'buka berkas kredensial dari OVO' },
  parameters: [
    { name: 'KEY_FILE', text: { en: 'key.bin.enc', id: 'key.bin.enc' } },
    { name: 'CREDENTIAL_FILE', text: { en: 'cred_file.enc', id: 'cred_file.enc' } },
  ],
  options: [
    {
      flag: '--key FILE',
      text: {
        en: 'the private sharing key (ovo-keys/sharing-private.pem)',
        id: 'kunci privat sharing (ovo-keys/sharing-private.pem)',
      },
    },
    passphraseOption,
    { flag: '--env-file FILE', text: { en: 'where the settings go (.env)', id: 'tujuan pengaturan (.env)' } },
    {
      flag: '--replace',
      text: { en: 'replace settings that say something else', id: 'ganti pengaturan yang sudah berisi nilai lain' },
    },
    {
      flag: '--out FILE',
      text: { en: 'keep the whole text there too', id: 'simpan juga seluruh isinya di sini' },
    },
  ],
  details: {
    en: 'Files are written for their owner only (0600). Nothing secret is printed.',
    id: 'Berkas hanya bisa dibaca pemiliknya (0600). Tidak ada rahasia yang dicetak.',
  },
  load: () => import('../open/open.ts'),
}
