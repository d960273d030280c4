import { createPrivateKey, createPublicKey } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { keyText } from '../../../../test/vectors/vectors.ts'
import { KeyError } from '../errors/errors.ts'
import { publicKeyOf, readPrivateKey, readPublicKey } from './keys.ts'

const passphrase = 'correct horse'

function messageOf(action: () => unknown): string {
  try {
    action()
  } catch (error) {
    expect(error).toBeInstanceOf(KeyError)
    expect(error).toMatchObject({ code: 'invalid-key' })
    return (error as KeyError).message
  }
  throw new Error('nothing was thrown')
}

describe('readPrivateKey', () => {
  it.each([2048, 4096])('reads PKCS#1 and PKCS#8 of %s bits', (bits) => {
    for (const form of ['pkcs1', 'pkcs8']) {
      const key = readPrivateKey({ pem: keyText(`rsa-${bits}.${form}.pem`) })
      expect(publicKeyOf(key)).toBe(keyText(`rsa-${bits}.spki.pub.pem`))
    }
  })

  it.each(['pkcs1.aes256', 'pkcs1.des3', 'pkcs8.aes256'])('opens %s', (form) => {
    const key = readPrivateKey({ pem: keyText(`rsa-2048.${form}.pem`), passphrase })
    expect(publicKeyOf(key)).toBe(keyText('rsa-2048.spki.pub.pem'))
  })

  it.each(['pkcs1.aes256', 'pkcs8.aes256'])('says when %s lacks its passphrase or has a wrong one', (form) => {
    const pem = keyText(`rsa-2048.${form}.pem`)
    expect(messageOf(() => readPrivateKey({ pem }))).toContain('is encrypted: pass its passphrase')
    expect(messageOf(() => readPrivateKey({ pem, passphrase: '' }))).toContain('is encrypted')
    const wrong = messageOf(() => readPrivateKey({ pem, passphrase: 'battery staple' }))
    expect(wrong).toContain('does not open with this passphrase')
    expect(wrong).not.toContain('battery')
  })

  it('ignores a passphrase that the key does not need', () => {
    expect(readPrivateKey({ pem: keyText('rsa-2048.pkcs8.pem'), passphrase }).type).toBe('private')
  })

  it.each(['rsa-2048.pkcs1.pem', 'rsa-2048.pkcs1.aes256.pem'])('reads %s from an environment variable', (name) => {
    const folded = keyText(name).replaceAll('\n', '\\n')
    expect(folded).not.toContain('\n')
    expect(readPrivateKey({ pem: folded, passphrase }).type).toBe('private')
    expect(readPrivateKey({ pem: keyText(name).replaceAll('\n', '\r\n'), passphrase }).type).toBe('private')
    expect(readPrivateKey({ pem: keyText(name).replaceAll('\n', '\\r\\n'), passphrase }).type).toBe('private')
  })

  it('passes a key that was read before through', () => {
    const key = createPrivateKey(keyText('rsa-2048.pkcs8.pem'))
    expect(readPrivateKey({ pem: key })).toBe(key)
  })

  it.each(['rsa-2048.spki.pub.pem', 'rsa-2048.pkcs1.pub.pem', 'rsa-2048.certificate.pem'])(
    'says that %s is the public half',
    (name) => {
      expect(messageOf(() => readPrivateKey({ pem: keyText(name) }))).toContain('a public key was given')
    },
  )

  it('says so for a parsed public key too', () => {
    const key = createPublicKey(keyText('rsa-2048.spki.pub.pem'))
    expect(messageOf(() => readPrivateKey({ pem: key }))).toContain('a public key was given')
  })

  it('refuses what is too small, with the mend', () => {
    const message = messageOf(() => readPrivateKey({ pem: keyText('refused.rsa-1024.pem') }))
    expect(message).toContain('1024 bits')
    expect(message).toContain('openssl genrsa')
  })

  it.each(['refused.ec.pem', 'refused.rsa-pss.pem'])('refuses %s', (name) => {
    expect(messageOf(() => readPrivateKey({ pem: keyText(name) }))).toContain('is not an RSA key')
  })

  it.each(['', 'not a key', '-----BEGIN PRIVATE KEY-----\nSECRETSTUFF\n-----END PRIVATE KEY-----'])(
    'cannot read %j and does not quote it',
    (pem) => {
      const message = messageOf(() => readPrivateKey({ pem }))
      expect(message).toContain('cannot be read')
      expect(message).not.toContain('SECRETSTUFF')
    },
  )
})

describe('readPublicKey', () => {
  it.each(['rsa-2048.spki.pub.pem', 'rsa-2048.pkcs1.pub.pem', 'rsa-2048.certificate.pem'])('reads %s', (name) => {
    const key = readPublicKey(keyText(name).replaceAll('\n', '\\n'))
    expect(key.export({ type: 'spki', format: 'pem' })).toBe(keyText('rsa-2048.spki.pub.pem'))
    expect(readPublicKey(key)).toBe(key)
  })

  it('refuses a private key, which Node would take', () => {
    const pem = keyText('rsa-2048.pkcs8.pem')
    expect(messageOf(() => readPublicKey(pem))).toContain('a private key was given')
    expect(messageOf(() => readPublicKey(createPrivateKey(pem)))).toContain('a private key was given')
  })

  it('refuses what is too small, of another kind, or unreadable', () => {
    expect(messageOf(() => readPublicKey(keyText('refused.rsa-1024.pub.pem')))).toContain('1024 bits')
    expect(messageOf(() => readPublicKey(keyText('refused.ec.pub.pem')))).toContain('is not an RSA key')
    expect(messageOf(() => readPublicKey('x'))).toContain('cannot be read')
  })
})

it('publicKeyOf writes the PKCS#1 form that OVO asks for', () => {
  const key = readPrivateKey({ pem: keyText('rsa-4096.pkcs8.pem') })
  expect(publicKeyOf(key, 'pkcs1')).toBe(keyText('rsa-4096.pkcs1.pub.pem'))
})
