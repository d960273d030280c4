import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { asymmetricVectors, keyPath, keyText, symmetricVectors } from '../../../../test/vectors/vectors.ts'
import { readHmacKey } from '../crypto/hmac.ts'
import { readPrivateKey, readPublicKey } from '../crypto/keys.ts'
import { signAsymmetric, signSymmetric, verifyAsymmetric, verifySymmetric } from './signature.ts'

const folder = mkdtempSync(join(tmpdir(), 'ovokit-signature-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe.each(symmetricVectors)('symmetric: $title', ({ clientSecret, stringToSign, base64, hex }) => {
  it('signs and verifies as in the vector', () => {
    expect(signSymmetric({ clientSecret, stringToSign })).toBe(base64)
    expect(signSymmetric({ clientSecret: readHmacKey(clientSecret), stringToSign, encoding: 'hex' })).toBe(hex)
    for (const signature of [base64, hex]) {
      expect(verifySymmetric({ clientSecret, stringToSign, signature })).toBe(true)
      expect(verifySymmetric({ clientSecret, stringToSign: `${stringToSign} `, signature })).toBe(false)
      expect(verifySymmetric({ clientSecret: `${clientSecret}x`, stringToSign, signature })).toBe(false)
    }
  })

  it('agrees with openssl right now', () => {
    const args = ['dgst', '-sha512', '-hmac', clientSecret, '-binary']
    const theirs = execFileSync('openssl', args, { input: stringToSign }).toString('base64')
    expect(verifySymmetric({ clientSecret, stringToSign, signature: theirs })).toBe(true)
  })
})

describe.each(asymmetricVectors)('asymmetric: $title', ({ key, publicKey, stringToSign, base64, hex }) => {
  it('signs and verifies as in the vector', () => {
    const pem = keyText(key)
    expect(signAsymmetric({ privateKey: pem, stringToSign })).toBe(base64)
    expect(signAsymmetric({ privateKey: readPrivateKey({ pem }), stringToSign, encoding: 'hex' })).toBe(hex)
    for (const signature of [base64, hex]) {
      expect(verifyAsymmetric({ publicKey: keyText(publicKey), stringToSign, signature })).toBe(true)
      expect(verifyAsymmetric({ publicKey: readPublicKey(keyText(publicKey)), stringToSign, signature })).toBe(true)
      expect(verifyAsymmetric({ publicKey: keyText(publicKey), stringToSign: `${stringToSign} `, signature })).toBe(
        false,
      )
    }
  })

  it('is verified by openssl right now', () => {
    const file = join(folder, 'signature')
    writeFileSync(file, Buffer.from(signAsymmetric({ privateKey: keyText(key), stringToSign }), 'base64'))
    const args = ['dgst', '-sha256', '-verify', keyPath(publicKey), '-signature', file]
    expect(execFileSync('openssl', args, { input: stringToSign, encoding: 'utf8' })).toContain('Verified OK')
  })

  it('verifies what openssl signs right now', () => {
    const args = ['dgst', '-sha256', '-sign', keyPath(key), '-binary']
    const signature = execFileSync('openssl', args, { input: stringToSign }).toString('base64')
    expect(verifyAsymmetric({ publicKey: keyText(publicKey), stringToSign, signature })).toBe(true)
  })
})

it('does not take the signature of another key, or of another length', () => {
  const stringToSign = 'CLIENT0001|2024-01-30T11:17:02+07:00'
  const signature = signAsymmetric({ privateKey: keyText('rsa-4096.pkcs8.pem'), stringToSign })
  expect(verifyAsymmetric({ publicKey: keyText('rsa-2048.spki.pub.pem'), stringToSign, signature })).toBe(false)
  expect(verifySymmetric({ clientSecret: 'TESTSECRET', stringToSign, signature })).toBe(false)
})
