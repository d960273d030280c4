import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { callOvokit, firstLine, runOvokit, startOvokit } from './testing/run-ovokit.ts'

const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }

test('the version is the package’s', async () => {
  expect(await runOvokit(['--version'])).toMatchObject({ code: 0, out: `${manifest.version}\n`, err: '' })
})

test('help lists every command, in both languages, and a command’s own help has what every command takes', async () => {
  const [english, indonesian, own] = await Promise.all([
    runOvokit(['--help']),
    callOvokit(['--help'], { env: { LC_ALL: 'id_ID.UTF-8' } }),
    callOvokit(['simulate', '--help', '--lang', 'id']),
  ])
  expect(english).toMatchObject({ code: 0, err: '', out: expect.stringMatching(/Usage: ovokit[\s\S]*simulate/) })
  expect(indonesian).toMatchObject({ code: 0, out: expect.stringMatching(/Pemakaian: ovokit[\s\S]*simulate/) })
  expect(own.out).toMatch(/--port <N>[\s\S]*Opsi umum:[\s\S]*--json/)
})

test.each([
  [[], 'say which command'],
  [['simulat'], "unknown command 'simulat'"],
  [['simulate', '--nonsense'], "unknown option '--nonsense'"],
  [['simulate', '--port'], '--port'],
  [['simulate', '--port', 'many'], '--port is a number'],
  [['--lang', 'fr', 'simulate'], "'fr' is invalid"],
])('%j is a usage error: exit code 2, and what to do', async (words, hint) => {
  expect(await callOvokit(words)).toMatchObject({ code: 2, out: '', err: expect.stringContaining(hint) })
})

test('an error in the language and the form that were asked for', async () => {
  const ran = await runOvokit(['simulat', '--json', '--lang', 'id'])
  expect(ran).toMatchObject({ code: 2, err: '' })
  expect(ran.json()).toMatchObject({
    ok: false,
    error: { code: 'usage', message: expect.stringContaining("tidak ada perintah 'simulat'") },
  })
})

test('the simulator runs until it is told to stop', async () => {
  const child = startOvokit(['simulate', '--port', '0', '--json'])
  const ended = new Promise((resolve) => child.once('close', resolve))
  const { url } = JSON.parse(await firstLine(child)) as { url: string }
  expect((await fetch(`${url}/phone`)).status).toBe(200)
  child.kill('SIGTERM')
  expect(await ended).toBe(0)
})

test('a reader who stops reading is no error', async () => {
  const child = startOvokit(['--help'])
  let err = ''
  child.stderr?.on('data', (chunk) => {
    err += String(chunk)
  })
  child.stdout?.destroy()
  expect(await new Promise((resolve) => child.once('close', resolve))).toBe(0)
  expect(err).toBe('')
})
