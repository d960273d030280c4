import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { memoryStore } from '@ovokit/core'
import { type SimulatorDialect, startSimulator } from '@ovokit/simulator'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Settings } from '../config/read-settings.ts'
import { callOvokit } from '../testing/run-ovokit.ts'
import { makeShopFolder, type ShopFolder } from '../testing/shop-folder.ts'
import { ask, type Probed } from './ask.ts'
import { refundTwice, reverseTwice } from './with-money.ts'

const phone = '081234567001'

async function probe(dialect: Partial<SimulatorDialect>): Promise<Probed> {
  const sim = await startSimulator({ dialect })
  try {
    sim.addCustomer({ phone, balance: 100_000 })
    const { pushToPay, ...snap } = sim.partner()
    let count = 0
    return await ask({
      settings: settingsOf(sim.url, { snap: { ...snap, topUp: { senderInstitutionID: '999' } }, pushToPay }),
      input: {
        merchant: 'default',
        phone,
        amount: 10_000,
        returnUrl: 'https://shop.example/ovo/return',
        nextReference: () => `PROBE-${++count}`,
      },
    })
  } finally {
    await sim.close()
  }
}

const settingsOf = (url: string, merchant: Settings['merchants'][string]): Settings => ({
  folder: '.',
  file: null,
  environment: { snap: url, pushToPay: url },
  encryptionKey: 'ab'.repeat(32),
  store: { kind: 'embedded', folder: '.', acceptPowerLoss: false },
  callbackUrls: {},
  problems: [],
  merchants: { default: merchant },
})

const defaults = {
  snap: {
    tokenTimestampLayout: 'seconds',
    signatureEncoding: 'base64',
    timestampLayout: 'seconds',
    topUpTimestampLayout: 'millis',
    topUpSignatureEncoding: 'hex',
    linkedTimestampLayout: 'compact-millis',
    endpointUrl: 'path-and-query',
    linkedPhoneForm: 'local',
    asymmetricSeparator: ':',
    linkedBodies: 'standard',
  },
  pushToPay: { hmacCovers: 'app-id+random' },
}

describe('the probe finds out how the simulator spells', () => {
  test.each<[Partial<SimulatorDialect>, object, object]>([
    [{}, {}, {}],
    [{ timestamp: 'millis' }, { tokenTimestampLayout: 'millis', timestampLayout: 'millis' }, {}],
    [
      { timestamp: 'compact-millis' },
      { tokenTimestampLayout: 'compact-millis', timestampLayout: 'compact-millis' },
      {},
    ],
    [{ signatureEncoding: 'hex' }, { signatureEncoding: 'hex' }, {}],
    [
      { signatureEncoding: 'hex', timestamp: 'millis', topUpTimestamp: 'seconds', topUpSignatureEncoding: 'base64' },
      {
        signatureEncoding: 'hex',
        tokenTimestampLayout: 'millis',
        timestampLayout: 'millis',
        topUpTimestampLayout: 'seconds',
        topUpSignatureEncoding: 'base64',
      },
      {},
    ],
    [{ topUpTimestamp: 'compact-millis' }, { topUpTimestampLayout: 'compact-millis' }, {}],
    [{ linkedTimestamp: 'seconds' }, { linkedTimestampLayout: 'seconds' }, {}],
    [{ linkedTimestamp: 'millis' }, { linkedTimestampLayout: 'millis' }, {}],
    [{ pushSignedContent: 'app-id-random-body' }, {}, { hmacCovers: 'app-id+random+body' }],
  ])('%j', async (dialect, snap, pushToPay) => {
    const { dialects, findings } = await probe(dialect)
    expect(findings.filter(({ outcome }) => outcome !== 'settled')).toEqual([])
    expect(dialects).toEqual({
      snap: { ...defaults.snap, ...snap },
      pushToPay: { ...defaults.pushToPay, ...pushToPay },
    })
  })

  test('and what it calls its fields', async () => {
    const { findings } = await probe({ qrField: 'qrStr', topUpMonthlyLimit: 'cusgtomerMonthlyLimit' })
    const notes = Object.assign({}, ...findings.map((finding) => finding.notes)) as Record<string, string>
    expect(notes).toMatchObject({
      'QR text': 'qrStr',
      "OVO's number": 'referenceNo',
      'monthly limit': 'cusgtomerMonthlyLimit',
      'status of an unpaid QR': '03',
    })
  })
})

