import { execFileSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sshpk from 'sshpk'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { callOvokit, runOvokit } from '../testing/run-ovokit.ts'

const root = mkdtempSync(join(tmpdir(), 'ovokit-keys-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(root, 'one-'))
})
const at = (name: string): string => join(folder, name)
const text = (name: string): string => readFileSync(at(name), 'utf8')
const mode = (name: string): number => statSync(at(name)).mode & 0o777
const openssl = (...args: string[]): string =>
  execFileSync('openssl', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })

test('one command makes everything that OVO asks for, says what goes where, and never overwrites', async () => {
  const env = { OVO_SHARING_PASSPHRASE: 'correct horse' }
  const ran = await runOvokit(['keys'], { cwd: folder, env })
  expect(ran).toMatchObject({ code: 0, err: expect.stringContaining('making keys') })
  expect(ran.out).toContain('sharing-public.pem')
  expect(ran.out).not.toMatch(/BEGIN|correct horse/)
  for (const name of ['sharing-private.pem', 'signing-private.pem']) expect(mode(`ovo-keys/${name}`)).toBe(0o600)
  expect(mode('ovo-keys')).toBe(0o700)
  expect(text('ovo-keys/.gitignore')).toBe('*\n')
  expect(existsSync(at('ovo-keys/sharing-passphrase.txt'))).toBe(false)
  expect(openssl('rsa', '-in', 'ovo-keys/sharing-private.pem', '-passin', 'pass:correct horse', '-pubout')).toBe(
    text('ovo-keys/sharing-public.pem'),
  )
  expect(openssl('rsa', '-in', 'ovo-keys/signing-private.pem', '-RSAPublicKey_out')).toBe(
    text('ovo-keys/signing-public.pem'),
  )
  const before = text('ovo-keys/signing-private.pem')
  const again = await callOvokit(['keys', '--only', 'signing', '--lang', 'id'], { cwd: folder, env })
  expect(again).toMatchObject({ code: 1, err: expect.stringContaining('tidak ada yang ditimpa') })
  expect(text('ovo-keys/signing-private.pem')).toBe(before)
})

test('a script that gives no passphrase gets one beside the key', async () => {
  const ran = await callOvokit(['keys', '--only', 'sharing', '--json', '--quiet'], { cwd: folder })
  expect(ran).toMatchObject({ code: 0, err: '' })
  expect(ran.json()).toMatchObject({ ok: true, fingerprints: { sharing: expect.stringMatching(/=$/) } })
  expect(mode('ovo-keys/sharing-passphrase.txt')).toBe(0o600)
  const passphrase = `file:${at('ovo-keys/sharing-passphrase.txt')}`
  openssl('rsa', '-in', 'ovo-keys/sharing-private.pem', '-passin', passphrase, '-noout', '-check')
  expect(existsSync(at('ovo-keys/signing-private.pem'))).toBe(false)
})

describe('a key that a partner already has', () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const pkcs8 = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const pkcs1 = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString()
  const ssh = sshpk.parsePrivateKey(pkcs8, 'pem')

  test.each([
    ['PKCS#8', pkcs8, null],
    ['traditional', pkcs1, null],
    ['OpenSSH', ssh.toString('openssh'), null],
    [
      'OpenSSH, encrypted',
      ssh.toString('openssh', { passphrase: 'old one', cipher: 'aes256-ctr' } as never),
      'old one',
    ],
    [
      'PKCS#8, encrypted',
      privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'old one' }).toString(),
      'old one',
    ],
  ])('%s becomes what OVO asks for', async (_, pem, old) => {
    writeFileSync(at('id_rsa'), pem)
    writeFileSync(at('old.txt'), `${old}\n`)
    writeFileSync(at('new.txt'), 'correct horse\n')
    const opener = old === null ? [] : ['--from-passphrase-file', 'old.txt']
    const words = [
      'keys',
      '--sharing-from',
      'id_rsa',
      '--signing-from',
      'id_rsa',
      '--passphrase-file',
      'new.txt',
      ...opener,
    ]
    expect(await callOvokit(words, { cwd: folder })).toMatchObject({ code: 0, err: '' })
    expect(text('ovo-keys/signing-private.pem')).toBe(pkcs1)
    const opened = openssl(
      'rsa',
      '-in',
      'ovo-keys/sharing-private.pem',
      '-passin',
      'pass:correct horse',
      '-traditional',
    )
    expect(opened).toBe(pkcs1)
  })

  test('what is wrong with it is said, and nothing is written', async () => {
    writeFileSync(at('id_rsa'), ssh.toString('openssh', { passphrase: 'old one', cipher: 'aes256-ctr' } as never))
    writeFileSync(at('wrong.txt'), 'wrong\n')
    const convert = (...words: string[]) => callOvokit(['keys', '--only', 'signing', ...words], { cwd: folder })
    expect(await convert('--signing-from', 'id_rsa')).toMatchObject({
      code: 2,
      err: expect.stringContaining('--from-passphrase-file'),
    })
    expect(await convert('--signing-from', 'id_rsa', '--from-passphrase-file', 'wrong.txt')).toMatchObject({ code: 1 })
    writeFileSync(at('ed25519'), sshpk.generatePrivateKey('ed25519').toString('openssh'))
    expect(await convert('--signing-from', 'ed25519')).toMatchObject({
      code: 1,
      err: expect.stringContaining('does not open'),
    })
    expect(await convert('--signing-from', 'nowhere')).toMatchObject({
      code: 1,
      err: expect.stringContaining('no file nowhere'),
    })
    writeFileSync(
      at('small.pem'),
      generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export({ type: 'pkcs1', format: 'pem' }),
    )
    expect(await convert('--signing-from', 'small.pem')).toMatchObject({
      code: 1,
      err: expect.stringContaining('1024 bits'),
    })
    expect(existsSync(at('ovo-keys'))).toBe(false)
  })
})
