import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { join, resolve } from 'node:path'
import { readIfThere } from '../files.ts'
import { fingerprint } from '../keys/keys.ts'
import { type Check, type Finding, fault, ok, unknown, warning } from './finding.ts'

const makeKeys = { en: 'ovokit keys', id: 'ovokit keys' }

/** The signing key of each merchant: its size, and whether OVO was sent its public half. */
export const checkKeys: Check = async ({ context, input, settings }) => {
  const asked = input.text('sent')
  const sent = await readIfThere(
    asked === undefined ? join(settings.folder, 'ovo-keys/signing-public.pem') : resolve(context.folder, asked),
  )
  return Object.values(settings.merchants).flatMap(({ snap }) => {
    const key = snap === undefined ? null : parse(snap.privateKey, snap.privateKeyPassphrase)
    return key === null ? [] : [sizeOf(key, settings.environment), matches(key, sent)]
  })
}

/** `null`: the settings' own check says what is wrong with it. */
function parse(pem: string, passphrase: string | undefined): KeyObject | null {
  try {
    const text = pem.replaceAll('\\n', '\n')
    return createPrivateKey({ key: text, ...(passphrase === undefined ? {} : { passphrase }) })
  } catch {
    return null
  }
}

function sizeOf(key: KeyObject, environment: unknown): Finding {
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0
  const isOvo = typeof environment === 'string'
  const text = { en: `the signing key has ${bits} bits`, id: `kunci tanda tangan ${bits} bit` }
  if (bits >= 4096 || !isOvo) return ok('key-size', text)
  return warning('key-size', { en: `${text.en}; OVO asks for 4096`, id: `${text.id}; OVO meminta 4096` }, makeKeys)
}

function matches(key: KeyObject, sent: string | null): Finding {
  const own = fingerprint({ publicKey: createPublicKey(key).export({ type: 'pkcs1', format: 'pem' }).toString() })
  if (sent === null) {
    return unknown(
      'key-sent',
      {
        en: `the signing key's fingerprint is ${own}; whether OVO has it, only a token tells`,
        id: `sidik jari kunci tanda tangan ${own}; apakah OVO memilikinya, hanya token yang membuktikan`,
      },
      { en: '--sent FILE compares it with what was sent', id: '--sent FILE membandingkannya dengan yang dikirim' },
    )
  }
  if (sent.includes('PRIVATE KEY')) {
    return fault(
      'key-sent',
      {
        en: 'what stands for the key that was sent is a private key',
        id: 'berkas kunci yang dikirim ternyata kunci privat',
      },
      {
        en: 'if OVO has got it, make new keys today (ovokit keys) and send the public half',
        id: 'kalau sudah dikirim ke OVO, buat kunci baru hari ini (ovokit keys) dan kirim bagian publiknya',
      },
    )
  }
  let theirs: string
  try {
    theirs = fingerprint({ publicKey: sent })
  } catch {
    return fault(
      'key-sent',
      { en: 'the public key that was sent cannot be read', id: 'kunci publik yang dikirim tidak bisa dibaca' },
      makeKeys,
    )
  }
  if (theirs !== own) {
    return fault(
      'key-sent',
      {
        en: 'the signing key in the settings is not the one whose public half was sent to OVO',
        id: 'kunci tanda tangan di pengaturan bukan pasangan dari kunci publik yang dikirim ke OVO',
      },
      {
        en: 'point OVO_PRIVATE_KEY_FILE at its private half, or send OVO the other public key',
        id: 'arahkan OVO_PRIVATE_KEY_FILE ke pasangannya, atau kirim kunci publik yang satunya ke OVO',
      },
    )
  }
  if (!sent.includes('BEGIN RSA PUBLIC KEY')) {
    return warning(
      'key-sent',
      { en: 'the public key that was sent is not in PKCS#1 form', id: 'kunci publik yang dikirim bukan PKCS#1' },
      { en: 'openssl rsa -in private.pem -RSAPublicKey_out', id: 'openssl rsa -in private.pem -RSAPublicKey_out' },
    )
  }
  return ok('key-sent', {
    en: 'the signing key is the one that was sent to OVO',
    id: 'kunci tanda tangan cocok dengan yang dikirim ke OVO',
  })
}
