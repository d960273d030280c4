import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { callOvokit, type Ran, runOvokit } from '../testing/run-ovokit.ts'

const folder = mkdtempSync(join(tmpdir(), 'ovokit-open-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const openssl = (...args: string[]): Buffer =>
  execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
const env = { OVO_SHARING_PASSPHRASE: 'correct horse' }
const read = (name = '.env'): NodeJS.Dict<string> => parseEnv(readFileSync(join(folder, name), 'utf8'))
const open = (...words: string[]): Promise<Ran> =>
  callOvokit(['open', 'key.bin.enc', 'cred_file.enc', ...words], { cwd: folder, env })

/** What OVO does with the public key that it was sent. */
function handOver(text: string, ...options: string[]): void {
  const key = randomBytes(32)
  key[0] = (key[0] ?? 0) | 1
  writeFileSync(join(folder, 'key.bin'), key)
  writeFileSync(join(folder, 'cred_file.txt'), text)
  const seal = ['-encrypt', '-pubin', '-inkey', 'ovo-keys/sharing-public.pem', '-in', 'key.bin', '-out', 'key.bin.enc']
  openssl('pkeyutl', ...seal)
  const enc = ['-aes-256-cbc', '-in', 'cred_file.txt', '-out', 'cred_file.enc', '-pass', 'file:./key.bin']
  openssl('enc', ...enc, '-md', 'sha256', ...options)
}

beforeAll(async () => {
  expect(await callOvokit(['keys'], { cwd: folder, env })).toMatchObject({ code: 0 })
})

const snap = { clientId: 'tokobaru', secret: 'S3cr3t/+= #x', mid: '0012', tid: '7', channelId: '95221' }
const lines = (fields: object): string =>
  Object.entries(fields)
    .map(([name, value]) => `${name}: ${value}\n`)
    .join('')

test('from OVO’s two files to settings that only their owner reads, and nothing secret is printed', async () => {
  handOver(lines(snap))
  const ran = await runOvokit(['open', 'key.bin.enc', 'cred_file.enc'], { cwd: folder, env })
  expect(ran).toMatchObject({ code: 0, err: '' })
  expect(ran.out).not.toContain(snap.secret)
  expect(read()).toEqual({
    OVO_CLIENT_ID: snap.clientId,
    OVO_CLIENT_SECRET: snap.secret,
    OVO_MERCHANT_ID: snap.mid,
    OVO_TERMINAL_ID: snap.tid,
    OVO_CHANNEL_ID: snap.channelId,
    OVO_ENCRYPTION_KEY: expect.stringMatching(/^[0-9a-f]{64}$/),
    OVO_PRIVATE_KEY_FILE: 'ovo-keys/signing-private.pem',
  })
  expect(statSync(join(folder, '.env')).mode & 0o777).toBe(0o600)
  expect(existsSync(join(folder, 'ovo-credentials.txt'))).toBe(false)
})

test('what is set already is not replaced unasked', async () => {
  const before = read()
  handOver(lines({ ...snap, secret: 'another' }))
  expect(await open()).toMatchObject({ code: 1, err: expect.stringContaining('OVO_CLIENT_SECRET: say --replace') })
  expect(read()).toEqual(before)
  expect((await open('--replace', '--json')).json()).toMatchObject({ ok: true, written: ['OVO_CLIENT_SECRET'] })
  expect(read()).toEqual({ ...before, OVO_CLIENT_SECRET: 'another' })
})

test('a text that is not understood is kept whole, for a person', async () => {
  handOver('Dear partner,\nthe secret is hunter2\nappid: toko\nappkey: 9f\ntid: 1\ntid: 2\n')
  const ran = await open('--env-file', 'push.env')
  expect(ran).toMatchObject({ code: 0 })
  expect(ran.out).toMatch(/OVO_PUSH_TO_PAY_APP_ID[\s\S]*more than once.*tid[\s\S]*line 1, 2[\s\S]*ovo-credentials\.txt/)
  expect(ran.out).not.toContain('hunter2')
  expect(readFileSync(join(folder, 'ovo-credentials.txt'), 'utf8')).toContain('hunter2')
  expect(statSync(join(folder, 'ovo-credentials.txt')).mode & 0o777).toBe(0o600)
})

test('what is wrong is said in both languages, and nothing is written', async () => {
  handOver(lines(snap))
  const wrong = await callOvokit(['open', 'key.bin.enc', 'cred_file.enc', '--env-file', 'no.env'], {
    cwd: folder,
    env: { OVO_SHARING_PASSPHRASE: 'wrong horse' },
  })
  expect(wrong).toMatchObject({ code: 1, err: expect.stringContaining('does not open with this passphrase') })
  expect(await open('--key', 'ovo-keys/signing-private.pem')).toMatchObject({
    code: 1,
    err: expect.stringContaining('sharing key'),
  })
  const swapped = await callOvokit(['open', 'cred_file.enc', 'key.bin.enc', '--lang', 'id'], { cwd: folder, env })
  expect(swapped).toMatchObject({ code: 1, err: expect.stringContaining('tertukar') })
  expect(await open('--key', 'nowhere.pem')).toMatchObject({ code: 1 })
  handOver(lines(snap), '-pbkdf2')
  expect((await open('--json', '--env-file', 'no.env')).json()).toMatchObject({ error: { code: 'made-with-pbkdf2' } })
  writeFileSync(join(folder, 'cred_file.enc'), readFileSync(join(folder, 'cred_file.enc')).subarray(0, 30))
  expect(await open('--env-file', 'no.env')).toMatchObject({
    code: 1,
    err: expect.stringContaining('ends in the middle'),
  })
  expect(existsSync(join(folder, 'no.env'))).toBe(false)
})
