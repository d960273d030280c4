import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { connectSimulator } from '@ovokit/simulator'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'

const folder = fileURLToPath(new URL('..', import.meta.url))
let shop: ChildProcess
let said = ''
let url = ''

// What `npm start` does, without npm between the signal and the shop.
beforeAll(async () => {
  const { scripts } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as { scripts: { start: string } }
  const [command, ...args] = scripts.start.split(' ')
  expect(command).toBe('node')
  const env = { ...process.env, PORT: '0', NODE_OPTIONS: '' }
  shop = spawn(process.execPath, args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] })
  for (const stream of [shop.stdout, shop.stderr])
    stream?.on('data', (chunk) => {
      said += String(chunk)
    })
  await vi.waitFor(() => expect(said).toContain('the shop is at'), { timeout: 40_000 })
  url = /the shop is at (\S+)/.exec(said)?.[1] ?? ''
})
afterAll(async () => {
  if (shop.exitCode === null) shop.kill('SIGKILL')
})

const find = (pattern: RegExp, text: string): string => pattern.exec(text)?.[1] ?? ''

/** A visitor with an order that a QR was started for. */
async function visitor() {
  const body = new URLSearchParams({ item: 'kopi' })
  const ordered = await fetch(`${url}/orders`, { method: 'POST', body, redirect: 'manual' })
  const cookies = ordered.headers.getSetCookie().map((one) => one.split(';')[0])
  const order = ordered.headers.get('location') ?? ''
  const headers = { 'content-type': 'application/json', cookie: cookies.join('; ') }
  const page = async (): Promise<string> => (await fetch(url + order, { headers })).text()
  const started = await fetch(`${url}/ovo${order}/qris`, { method: 'POST', headers })
  return { order, headers, page, started: (await started.json()) as { qrContent: string; amount: number } }
}

test('a visitor orders, pays with the QR, and sees it on the page; a stranger sees nothing', async () => {
  expect(await (await fetch(url)).text()).toContain('nasi goreng')
  const { order, page, started } = await visitor()
  expect(find(/id="status">([^<]+)/, await page())).toBe('open')
  expect(await (await fetch(url + order)).text()).toContain('no such order of yours')
  expect(started.amount).toBe(18_000)
  const simulator = await connectSimulator(find(/phone is at (\S+)/, said))
  expect(await simulator.pay({ qrContent: started.qrContent })).toMatchObject({ ok: true })
  await expect.poll(async () => find(/id="status">([^<]+)/, await page()), { timeout: 10_000 }).toBe('paid')
})

test('stops when told, with a page still listening', async () => {
  const { order, headers } = await visitor()
  const events = await fetch(`${url}/ovo${order}/payment/events`, { headers })
  expect(events.status).toBe(200)
  const ended = once(shop, 'exit')
  shop.kill('SIGTERM')
  expect(await ended).toEqual([0, null])
  await events.text().catch(() => {})
})

test('mounts OVO in under 25 lines', () => {
  const lines = readFileSync(`${folder}/ovo.js`, 'utf8').trim().split('\n')
  expect(lines.length).toBeLessThan(25)
})
