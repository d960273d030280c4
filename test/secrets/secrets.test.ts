import { spawn } from 'node:child_process'
import { createCipheriv, createHmac, createPrivateKey, generateKeyPairSync, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { memoryStore, OvoError, type OvoEvent } from '@ovokit/core'
import express from 'express'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { addressOf, openShop } from '../support/shop.ts'
import { canaryCustomer } from './canaries.ts'
import { captureInto, captureVariable, keepSecret, type Said, type Secret } from './capture.ts'
import { hearEvent, hearLogger, hearOvo, hearStore } from './hear-shop.ts'
import { findLeaks, readCapture, report } from './scan.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ovokit-planted-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const secret = `planted-${randomBytes(24).toString('hex')}`
const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

/** Plants the secret somewhere and tells through which channels the search found it. */
async function caughtIn(plant: () => unknown): Promise<string[]> {
  await captureInto(folder, async () => {
    keepSecret('access token', secret)
    await plant()
    await new Promise((resolve) => setTimeout(resolve, 20))
  })
  const { said, secrets } = readCapture(folder)
  const leaks = findLeaks(said, secrets)
  expect(report(leaks), 'a report never shows what it found').not.toContain(secret)
  return [...new Set(leaks.map(({ said: { channel } }) => channel))]
}

async function serveOnce(answer: (response: import('node:http').ServerResponse) => void): Promise<void> {
  const server = createServer((_request, response) => answer(response)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  await fetch(`${addressOf(server)}/a/page`).then((response) => response.text())
  server.close()
}

/** Every way out, and something that carries the secret there. */
const leaks: Readonly<Record<string, readonly [channel: string, plant: () => unknown]>> = {
  'console.log': ['console', () => console.debug('a line', { token: secret })],
  'standard output': ['stdout', () => process.stdout.write(`\u001b[8m${secret}\u001b[0m\n`)],
  'the message of an error': ['error', () => new OvoError('closed', `bad token ${secret}`)],
  'the cause of an error': ['error', () => new OvoError('closed', 'x', { cause: new Error(secret) })],
  'a hidden property of an error': [
    'error',
    () => Object.defineProperty(new OvoError('closed', 'x'), 'request', { value: { headers: [secret] } }),
  ],
  'a log line': ['log', () => hearLogger(silent).warn('refused', { header: secret })],
  'an event': ['event', () => hearEvent({ type: 'paid', payment: { raw: secret } } as unknown as OvoEvent)],
  'a page': ['http answer', () => serveOnce((response) => response.end(`<p>${secret}</p>`))],
  'a page in pieces': [
    'http answer',
    () =>
      serveOnce((response) => {
        response.write(secret.slice(0, 20))
        response.end(secret.slice(20))
      }),
  ],
  'a header': ['http answer', () => serveOnce((response) => response.writeHead(204, { 'x-debug': secret }).end())],
  'an answer of Express': [
    'http answer',
    async () => {
      const app = express().get('/', (_req, res) => void res.json({ deep: [{ secret }] }))
      const server = app.listen(0, '127.0.0.1')
      await once(server, 'listening')
      await (await fetch(addressOf(server))).text()
      server.close()
    },
  ],
  'what a child process prints': [
    'child output',
    async () => {
      const child = spawn(process.execPath, [
        '-e',
        `console.error(Buffer.from('${btoa(secret)}', 'base64').toString())`,
      ])
      await once(child, 'close')
    },
  ],
  'a row of the store': [
    'store',
    () => hearStore(memoryStore()).claimToken({ key: secret, owner: 'a', now: 0, until: 1, generation: 0 }),
  ],
}

describe('the search finds what is planted (G8)', () => {
  test.each(Object.entries(leaks))('in %s', async (_, [channel, plant]) => {
    expect(await caughtIn(plant)).toContain(channel)
  })

  test('in health, payments, history and the readable API log', async () => {
    const shop = await openShop()
    await shop.ovo.qris.start({ reference: 'ORDER-1', amount: 25_000 })
    const { ovo } = shop
    const found = await caughtIn(() =>
      hearOvo({
        ...ovo,
        health: async () => ({ ...(await ovo.health()), lastError: secret }),
        payments: { ...ovo.payments, history: async (id) => [...(await ovo.payments.history(id)), secret as never] },
        log: { ...ovo.log, toCurl: (exchange) => `${ovo.log.toCurl(exchange)} --header '${secret}'` },
      }),
    )
    expect(found.sort()).toEqual(['api log', 'health', 'payment'])
    await shop.close()
  })

  test.each<[string, (text: string) => string]>([
    ['as it is', (text) => text],
    ['inside other words', (text) => `xx${text}yy`],
    ['in base64', (text) => btoa(text)],
    ['in base64, after a user name', (text) => btoa(`user:${text}`)],
    ['in base64url, between other bytes', (text) => Buffer.from(`ab${text}cd`).toString('base64url')],
    ['in hex', (text) => Buffer.from(text).toString('hex')],
    ['in a URL', (text) => encodeURIComponent(text)],
    ['in JSON in JSON', (text) => JSON.stringify(JSON.stringify({ text }))],
  ])('in whatever dress: %s', (_, dress) => {
    const text = 'a~secret+of/"thirty"&one=letters_'
    const said: Said = { channel: 'console', where: '', test: '', text: `some ${dress(text)} text` }
    expect(findLeaks([said], [{ kind: 'client secret', text }])).toHaveLength(1)
  })

  test('of a key whose bytes are one letter, in hex and base64, but not in a line of that letter', () => {
    const secret: Secret = { kind: 'encryption key', text: '5e'.repeat(32) }
    const find = (text: string): number => findLeaks([{ channel: 'a', where: '', test: '', text }], [secret]).length
    expect(find(`x ${'^'.repeat(40)} x`)).toBe(0)
    expect(find(`x ${secret.text} x`)).toBeGreaterThan(0)
    expect(find(`x ${Buffer.from(secret.text, 'hex').toString('base64')} x`)).toBeGreaterThan(0)
  })

  test('in a part of a token, in other spellings of a phone number and a name, and a PIN only by itself', () => {
    const { phone, pin, name } = canaryCustomer
    const token = ['head', 'a'.repeat(50), randomBytes(32).toString('base64url')].join('.')
    const secrets: Secret[] = [...readEmpty(), { kind: 'access token', text: token }]
    const find = (text: string): string[] =>
      findLeaks([{ channel: 'a', where: '', test: '', text }], secrets).map(({ kind }) => kind)
    expect(find(`…${token.split('.')[2]}`)).toEqual(['access token'])
    for (const text of [phone, `+62${phone.slice(1)}`, `"${Number(phone)}"`])
      expect(find(text)).toEqual(['phone number'])
    expect(find(`for ${name.toUpperCase()}`)).toContain('name')
    expect([find(`pin=${pin}`), find(`1${pin}`), find(`${pin}ab`)]).toEqual([['PIN'], [], []])
    expect(find(`********${phone.slice(-4)}`)).toEqual([])
  })

  const readEmpty = (): readonly Secret[] => [
    { kind: 'phone number', text: canaryCustomer.phone.slice(1) },
    { kind: 'PIN', text: canaryCustomer.pin },
    { kind: 'name', text: canaryCustomer.name },
  ]
})

describe('a leak fails a run whose tests all pass (G8)', () => {
  const root = fileURLToPath(new URL('../..', import.meta.url))

  test.each([
    ['that says nothing', '', 0],
    ['that says a phone number', `console.warn('paid by ${canaryCustomer.phone}')`, 1],
  ])('a run %s', async (_, statement, expected) => {
    await writeFile(join(folder, 'planted.test.ts'), `test('passes', () => {${statement}})\n`)
    // The configuration of every run, with another folder to find tests in.
    const config = join(folder, 'vitest.config.ts')
    const changes = JSON.stringify({ include: ['planted.test.ts'], dir: folder, globals: true })
    const base = `import base from '${root}vitest.config.ts'`
    const own = `{ ...base.test, ...all.test, projects: undefined, ...${changes} }`
    await writeFile(config, `${base}\nconst [all] = base.test.projects\nexport default { ...all, test: ${own} }\n`)
    const args = [`${root}node_modules/vitest/vitest.mjs`, 'run', '--config', config, '--root', root]
    const { [captureVariable]: _outer, ...env } = process.env
    let said = ''
    let status: unknown
    // What it prints is planted too, and nothing for the run that this test belongs to.
    await captureInto(join(folder, 'said'), async () => {
      const planted = spawn(process.execPath, args, { cwd: root, env })
      for (const stream of [planted.stdout, planted.stderr]) {
        stream.on('data', (chunk: Buffer) => {
          said += chunk.toString()
        })
      }
      ;[status] = await once(planted, 'close')
    })
    expect(status, said).toBe(expected)
    expect(said).toContain(expected === 0 ? 'none was said' : 'phone number in console (warn)')
  })
})

describe('the search knows every secret that is used (G8)', () => {
  test('keys, client secrets and tokens are learnt where they are', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
    await captureInto(folder, async () => {
      createPrivateKey(pem)
      createHmac('sha512', 'a1'.repeat(16)).digest()
      createCipheriv('aes-256-gcm', Buffer.alloc(32, 7), Buffer.alloc(12))
      const shop = await openShop()
      await shop.ovo.qris.start({ reference: 'ORDER-1', amount: 25_000 })
      await shop.close()
    })
    const { secrets } = readCapture(folder)
    const kinds = new Set(secrets.map(({ kind }) => kind))
    const all = ['PIN', 'access token', 'client secret', 'encryption key', 'name', 'phone number', 'private key']
    expect([...kinds].sort()).toEqual(all)
    const has = (text: string): boolean => secrets.some((known) => known.text === text)
    expect([has('a1'.repeat(16)), has('07'.repeat(32))]).toEqual([true, true])
    expect(findLeaks([{ channel: 'a', where: '', test: '', text: pem }], secrets).map(({ kind }) => kind)).toContain(
      'private key',
    )
    const folded: Said = { channel: 'a', where: '', test: '', text: JSON.stringify({ pem: pem.replaceAll('\n', '') }) }
    expect(findLeaks([folded], secrets)).not.toEqual([])
  })
})

test('a report shows what stood around a secret, and neither it nor another (G8)', () => {
  const secrets: Secret[] = [
    { kind: 'client secret', text: 'first-secret-of-thirty-letters' },
    { kind: 'access token', text: 'second-secret-of-thirty-letters' },
  ]
  const text = `here first-secret-of-thirty-letters second-secret-of-thirty-letters there`
  const leaks = findLeaks([{ channel: 'console', where: 'log', test: 'a test', text }], secrets)
  expect(report(leaks)).toContain('client secret in console (log)\n    while a test\n    "here <client secret> <access')
  expect(report(leaks)).not.toMatch(/of-thirty/)
})
