import { execFileSync } from 'node:child_process'
import { createHash, createHmac, verify } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { SimulatorDialect } from '../dialect.ts'
import type { FaultName } from '../faults/fault-table.ts'
import type { Simulator } from '../simulator-api.ts'
import { startSimulator } from '../start-simulator.ts'
import { type MerchantServer, type Received, startMerchantServer } from '../testing/merchant-server.ts'
import { Shop } from '../testing/shop.ts'

let merchant: MerchantServer
let sim: Simulator
let shop: Shop

async function open(dialect: Partial<SimulatorDialect> = {}): Promise<void> {
  sim = await startSimulator({
    startAt: Date.parse('2026-03-02T10:00:00+07:00'),
    dialect,
    partners: [{ callbackUrl: `${merchant.url}/ovo/notify?shop=1`, tokenUrl: `${merchant.url}/token` }],
  })
  shop = new Shop(sim)
}

async function payFor(amount = 10_000, partnerReferenceNo = '000000000001'): Promise<void> {
  const { body } = await shop.generate(amount, partnerReferenceNo)
  expect(await sim.pay({ qrContent: body.qrContent ?? '' })).toMatchObject({ ok: true })
  await sim.idle()
}

beforeEach(async () => {
  merchant = await startMerchantServer()
})
afterEach(() => Promise.all([sim.close(), merchant.close()]))

const hash = (body: string): string => createHash('sha256').update(body).digest('hex')

function isSigned({ path, headers, body }: Received, token: string): boolean {
  const text = `POST:${path}:${token}:${hash(body)}:${headers['x-timestamp']}`
  const expected = createHmac('sha512', sim.partner().clientSecret).update(text).digest('base64')
  return headers['x-signature'] === expected
}

test('a payment is told once, signed over the path the merchant gave', async () => {
  await open()
  await payFor()
  const [callback] = merchant.received
  expect(merchant.received).toHaveLength(1)
  expect(callback).toMatchObject({
    path: '/ovo/notify?shop=1',
    headers: { authorization: `Bearer ${shop.token}`, 'x-partner-id': 'tokosimulasi', 'channel-id': '95221' },
  })
  expect(JSON.parse(callback?.body ?? '')).toEqual({
    originalReferenceNo: sim.transactions()[0]?.referenceNo,
    originalPartnerReferenceNo: '000000000001',
    latestTransactionStatus: '00',
    transactionStatusDesc: 'Success',
    customerNumber: '********0001',
    amount: { value: '10000.00', currency: 'IDR' },
    additionalInfo: {},
  })
  expect(callback && isSigned(callback, shop.token)).toBe(true)
  await sim.clock.advance(60_000)
  expect(sim.callbacks).toMatchObject([{ attempt: 1, status: 200 }])
})

test('three attempts, five seconds apart, each with a new id, while the merchant does not accept', async () => {
  await open()
  merchant.answer = () => ({ status: 200, body: '{"responseCode":"5005200"}' })
  await payFor()
  await sim.clock.advance(4_000)
  expect(merchant.received).toHaveLength(1)
  await sim.clock.advance(60_000)
  expect(sim.callbacks.map(({ attempt }) => attempt)).toEqual([1, 2, 3])
  expect(new Set(merchant.received.map(({ headers }) => headers['x-external-id'])).size).toBe(3)
  expect(merchant.received.every((callback) => isSigned(callback, shop.token))).toBe(true)
  const [first, second] = sim.callbacks
  expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(5_000)
})

test('stops as soon as the merchant accepts', async () => {
  await open()
  merchant.answer = () => ({ status: merchant.received.length < 2 ? 500 : 200, body: '{"responseCode":"2005200"}' })
  await payFor()
  await sim.clock.advance(60_000)
  expect(sim.callbacks.map(({ status }) => status)).toEqual([500, 200])
})

test('a merchant that is down is an error in the log', async () => {
  await open()
  sim.partner().setCallbackUrl('http://127.0.0.1:9/notify')
  await payFor()
  expect(sim.callbacks).toMatchObject([{ attempt: 1, error: expect.any(String) }])
  expect(sim.callbacks[0]).not.toHaveProperty('status')
})

test('a reset ends the attempts, also of a callback on its way', async () => {
  await open()
  merchant.answer = () => {
    sim.reset()
    return { status: 500, body: '' }
  }
  await payFor()
  await sim.clock.advance(60_000)
  expect(merchant.received).toHaveLength(1)
  expect(sim.callbacks).toEqual([])
})

test('no address, no callback; a declined QR has none either', async () => {
  await open()
  const { body } = await shop.generate(10_000)
  await sim.decline({ qrContent: body.qrContent ?? '' })
  sim.partner().setCallbackUrl()
  await payFor()
  expect(sim.callbacks).toEqual([])
})

test('without a token the segment is empty', async () => {
  await open({ callbackToken: 'empty' })
  await payFor()
  const [callback] = merchant.received
  expect(callback?.headers.authorization).toBeUndefined()
  expect(callback && isSigned(callback, '')).toBe(true)
})

