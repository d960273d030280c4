import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { connectSimulator } from './control/connect-simulator.ts'

const CLI = fileURLToPath(new URL('cli.ts', import.meta.url))

function start(...args: string[]): ChildProcess {
  return spawn(process.execPath, ['--conditions=ovokit-source', '--import', 'tsx', CLI, ...args])
}

async function run(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const child = start(...args)
  let [out, err] = ['', '']
  child.stdout?.on('data', (chunk) => {
    out += String(chunk)
  })
  child.stderr?.on('data', (chunk) => {
    err += String(chunk)
  })
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { code, out, err }
}

test('help and version', async () => {
  expect(await run('--help')).toMatchObject({ code: 0, out: expect.stringContaining('--callback-url') })
  expect(await run('--version')).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+/) })
})

test.each([
  [['--host', '0.0.0.0'], '--allow-non-loopback'],
  [['--port', 'many'], '--port'],
  [['--nonsense'], '--help'],
  [['--callback-url', 'notify'], 'callbackUrl'],
])('%j exits with 2 and says what to do', async (args, hint) => {
  expect(await run(...args)).toMatchObject({ code: 2, out: '', err: expect.stringContaining(hint) })
})

test('starts, hands out credentials and stops when told', async () => {
  const child = start('--port', '0', '--json', '--callback-url', 'http://127.0.0.1:9/notify')
  const line = await new Promise<string>((resolve) => child.stdout?.once('data', (chunk) => resolve(String(chunk))))
  const { url, env } = JSON.parse(line) as { url: string; env: Record<string, string> }
  const remote = await connectSimulator(url)
  expect(await remote.partner()).toMatchObject({
    clientId: env.OVO_CLIENT_ID,
    callbackUrl: 'http://127.0.0.1:9/notify',
  })
  child.kill('SIGTERM')
  expect(await new Promise((resolve) => child.once('close', resolve))).toBe(0)
})
