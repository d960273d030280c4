import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createOvo, memoryStore, nodeRequest, type Ovo, type Store } from '@ovokit/core'
import { convertSigningKey, generateKeys } from '@ovokit/core/credentials'
import { embeddedStore } from '@ovokit/core/embedded'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { callOvokit, runOvokit } from '../testing/run-ovokit.ts'
import { makeShopFolder, type ShopFolder } from '../testing/shop-folder.ts'

const route = '/ovo/v1.0/qr/qr-mpm-notify'
let folder: ShopFolder
let shop: string
const closing: (() => Promise<unknown>)[] = []
const closingLast: (() => Promise<unknown>)[] = []
beforeAll(async () => {
  folder = await makeShopFolder()
  // On the folder's own store, as a running shop is: the doctor finds it in use, and opens no database.
  shop = await openShop(embeddedStore(join(folder.folder, 'ovo-data')), closingLast)
})
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
  folder.writeEnv()
})
afterAll(async () => {
  for (const close of closingLast.splice(0)) await close()
  await folder.close()
})

async function listen(listener: RequestListener, last = closing): Promise<string> {
  const server: Server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  last.push(() => new Promise((resolve) => server.closeAllConnections() ?? server.close(resolve)))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** A small real shop: what an adapter does, in a few lines. */
async function openShop(store: Store, last = closing): Promise<string> {
  const ovo = createOvo({
    environment: { snap: folder.simulator.url, pushToPay: folder.simulator.url },
    store,
    encryptionKey: 'ab'.repeat(32),
    merchants: { default: { snap: folder.simulator.partner() } },
    logger: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
  })
  await ovo.start()
  last.push(() => ovo.close())
  return listen(
    async (req, res) => answer(ovo, req, (status, headers, body) => res.writeHead(status, headers).end(body)),
    last,
  )
}

async function answer(
  ovo: Ovo,
  req: IncomingMessage,
  reply: (status: number, headers: Record<string, string>, body: string) => void,
): Promise<void> {
  const request = await nodeRequest({ stream: req, parsed: {}, path: req.url ?? '', mend: '', onError: () => {} })
  const response = await ovo.handle(request)
  reply(response.status, Object.fromEntries(response.headers), await response.text())
}

/** Something in front of the shop that changes what goes through it. */
const proxy = (change: (path: string, body: string) => { path: string; body: string }): Promise<string> =>
  listen(async (req, res) => {
    const chunks: Buffer[] = []
    for await (const chunk of req) chunks.push(chunk as Buffer)
    const { path, body } = change(req.url ?? '', Buffer.concat(chunks).toString('utf8'))
    const { 'content-length': _, host: __, connection: ___, ...headers } = req.headers
    const passed = await fetch(shop + path, { method: 'POST', headers: headers as Record<string, string>, body })
    res.writeHead(passed.status, { 'content-type': 'application/json' }).end(await passed.text())
  })

interface Found {
  readonly check: string
  readonly level: string
  readonly text: string
  readonly mend?: string
}

async function examine(
  ...words: string[]
): Promise<{ code: number | null; level: (check: string) => string | undefined; all: readonly Found[] }> {
  const ran = await callOvokit(['doctor', '--json', '--quiet', ...words], { cwd: folder.folder })
  const all = ran.json().findings as readonly Found[]
  const order = ['fault', 'warning', 'unknown', 'ok']
  return {
    code: ran.code,
    all,
    level: (check) => order.find((level) => all.some((one) => one.check === check && one.level === level)),
  }
}
const callback = (url = shop + route): string[] => ['--callback-url', url]
const textOf = (all: readonly Found[], check: string): string =>
  all
    .filter((one) => one.check === check)
    .map(({ text, mend }) => `${text} ${mend}`)
    .join('\n')

test('a shop in order: nothing stands in the way, in both languages', async () => {
  folder.writeEnv({ OVO_CALLBACK_URL: shop + route })
  const ran = await runOvokit(['doctor'], { cwd: folder.folder })
  expect(ran).toMatchObject({ code: 0, out: expect.stringContaining('nothing stands in the way') })
  for (const words of [
    'default: OVO gives a token',
    'default: OVO takes its signature',
    'signed callbacks are taken, forged ones refused',
    'the body arrives byte for byte',
    'the embedded store is in use',
  ])
    expect(ran.out).toContain(`✓ ${words}`)
  expect(ran.out).not.toContain(folder.env.OVO_CLIENT_SECRET)
  const { out } = await callOvokit(['doctor', '--lang', 'id'], { cwd: folder.folder })
  expect(out).toContain('tidak ada penghalang')
})

test('a setting that is missing, and an .env for everybody to read', async () => {
  folder.writeEnv({ OVO_CHANNEL_ID: undefined })
  chmodSync(join(folder.folder, '.env'), 0o644)
  const { code, all, level } = await examine(...callback())
  chmodSync(join(folder.folder, '.env'), 0o600)
  expect(code).toBe(1)
  expect(textOf(all, 'settings')).toContain('OVO_CHANNEL_ID is not set')
  expect(level('secret-files')).toBe('warning')
})

test('another signing key than the one that OVO was sent', async () => {
  const { signing, sharing } = await generateKeys({ passphrase: 'correct horse' })
  const own = convertSigningKey({ privateKey: folder.simulator.partner().privateKey })
  mkdirSync(join(folder.folder, 'sent'))
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder.folder, 'sent', name), text)
    return `sent/${name}`
  }
  expect((await examine('--sent', file('own.pem', own.publicKey), ...callback())).level('key-sent')).toBe('ok')
  expect((await examine('--sent', file('leak.pem', own.privateKey), ...callback())).level('key-sent')).toBe('fault')
  file('other.pem', signing.privateKey)
  folder.writeEnv({ OVO_PRIVATE_KEY_FILE: 'sent/other.pem' })
  const { code, level, all } = await examine('--sent', file('sharing.pem', sharing.publicKey), ...callback())
  expect([code, level('key-sent'), level('token')]).toEqual([1, 'fault', 'fault'])
  expect(textOf(all, 'token')).toContain('another public key')
})

