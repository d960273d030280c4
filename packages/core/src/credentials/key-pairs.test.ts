import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readPrivateKey, readPublicKey } from '../crypto/keys.ts'
import { signSha256Rsa, verifySha256Rsa } from '../crypto/rsa.ts'
import { convertSharingKey, convertSigningKey, generateKeys } from './index.ts'

const folder = mkdtempSync(join(tmpdir(), 'ovokit-keys-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const openssl = (...args: string[]): string =>
  execFileSync('openssl', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
const put = (name: string, text: string): void => writeFileSync(join(folder, name), text)
const passphrase = 'correct horse'

test('the pairs are what OVO asks for, and openssl reads them', async () => {
  const { sharing, signing } = await generateKeys({ passphrase })
  expect(sharing.privateKey).toMatch(/^-----BEGIN ENCRYPTED PRIVATE KEY-----/)
  expect(sharing.publicKey).toMatch(/^-----BEGIN PUBLIC KEY-----/)
  expect(signing.privateKey).toMatch(/^-----BEGIN RSA PRIVATE KEY-----/)
  expect(signing.publicKey).toMatch(/^-----BEGIN RSA PUBLIC KEY-----/)
  put('sharing.pem', sharing.privateKey)
  put('signing.pem', signing.privateKey)
  expect(openssl('rsa', '-in', 'sharing.pem', '-passin', `pass:${passphrase}`, '-pubout')).toBe(sharing.publicKey)
  expect(openssl('rsa', '-in', 'signing.pem', '-RSAPublicKey_out')).toBe(signing.publicKey)
  expect(openssl('rsa', '-in', 'signing.pem', '-noout', '-text')).toContain('4096 bit')
  expect(openssl('rsa', '-in', 'sharing.pem', '-passin', `pass:${passphrase}`, '-noout', '-text')).toContain('2048 bit')
  const signature = signSha256Rsa({ privateKey: readPrivateKey({ pem: signing.privateKey }), message: 'a|b' })
  expect(verifySha256Rsa({ publicKey: readPublicKey(signing.publicKey), message: 'a|b', signature })).toBe(true)
})

test.each([
  ['traditional', ['genrsa', '-traditional', '-out', 'had.pem', '2048'], undefined],
  ['PKCS#8', ['genpkey', '-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048', '-out', 'had.pem'], undefined],
  ['encrypted with DES3', ['genrsa', '-des3', '-passout', 'pass:old pass', '-out', 'had.pem', '2048'], 'old pass'],
])('a key that is %s already gets the form that is needed, and stays the same key', (_, args, old) => {
  openssl(...args)
  const privateKey = readFileSync(join(folder, 'had.pem'), 'utf8')
  const given = { privateKey, ...(old === undefined ? {} : { passphrase: old }) }
  const spki = openssl('rsa', '-in', 'had.pem', '-pubout', ...(old === undefined ? [] : ['-passin', `pass:${old}`]))
  const sharing = convertSharingKey({ ...given, newPassphrase: passphrase })
  expect(sharing.publicKey).toBe(spki)
  put('converted.pem', sharing.privateKey)
  expect(openssl('rsa', '-in', 'converted.pem', '-passin', `pass:${passphrase}`, '-pubout')).toBe(spki)
  const signing = convertSigningKey(given)
  put('converted.pem', signing.privateKey)
  expect(openssl('rsa', '-in', 'converted.pem', '-pubout')).toBe(spki)
  expect(openssl('rsa', '-in', 'converted.pem', '-RSAPublicKey_out')).toBe(signing.publicKey)
})

test('a passphrase that protects nothing is refused', async () => {
  await expect(generateKeys({ passphrase: 'short' })).rejects.toMatchObject({ code: 'invalid-input' })
})
