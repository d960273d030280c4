import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { generateKeys, openHandover, type PartnerKeys } from './index.ts'

/** What OVO's side and the partner's SOP do, done by the real command line. */
const folder = mkdtempSync(join(tmpdir(), 'ovokit-handover-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const openssl = (...args: string[]): Buffer =>
  execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
const file = (name: string): Buffer => readFileSync(join(folder, name))

const passphrase = 'correct horse'
const secret = 'clientId: tokobaru\nsecret: 9f2c-secret\nmid: 0012\ntid: 7\n'

/** Random, but for its first byte: openssl takes no passphrase from a file that begins with a zero. */
const randomKey = (size: number): Buffer => {
  const key = randomBytes(size)
  key[0] = (key[0] ?? 0) | 1
  return key
}

/** RSA with the partner's public key, as `openssl rsautl -encrypt` in its newer spelling. */
const wrap = (key: Uint8Array, publicKey = 'id_rsa.pub.pem'): Buffer => {
  writeFileSync(join(folder, 'key.bin'), key)
  openssl('pkeyutl', '-encrypt', '-pubin', '-inkey', publicKey, '-in', 'key.bin', '-out', 'key.bin.enc')
  return file('key.bin.enc')
}
const encrypt = (...options: string[]): Buffer => {
  writeFileSync(join(folder, 'cred_file.txt'), secret)
  openssl('enc', '-aes-256-cbc', '-in', 'cred_file.txt', '-out', 'cred_file.enc', '-pass', 'file:./key.bin', ...options)
  return file('cred_file.enc')
}
const flawOf = (run: () => unknown): unknown => {
  try {
    run()
  } catch (error) {
    return (error as { flaw?: string; code: string }).flaw ?? (error as { code: string }).code
  }
  return 'none'
}

let ours: PartnerKeys
beforeAll(async () => {
  ours = await generateKeys({ passphrase })
  openssl('genrsa', '-des3', '-passout', `pass:${passphrase}`, '-out', 'id_rsa.pem', '2048')
  openssl('rsa', '-in', 'id_rsa.pem', '-passin', `pass:${passphrase}`, '-pubout', '-out', 'id_rsa.pub.pem')
})

const open = (keyFile: Uint8Array, credentialFile: Uint8Array, key = file('id_rsa.pem').toString()): string =>
  openHandover({ privateKey: key, passphrase, keyFile, credentialFile }).text

describe('what openssl has encrypted', () => {
  test.each([
    ['text', Buffer.from('a passphrase\n')],
    ['text without an end', Buffer.from('a passphrase')],
    ['a line that ends as on Windows', Buffer.from('a passphrase\r\nand more\n')],
    ['32 random bytes', randomKey(32)],
    ['a line feed inside', Buffer.from([200, 1, 2, 0x0a, 5, 6])],
    ['a zero byte inside', Buffer.from([200, 1, 2, 0, 5, 0x0a, 6])],
    ['a line feed first: an empty passphrase', Buffer.from([0x0a, 1, 2])],
    ['as long as the key takes', randomKey(245)],
  ])('opens, when the key file is %s', (_, key) => {
    expect(open(wrap(key), encrypt('-md', 'sha256'))).toBe(secret)
  })

  test.each([
    ['PKCS#8, AES', ['pkcs8', '-topk8', '-v2', 'aes-256-cbc', '-passout', `pass:${passphrase}`]],
    ['PKCS#8, DES3', ['pkcs8', '-topk8', '-v2', 'des3', '-passout', `pass:${passphrase}`]],
    ['PKCS#8, not encrypted', ['pkcs8', '-topk8', '-nocrypt']],
    ['PKCS#1, DES3', ['rsa', '-traditional', '-des3', '-passout', `pass:${passphrase}`]],
    ['PKCS#1, AES', ['rsa', '-traditional', '-aes256', '-passout', `pass:${passphrase}`]],
    ['PKCS#1, not encrypted', ['rsa', '-traditional']],
  ])('opens with a private key in %s', (_, [command = '', ...args]) => {
    const keyFile = wrap(randomKey(48))
    openssl(command, '-in', 'id_rsa.pem', '-passin', `pass:${passphrase}`, '-out', 'other.pem', ...args)
    expect(open(keyFile, encrypt('-md', 'sha256'), file('other.pem').toString())).toBe(secret)
  })

  test('opens with the same passphrase as openssl takes from 200 random key files', () => {
    // One process of openssl for all: a loop of the shell, as a person would write it.
    const keys = Array.from({ length: 200 }, (_, index) => {
      const key = randomKey(1 + (index % 240))
      // Every other one has what a random file has now and then: a line feed or a zero byte, also at its end.
      const at = (index * 7) % key.length
      if (index % 4 === 0) key[at] = 0x0a
      if (index % 4 === 2 && at > 0) key[at] = 0
      writeFileSync(join(folder, `r${index}.bin`), key)
      return key
    })
    writeFileSync(join(folder, 'cred_file.txt'), secret)
    execFileSync(
      'bash',
      [
        '-ec',
        `for i in $(seq 0 199); do
           openssl pkeyutl -encrypt -pubin -inkey id_rsa.pub.pem -in r$i.bin -out r$i.bin.enc
           openssl enc -aes-256-cbc -md sha256 -in cred_file.txt -out r$i.enc -pass file:./r$i.bin 2>/dev/null
         done`,
      ],
      { cwd: folder },
    )
    expect(keys.map((_, index) => open(file(`r${index}.bin.enc`), file(`r${index}.enc`)))).toEqual(
      keys.map(() => secret),
    )
  }, 120_000)
})

test('openssl opens what was encrypted for a pair that generateKeys made, and so does openHandover', () => {
  const { sharing } = ours
  writeFileSync(join(folder, 'ours.pem'), sharing.privateKey)
  writeFileSync(join(folder, 'ours.pub.pem'), sharing.publicKey)
  const key = randomKey(64)
  const keyFile = wrap(key, 'ours.pub.pem')
  const credentialFile = encrypt('-md', 'sha256')
  openssl(
    'rsautl',
    '-decrypt',
    '-inkey',
    'ours.pem',
    '-passin',
    `pass:${passphrase}`,
    '-in',
    'key.bin.enc',
    '-out',
    'opened.bin',
  )
  expect(file('opened.bin')).toEqual(key)
  const text = openssl(
    'enc',
    '-d',
    '-aes-256-cbc',
    '-in',
    'cred_file.enc',
    '-pass',
    'file:./opened.bin',
    '-md',
    'sha256',
  )
  expect(text.toString()).toBe(secret)
  expect(open(keyFile, credentialFile, sharing.privateKey)).toBe(secret)
})

describe('what is wrong is said, and nothing of the secret', () => {
  const key = randomKey(40)
  let keyFile: Buffer
  let credentialFile: Buffer
  beforeAll(() => {
    keyFile = wrap(key)
    credentialFile = encrypt('-md', 'sha256')
  })

  test('the wrong passphrase, or none, of the private key', () => {
    const privateKey = file('id_rsa.pem').toString()
    expect(flawOf(() => openHandover({ privateKey, passphrase: 'wrong', keyFile, credentialFile }))).toBe('invalid-key')
    expect(flawOf(() => openHandover({ privateKey, keyFile, credentialFile }))).toBe('invalid-key')
  })

  test('another private key, of the same size and of another', () => {
    const { sharing, signing } = ours
    expect(flawOf(() => open(keyFile, credentialFile, sharing.privateKey))).toBe('wrong-key')
    expect(flawOf(() => open(keyFile, credentialFile, signing.privateKey))).toBe('key-size-differs')
  })

  test.each([
    ['cut', () => [keyFile.subarray(0, 200), credentialFile], 'key-file-size'],
    ['empty', () => [Buffer.alloc(0), credentialFile], 'key-file-empty'],
    ['given in the place of the other', () => [credentialFile, keyFile], 'files-swapped'],
    ['changed', () => [keyFile.map((byte, index) => (index === 9 ? byte ^ 1 : byte)), credentialFile], 'wrong-key'],
    ['of nothing', () => [wrap(Buffer.alloc(0)), credentialFile], 'empty-passphrase'],
    ['of a zero byte and more', () => [wrap(Buffer.from([0, 1, 2])), credentialFile], 'empty-passphrase'],
  ] as const)('a key file that is %s', (_, files, flaw) => {
    const [first, second] = files()
    expect(flawOf(() => open(first as Buffer, second as Buffer))).toBe(flaw)
  })

  test.each([
    ['cut in a block', () => credentialFile.subarray(0, 37), 'truncated'],
    ['cut after its header', () => credentialFile.subarray(0, 16), 'truncated'],
    ['cut after a block', () => credentialFile.subarray(0, 48), 'not-a-pair'],
    ['not encrypted', () => Buffer.from(secret), 'not-encrypted'],
    ['in base64', () => Buffer.from(credentialFile.toString('base64')), 'base64'],
    ['empty', () => Buffer.alloc(0), 'not-encrypted'],
  ] as const)('a credential file that is %s', (_, make, flaw) => {
    expect(flawOf(() => open(keyFile, make() as Buffer))).toBe(flaw)
  })

  test('a credential file of another hand-over, however its padding looks', () => {
    writeFileSync(join(folder, 'key.bin'), randomKey(40))
    const other = Array.from({ length: 4 }, () => encrypt('-md', 'sha256'))
    expect(other.map((one) => flawOf(() => open(keyFile, one)))).toEqual(other.map(() => 'not-a-pair'))
    // Padding that looks right over bytes that do not: made on purpose, because it comes by itself once in 256.
    writeFileSync(join(folder, 'key.bin'), key)
    const nonsense = Buffer.concat([Buffer.from([0xff, 0xfe, 0]), randomBytes(20)])
    writeFileSync(join(folder, 'nonsense'), nonsense)
    openssl(
      'enc',
      '-aes-256-cbc',
      '-md',
      'sha256',
      '-in',
      'nonsense',
      '-out',
      'nonsense.enc',
      '-pass',
      'file:./key.bin',
    )
    expect(flawOf(() => open(keyFile, file('nonsense.enc')))).toBe('not-a-pair')
  })

  test('one made with -pbkdf2, and one made as before OpenSSL 1.1', () => {
    writeFileSync(join(folder, 'key.bin'), key)
    expect(flawOf(() => open(keyFile, encrypt('-md', 'sha256', '-pbkdf2')))).toBe('made-with-pbkdf2')
    expect(flawOf(() => open(keyFile, encrypt('-md', 'md5')))).toBe('made-with-md5')
  })

  test('G8: no message, in whatever form, holds the key, the passphrase or the credentials', () => {
    const said: string[] = []
    for (const [first, second] of [
      [keyFile.subarray(1), credentialFile],
      [keyFile, credentialFile.subarray(0, 48)],
    ]) {
      try {
        open(first as Buffer, second as Buffer)
      } catch (error) {
        said.push(JSON.stringify(error, Object.getOwnPropertyNames(error)))
      }
    }
    expect(said).toHaveLength(2)
    for (const text of said) for (const word of [passphrase, '9f2c-secret', 'BEGIN']) expect(text).not.toContain(word)
  })
})