describe('with money', () => {
  test('the same refund and the same reversal again, how a push ends, and by which date it is asked about', async () => {
    const sim = await startSimulator({ dialect: { signatureEncoding: 'hex', pushSignedContent: 'app-id-random-body' } })
    sim.addCustomer({ phone, balance: 100_000 })
    const { pushToPay, ...snap } = sim.partner()
    let count = 0
    const { findings, exchanges } = await ask({
      settings: settingsOf(sim.url, { snap, pushToPay }),
      input: {
        merchant: 'default',
        phone,
        amount: 10_000,
        returnUrl: undefined,
        nextReference: () => `PROBE-${++count}`,
      },
      store: memoryStore({ timeOffset: () => sim.clock.offset() }),
      withMoney: [refundTwice, reverseTwice],
      tell: (text) => {
        if (text.includes('scan')) void sim.pay({ qrContent: sim.transactions().at(-1)?.qrContent ?? '', phone })
      },
      pause: async (millis) => {
        await sim.clock.advance(millis)
        await new Promise((resolve) => setTimeout(resolve, 30))
      },
    })
    expect(Object.assign({}, ...findings.slice(-2).map(({ notes }) => notes))).toEqual({
      refund: '2007800',
      'the same refund again': '2007800',
      'status after a refund': '04',
      'a push that nobody answers': expect.stringContaining('no-answer'),
      reversal: '00',
      'the same reversal again': '00',
      'status by the date of the push': '73',
      'status by the date of now': '30',
    })
    expect(sim.books().shop).toBe(0)
    expect(exchanges.map(({ operation }) => operation)).toContain('push-to-pay.reversal')
    await sim.close()
  })
})

test('another version in a path is found, and what nobody answers stays open', async () => {
  const server = createServer((request, response) => {
    const isToken = request.url === '/OVOSNAP/v1.0/access-token/b2b'
    const isGenerate = request.url === '/OVOSNAP/v3.0/qr/qr-mpm-generate'
    response.writeHead(isToken || isGenerate ? 200 : 404, { 'content-type': 'application/json' })
    if (isToken) response.end(JSON.stringify({ responseCode: '2007300', accessToken: 'token', expiresIn: '900' }))
    else response.end(isGenerate ? JSON.stringify({ responseCode: '2004700', qrStr: 'x', refNo: '1' }) : '<h1>404</h1>')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  const sim = await startSimulator()
  const { pushToPay: _, ...snap } = sim.partner()
  const { findings, dialects } = await ask({
    settings: settingsOf(`http://127.0.0.1:${port}`, { snap }),
    input: {
      merchant: 'default',
      phone: undefined,
      amount: 10_000,
      returnUrl: undefined,
      nextReference: () => String(Math.random()),
    },
  })
  server.close()
  await sim.close()
  expect(dialects.snap).toMatchObject({ paths: { 'qris.generate': '/OVOSNAP/v3.0/qr/qr-mpm-generate' } })
  expect(findings.map(({ step, outcome, why }) => [step, outcome, why])).toEqual([
    ['token', 'settled', '2007300'],
    ['generate', 'settled', '2004700'],
    ['query', 'open', 'not sent'],
    ['top-up inquiry', 'skipped', 'needs snap.topUp in the settings'],
    ['deposit balance', 'skipped', 'needs snap.topUp in the settings'],
    ['lookup', 'skipped', 'needs --phone'],
    ['binding', 'skipped', 'needs --return-url'],
    ['phone inquiry', 'skipped', 'needs pushToPay in the settings'],
  ])
})

describe('ovokit probe', () => {
  let shop: ShopFolder
  let out: string
  beforeAll(async () => {
    shop = await makeShopFolder()
    shop.simulator.addCustomer({ phone, balance: 100_000 })
    out = mkdtempSync(join(tmpdir(), 'ovokit-probe-'))
  })
  afterAll(async () => {
    await shop.close()
    rmSync(out, { recursive: true, force: true })
  })

  test('prints what it found, and keeps the answers without a secret or a number (G8)', async () => {
    const ran = await callOvokit(['probe', '--phone', phone, '--out', out], { cwd: shop.folder })
    expect(ran).toMatchObject({ code: 0, err: expect.stringContaining('asking: token…') })
    expect(ran.out).toContain('OVO speaks as OvoKit does: no dialect is needed')
    expect(ran.out).toMatch(/top-up inquiry {3}not asked: needs snap\.topUp/)
    const files = readdirSync(out)
    expect(files).toContain('001-token.b2b.json')
    const kept = files.map((file) => readFileSync(join(out, file), 'utf8')).join('\n')
    expect(kept).toContain('qrContent')
    for (const secret of [phone, shop.env.OVO_CLIENT_SECRET ?? '?', shop.env.OVO_PUSH_TO_PAY_APP_KEY ?? '?'])
      expect(kept).not.toContain(secret)
    expect(kept).not.toMatch(/"authorization": "Bearer/)
  })

  test('asks nothing of production unless it is told to', async () => {
    shop.writeEnv({ OVO_BASE_URL: undefined, OVO_PUSH_TO_PAY_BASE_URL: undefined, OVO_ENVIRONMENT: 'production' })
    const ran = await callOvokit(['probe'], { cwd: shop.folder })
    expect(ran).toMatchObject({ code: 2, err: expect.stringContaining('--production') })
    shop.writeEnv()
  })
})
