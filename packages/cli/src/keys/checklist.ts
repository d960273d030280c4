import type { PemPair } from '@ovokit/core/credentials'
import { inLanguage, type Language, type Text } from '../text.ts'

/** What goes to whom, and what never leaves. */
export function checklist(made: Readonly<Record<string, PemPair>>, language: Language): readonly string[] {
  const has = (name: string): boolean => made[name] !== undefined
  const lines: readonly (Text | null)[] = [
    { en: "Send to OVO's PIS team, by e-mail:", id: 'Kirim ke tim PIS OVO lewat email:' },
    has('sharing')
      ? {
          en: '  [ ] sharing-public.pem   the public key for sharing credentials (X.509)',
          id: '  [ ] sharing-public.pem   public key untuk sharing credential (X.509)',
        }
      : null,
    has('signing')
      ? {
          en: '  [ ] signing-public.pem   the public key for signatures (PKCS#1); not for Push To Pay alone',
          id: '  [ ] signing-public.pem   public key untuk signature (PKCS#1); tidak perlu untuk Push To Pay saja',
        }
      : null,
    {
      en: '  [ ] the callback address, such as https://shop.example/ovo/v1.0/qr/qr-mpm-notify (optional)',
      id: '  [ ] alamat callback, misalnya https://toko.example/ovo/v1.0/qr/qr-mpm-notify (opsional)',
    },
    {
      en: '  [ ] for production: the addresses your requests come from (ovokit doctor says how to find them)',
      id: '  [ ] untuk production: alamat IP asal request (lihat ovokit doctor)',
    },
    {
      en: '  Staging and production have credentials of their own: use other keys for production.',
      id: '  Kredensial staging dan production berbeda: pakai kunci lain untuk production.',
    },
    { en: 'Never send, never commit, keep a copy:', id: 'Jangan dikirim, jangan di-commit, simpan cadangannya:' },
    has('sharing')
      ? {
          en: '  sharing-private.pem and its passphrase: they open what OVO sends back',
          id: '  sharing-private.pem dan kata sandinya: pembuka kiriman balasan OVO',
        }
      : null,
    has('signing')
      ? {
          en: '  signing-private.pem: whoever has it speaks to OVO in your name',
          id: '  signing-private.pem: siapa pun yang memilikinya bisa bertindak atas nama Anda',
        }
      : null,
    {
      en: 'OVO sends back key.bin.enc and cred_file.enc. Then: ovokit open key.bin.enc cred_file.enc',
      id: 'OVO akan membalas dengan key.bin.enc dan cred_file.enc. Lalu: ovokit open key.bin.enc cred_file.enc',
    },
  ]
  return lines.flatMap((line) => (line === null ? [] : [inLanguage(line, language)]))
}
