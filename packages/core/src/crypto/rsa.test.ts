import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { keyPath, keyText } from '../../../../test/vectors/vectors.ts'
import { readPrivateKey, readPublicKey } from './keys.ts'
import { signSha256Rsa, verifySha256Rsa } from './rsa.ts'

const folder = mkdtempSync(join(tmpdir(), 'ovokit-rsa-'))
afterAll(() => rmSync(folder, { recursive: true }))

const message = 'CLIENT0001|2024-01-30T11:17:02+07:00'

describe.each([2048, 4096])('RSA %s', (bits) => {
  const privateKey = readPrivateKey({ pem: keyText(`rsa-${bits}.pkcs8.pem`) })
  const publicKey = readPublicKey(keyText(`rsa-${bits}.pkcs1.pub.pem`))

  it('signs what openssl verifies', () => {
    const file = join(folder, `${bits}.sig`)
    writeFileSync(file, signSha256Rsa({ privateKey, message }))
    const args = ['dgst', '-sha256', '-verify', keyPath(`rsa-${bits}.spki.pub.pem`), '-signature', file]
    expect(execFileSync('openssl', args, { input: message, encoding: 'utf8' })).toContain('Verified OK')
    expect(() => execFileSync('openssl', args, { input: `${message}0`, stdio: 'pipe' })).toThrow()
  })

  it('verifies what openssl signs', () => {
    const args = ['dgst', '-sha256', '-sign', keyPath(`rsa-${bits}.pkcs1.pem`), '-binary']
    const signature = execFileSync('openssl', args, { input: message })
    expect(signature.length).toBe(bits / 8)
    expect(verifySha256Rsa({ publicKey, message, signature })).toBe(true)
    expect(verifySha256Rsa({ publicKey, message: `${message}0`, signature })).toBe(false)
  })

  it('does not take the newer padding', () => {
    const args = ['dgst', '-sha256', '-sigopt', 'rsa_padding_mode:pss', '-sign', keyPath(`rsa-${bits}.pkcs1.pem`)]
    const signature = execFileSync('openssl', args, { input: message })
    expect(verifySha256Rsa({ publicKey, message, signature })).toBe(false)
  })
})

it('never throws on any bytes', () => {
  const publicKey = readPublicKey(keyText('rsa-2048.spki.pub.pem'))
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (signature) => {
      expect(verifySha256Rsa({ publicKey, message, signature })).toBe(false)
    }),
  )
})
