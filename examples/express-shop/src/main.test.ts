import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { type Simulator, startSimulator } from '@ovokit/simulator'
import { afterAll, beforeAll, expect, test } from 'vitest'

const main = fileURLToPath(new URL('./main.ts', import.meta.url))
let folder: string
let sim: Simulator
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'express-shop-'))
  sim = await startSimulator()
})
afterAll(async () => {
  await sim.close()
  await rm(folder, { recursive: true })
})

/** The shop and OVO are processes of their own: a busy machine takes its time. */
const soon = { timeout: 20_000 }

function run(env: Record<string, string>): ChildProcess {
  const { PATH = '' } = process.env
  return spawn(process.execPath, ['--conditions=ovokit-source', '--import', 'tsx', main], {
    env: { PATH, PORT: '0', DATA_DIR: folder, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

async function ready(shop: ChildProcess): Promise<string> {
  if (shop.stdout === null) throw new Error('no output')
  for await (const line of createInterface(shop.stdout)) return (JSON.parse(line) as { url: string }).url
  throw new Error('the shop ended before it was ready')
}

/** A visitor with a browser's cookie and manners. */
function visitor(url: string): (path: string, form?: Record<string, string>, type?: 'json') => Promise<Response> {
  let cookie = ''
  return async (path, form, type) => {
    const headers = { cookie, origin: url, ...(type === 'json' ? { 'content-type': 'application/json' } : {}) }
    const body = type === 'json' ? JSON.stringify(form) : new URLSearchParams(form)
    const init = form === undefined ? {} : { method: 'POST', body }
    const response = await fetch(url + path, { headers, redirect: 'manual', ...init })
    cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? cookie
    return response
  }
}

test('without credentials it says how to start, and ends', async () => {
  const shop = run({})
  let text = ''
  shop.stderr?.on('data', (chunk: Buffer) => {
    text += chunk.toString()
  })
  const [code] = await once(shop, 'exit')
  expect(code).toBe(2)
  expect(text).toContain('ovo-simulator')
})

test('it sells, follows the simulator’s clock, stops on SIGTERM and remembers', async () => {
  const env = { SIMULATOR_URL: sim.url, DEMO_CLOCK: '1' }
  const first = run(env)
  const url = await ready(first)
  const visit = visitor(url)
  await visit('/basket', { product: 'gayo', by: '1' })
  const order = (await visit('/orders', {})).headers.get('location')?.split('/').at(-1)
  const start = async (): Promise<{ status: string; qrContent: string }> =>
    (await visit(`/ovo/orders/${order}/qris`, {})).json() as Promise<{ status: string; qrContent: string }>
  const status = async (): Promise<string> =>
    ((await (await visit(`/ovo/orders/${order}/payment`)).json()) as { status: string }).status

  expect((await start()).status).toBe('scan')
  await sim.clock.advance(80_000)
  await expect.poll(status, soon).toBe('expired')
  const { qrContent } = await start()
  expect(await sim.pay({ qrContent })).toMatchObject({ ok: true })
  await expect.poll(status, soon).toBe('paid')
  expect(sim.callbacks).toMatchObject([{ status: 200 }])

  await visit('/basket', { product: 'kawung', by: '1' })
  const address = (await visit('/orders', { method: 'push-to-pay' })).headers.get('location') ?? ''
  expect(address).toMatch(/^\/orders\/SL-\w{7}\?method=push-to-pay$/)
  expect(await (await visit(address)).text()).toContain('start-with="push-to-pay"')
  const payment = `/ovo${address.split('?')[0]}`
  expect(await (await visit(`${payment}/push-to-pay`, { phone: '081200009001' }, 'json')).json()).toMatchObject({
    method: 'push-to-pay',
    status: 'confirm',
    amount: 245_000,
  })
  await sim.nextPush({ phone: '081200009001' })
  await sim.clock.advance(56_000)
  const pushStatus = async (): Promise<unknown> =>
    ((await (await visit(`${payment}/payment`)).json()) as { status: string }).status
  await expect.poll(pushStatus, soon).toBe('checking')
  await sim.clock.advance(10_000)
  await expect.poll(() => sim.requests.map(({ operation }) => operation), soon).toContain('pos.reversal')
  await sim.clock.advance(3_000)
  await expect.poll(pushStatus, soon).toBe('reversed')

  const authorization = `Basic ${Buffer.from('admin:kopi').toString('base64')}`
  const admin = (at: string): Promise<string> =>
    fetch(`${at}/admin`, { headers: { authorization } }).then((r) => r.text())
  expect(await admin(url)).toMatch(new RegExp(`${order}[\\s\\S]*pill paid`))
  expect((await fetch(`${url}/admin`)).status).toBe(401)

  // A page that is listening must not hold the shop up.
  const listening = fetch(`${url}/ovo/orders/${order}/payment/events`).catch(() => null)
  first.kill('SIGTERM')
  expect((await once(first, 'exit'))[0]).toBe(0)
  await listening

  const second = run(env)
  expect(await admin(await ready(second))).toMatch(new RegExp(`${order}[\\s\\S]*pill paid`))
  second.kill('SIGTERM')
  expect((await once(second, 'exit'))[0]).toBe(0)
}, 90_000)