test('another client secret: OVO refuses the signature, and the shop OVO’s callbacks', async () => {
  folder.writeEnv({ OVO_CLIENT_SECRET: 'not-the-secret' })
  const { level } = await examine(...callback())
  expect([level('token'), level('signature'), level('callback-signature')]).toEqual(['ok', 'fault', 'fault'])
})

test('what stands between OVO and the shop', async () => {
  const rewriting = await proxy((path, body) => ({ path, body: JSON.stringify(JSON.parse(body)) }))
  const rewritten = await examine(...callback(rewriting + route))
  expect([rewritten.code, rewritten.level('callback-signature'), rewritten.level('callback-body')]).toEqual([
    1,
    'ok',
    'fault',
  ])

  const stripping = await proxy((path, body) => ({ path: path.replace('/shop', ''), body }))
  const stripped = await examine(...callback(`${stripping}/shop${route}`))
  expect(textOf(stripped.all, 'callback-signature')).toContain(`the shop sees ${route}`)

  const late = await examine(...callback((await openShop(memoryStore({ timeOffset: () => 20 * 60_000 }))) + route))
  expect(textOf(late.all, 'callback-signature')).toContain('20 minutes off')
})

test('what answers at the address is not the shop, or nobody does', async () => {
  const says = async (listener: RequestListener, path = route): Promise<string> => {
    const { all, level } = await examine(...callback((await listen(listener)) + path))
    const check = level('callback-body') === 'fault' ? 'callback-body' : 'callback'
    expect(level(check)).toBe('fault')
    return textOf(all, check)
  }
  expect(await says((_, res) => res.writeHead(404).end('Cannot POST'))).toContain('HTTP 404')
  expect(await says((_, res) => res.writeHead(308, { location: 'https://x.example/' }).end())).toContain(
    'https://x.example/',
  )
  expect(await says((_, res) => res.end('{"responseCode":"2005200"}'))).toContain('nobody signed')
  expect(await says((_, res) => res.writeHead(500).end('{"responseCode":"5005200"}'))).toContain('body parser')
  expect(await says((req) => req.destroy())).toContain('cannot be reached')
})

test('a clock that is off, and an OVO that is not there', async () => {
  const past = new Date(Date.now() - 600_000).toUTCString()
  const slow = await listen((_, res) => res.writeHead(404, { date: past }).end())
  folder.writeEnv({ OVO_BASE_URL: slow })
  const off = await examine(...callback())
  expect(off.level('clock')).toBe('fault')
  expect(textOf(off.all, 'clock')).toMatch(/60\d s|599 s/)
  folder.writeEnv({ OVO_BASE_URL: 'http://127.0.0.1:9' })
  const gone = await examine(...callback())
  expect([gone.code, gone.level('ovo-reachable'), gone.level('token')]).toEqual([1, 'fault', 'fault'])
})

test('a store that is held, that nobody works on, and that is not there', async () => {
  const data = join(folder.folder, 'held')
  folder.writeEnv({ OVO_DATA: data })
  const ovo = createOvo({
    environment: { snap: folder.simulator.url },
    // A minute ago, as if the shop had died then.
    store: embeddedStore(data, { timeOffset: () => -60_000 }),
    encryptionKey: 'ab'.repeat(32),
    merchants: { default: { snap: folder.simulator.partner() } },
  })
  await ovo.start({ worker: false })
  await ovo.qris.start({ reference: 'ORDER-1', amount: 25_000 })
  expect(textOf((await examine(...callback())).all, 'store')).toContain('the shop runs')
  await ovo.close()
  const dead = await examine(...callback())
  expect([dead.code, dead.level('store'), dead.level('worker')]).toEqual([1, 'ok', 'fault'])
  folder.writeEnv({ DATABASE_URL: 'postgres://nobody@127.0.0.1:9/none' })
  expect((await examine(...callback())).level('store')).toBe('fault')
})

test('the address for the whitelist, or how to find it', async () => {
  const service = await listen((_, res) => res.end('203.0.113.7\n'))
  expect(textOf((await examine('--address-service', service, ...callback())).all, 'address')).toContain('203.0.113.7')
  const none = await examine('--address-service', 'http://127.0.0.1:9', ...callback())
  expect([none.level('address'), none.code]).toEqual(['unknown', 0])
  expect(textOf(none.all, 'address')).toContain('NAT gateway')
})