test("with the merchant's own token: the request for it verifies with openssl", async () => {
  await open({ callbackToken: 'issued' })
  merchant.answer = (path) =>
    path === '/token'
      ? {
          status: 200,
          body: '{"responseCode":"2007300","accessToken":"SHOPTOKEN","tokenType":"Bearer","expiresIn":"900"}',
        }
      : { status: 200, body: '{"responseCode":"2005200"}' }
  await payFor()
  const [ask, callback] = merchant.received
  expect(callback?.headers.authorization).toBe('Bearer SHOPTOKEN')
  expect(callback && isSigned(callback, 'SHOPTOKEN')).toBe(true)

  const folder = mkdtempSync(join(tmpdir(), 'simulator-'))
  const file = (name: string, content: string | Buffer): string => {
    writeFileSync(join(folder, name), content)
    return join(folder, name)
  }
  const key = file('key.pem', sim.ovoPublicKey)
  const signature = file('signature', Buffer.from(String(ask?.headers['x-signature']), 'base64'))
  const text = file('text', `${ask?.headers['x-client-key']}|${ask?.headers['x-timestamp']}`)
  const output = execFileSync('openssl', ['dgst', '-sha256', '-verify', key, '-signature', signature, text]).toString()
  expect(output.trim()).toBe('Verified OK')
})

test('a token endpoint that gives no token is an error in the log, and is tried again', async () => {
  await open({ callbackToken: 'issued' })
  merchant.answer = () => ({ status: 401, body: '{}' })
  await payFor()
  await sim.clock.advance(20_000)
  expect(sim.callbacks).toHaveLength(3)
  expect(sim.callbacks[0]?.error).toContain('HTTP 401')
})

test('signed with RSA, when the dialect says so', async () => {
  await open({ callbackSignature: 'asymmetric', signatureEncoding: 'base64' })
  await payFor()
  const [callback] = merchant.received
  const text = `POST:${callback?.path}:${hash(callback?.body ?? '')}:${callback?.headers['x-timestamp']}`
  const signature = Buffer.from(String(callback?.headers['x-signature']), 'base64')
  expect(verify('sha256', Buffer.from(text), sim.ovoPublicKey, signature)).toBe(true)
})

async function payWith(fault: FaultName): Promise<Received[]> {
  await open()
  sim.faults.add({ operation: 'callback', fault })
  await payFor()
  return merchant.received
}

test('fault drop', async () => {
  expect(await payWith('drop')).toEqual([])
  await sim.clock.advance(60_000)
  expect(merchant.received).toEqual([])
})

test('fault duplicate: the same bytes and headers', async () => {
  const [first, second] = await payWith('duplicate')
  expect(second).toEqual(first)
})

test('fault twice-new-id: both genuine', async () => {
  const both = await payWith('twice-new-id')
  expect(both.map((callback) => isSigned(callback, shop.token))).toEqual([true, true])
  expect(both[0]?.headers['x-external-id']).not.toBe(both[1]?.headers['x-external-id'])
})

test('fault forge and fault tampered: the signature does not fit', async () => {
  const [forged] = await payWith('forge')
  expect(forged && isSigned(forged, shop.token)).toBe(false)
  sim.faults.add({ operation: 'callback', fault: 'tampered' })
  await payFor(10_000, '000000000002')
  const tampered = merchant.received.at(-1)
  expect(tampered && isSigned(tampered, shop.token)).toBe(false)
  expect(tampered?.body).toContain('10001.00')
})

test('fault stale: ten minutes old, signed right', async () => {
  const [stale] = await payWith('stale')
  expect(stale && isSigned(stale, shop.token)).toBe(true)
  expect(sim.clock.now() - Date.parse(String(stale?.headers['x-timestamp']))).toBeGreaterThanOrEqual(600_000)
})

test('fault delay: waits for the clock', async () => {
  expect(await payWith('delay')).toEqual([])
  await sim.clock.advance(1_000)
  expect(merchant.received).toHaveLength(1)
})

test('magic amounts: dropped, doubled and forged callbacks', async () => {
  await open()
  await payFor(1_005, '000000001005')
  expect(merchant.received).toHaveLength(0)
  await payFor(1_006, '000000001006')
  expect(merchant.received).toHaveLength(2)
  await payFor(1_007, '000000001007')
  const forged = merchant.received.at(-1)
  expect(forged && isSigned(forged, shop.token)).toBe(false)
})

test('one can be sent by hand, with a fault, even for a QR that is not paid', async () => {
  await open()
  await shop.generate(10_000, '000000000001')
  expect(await sim.resendCallback({ partnerReferenceNo: '000000000001' })).toMatchObject({ status: 200, attempt: 1 })
  expect(await sim.resendCallback({ partnerReferenceNo: '000000000001', fault: 'forge' })).toMatchObject({
    fault: 'forge',
  })
  await expect(sim.resendCallback({ partnerReferenceNo: '9' })).rejects.toThrow('no transaction 9')
})
