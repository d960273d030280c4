import { execFileSync } from 'node:child_process'
import { createHash, createHmac, sign } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Simulator } from '../simulator-api.ts'
import { startSimulator } from '../start-simulator.ts'
import { Shop } from '../testing/shop.ts'

let sim: Simulator
let shop: Shop
beforeAll(async () => {
  sim = await startSimulator({ startAt: Date.parse('2026-03-02T10:00:00+07:00'), partners: [{}, { name: 'other' }] })
})
beforeEach(() => {
  sim.reset()
  shop = new Shop(sim)
})
afterAll(() => sim.close())

const at = (shift: number): string =>
  `${new Date(sim.clock.now() + 25_200_000 + shift).toISOString().slice(0, 19)}+07:00`

test('a token lasts 900 seconds, said in a text', async () => {
  const answer = await shop.login()
  expect(answer).toMatchObject({ status: 200, code: '2007300', body: { tokenType: 'Bearer', expiresIn: '900' } })
  expect(answer.headers.get('x-timestamp')).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+07:00$/)
  expect(answer.headers.get('x-client-key')).toBe(sim.partner().clientId)
  await sim.clock.advance(898_000)
  expect((await shop.generate(5_000)).code).toBe('2004700')
  await sim.clock.advance(2_000)
  expect((await shop.generate(5_000)).code).toBe('4014701')
})

test('a token request signed by openssl is accepted', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'simulator-'))
  const [key, text] = [join(folder, 'key.pem'), join(folder, 'text')]
  const timestamp = at(0)
  writeFileSync(key, sim.partner().privateKey)
  writeFileSync(text, `${sim.partner().clientId}|${timestamp}`)
  const signature = execFileSync('openssl', ['dgst', '-sha256', '-sign', key, text]).toString('base64')
  const headers = { 'X-TIMESTAMP': timestamp, 'X-SIGNATURE': signature }
  expect((await shop.login({ headers })).code).toBe('2007300')
})

test.each<[string, Record<string, string | undefined>, string, string]>([
  ['no content type', { 'Content-Type': 'text/plain' }, '4007301', 'Content-Type'],
  ['no client key', { 'X-CLIENT-KEY': undefined }, '4007302', 'X-CLIENT-KEY'],
  ['an unknown client', { 'X-CLIENT-KEY': 'nobody' }, '4017300', 'client'],
  ['no signature', { 'X-SIGNATURE': undefined }, '4007302', 'X-SIGNATURE'],
  ['a wrong signature', { 'X-SIGNATURE': 'AAAA' }, '4017300', 'Signature'],
  ['a timestamp of UTC', { 'X-TIMESTAMP': '2026-03-02T03:00:00Z' }, '4007301', 'X-TIMESTAMP'],
])('token: %s', async (_, headers, code, about) => {
  const answer = await shop.login({ headers })
  expect(answer.code).toBe(code)
  expect(answer.status).toBe(Number(code.slice(0, 3)))
  expect(answer.body.responseMessage).toContain(about)
})

test('token: the body is checked too', async () => {
  expect((await shop.login({ raw: '{' })).code).toBe('4007300')
  expect((await shop.login({ raw: '{}' })).code).toBe('4007302')
  expect((await shop.login({ raw: '{"grantType":"password"}' })).code).toBe('4007301')
  expect((await shop.login({ method: 'PUT' })).code).toBe('4057300')
})

test.each<[string, Record<string, string | undefined>, string, string]>([
  ['no content type', { 'Content-Type': 'text/plain' }, '4004701', 'Content-Type'],
  ['no authorization', { Authorization: undefined }, '4004702', 'Authorization'],
  ['no bearer', { Authorization: 'Basic abc' }, '4014701', 'Token'],
  ['a token never issued', { Authorization: 'Bearer abc' }, '4014703', 'Token'],
  ['no partner', { 'X-PARTNER-ID': undefined }, '4004702', 'X-PARTNER-ID'],
  ['an unknown partner', { 'X-PARTNER-ID': 'nobody' }, '4014700', 'client'],
  ['the token of another partner', { 'X-PARTNER-ID': 'tokosimulasi2' }, '4014701', 'Token'],
  ['no channel', { 'CHANNEL-ID': undefined }, '4004702', 'CHANNEL-ID'],
  ['a long channel', { 'CHANNEL-ID': '123456' }, '4004701', 'CHANNEL-ID'],
  ['another channel', { 'CHANNEL-ID': '12345' }, '4014700', 'Channel'],
  ['no external id', { 'X-EXTERNAL-ID': undefined }, '4004702', 'X-EXTERNAL-ID'],
  ['a long external id', { 'X-EXTERNAL-ID': '1'.repeat(37) }, '4004701', 'X-EXTERNAL-ID'],
  ['no timestamp', { 'X-TIMESTAMP': '' }, '4004702', 'X-TIMESTAMP'],
  ['milliseconds where none belong', { 'X-TIMESTAMP': '2026-03-02T10:00:00.000+07:00' }, '4004701', 'X-TIMESTAMP'],
  ['a wrong signature', { 'X-SIGNATURE': 'AAAA' }, '4014700', 'Signature'],
])('transaction: %s', async (_, headers, code, about) => {
  const answer = await shop.call('generate', shop.order(5_000), { headers })
  expect(answer.code).toBe(code)
  expect(answer.body.responseMessage).toContain(about)
})

test('a clock five minutes off is still fine, more is not', async () => {
  for (const [shift, code] of [
    [-299_000, '2004700'],
    [299_000, '2004700'],
    [-302_000, '4014700'],
    [302_000, '4014700'],
  ] as const) {
    expect((await shop.call('generate', shop.order(5_000), { headers: { 'X-TIMESTAMP': at(shift) } })).code).toBe(code)
  }
})

test('an X-EXTERNAL-ID is good once a Jakarta day, and a bad signature does not use it up', async () => {
  const headers = { 'X-EXTERNAL-ID': '777' }
  const send = (more = {}) => shop.call('generate', shop.order(5_000), { headers: { ...headers, ...more } })
  expect((await send({ 'X-SIGNATURE': 'AAAA' })).code).toBe('4014700')
  expect((await send()).code).toBe('2004700')
  expect((await send()).code).toBe('4094700')
  await sim.clock.advance(14 * 3_600_000)
  await shop.login()
  expect((await send()).code).toBe('2004700')
})

test('the other spellings, by dialect', async () => {
  const dialect = { timestamp: 'millis', signatureEncoding: 'hex', qrField: 'qrStr' } as const
  const odd = await startSimulator({ dialect })
  const guest = new Shop(odd)
  expect((await guest.login()).code).toBe('4007301')
  const timestamp = new Date(odd.clock.now() + 25_200_000).toISOString().replace('Z', '+07:00')
  const { clientId, clientSecret, privateKey } = odd.partner()
  const hex = sign('sha256', Buffer.from(`${clientId}|${timestamp}`), privateKey).toString('hex')
  expect((await guest.login({ headers: { 'X-TIMESTAMP': timestamp, 'X-SIGNATURE': hex } })).code).toBe('2007300')
  const order = guest.order(5_000)
  const hash = createHash('sha256').update(JSON.stringify(order)).digest('hex')
  const text = `POST:/OVOSNAP/v1.0/qr/qr-mpm-generate:${guest.token}:${hash}:${timestamp}`
  const mac = createHmac('sha512', clientSecret).update(text).digest('hex')
  const made = await guest.call('generate', order, { headers: { 'X-TIMESTAMP': timestamp, 'X-SIGNATURE': mac } })
  expect(made.body).toMatchObject({ responseCode: '2004700', qrStr: expect.stringMatching(/^000201/) })
  expect(made.headers.get('x-timestamp')).toMatch(/\.\d{3}\+07:00$/)
  await odd.close()
  await expect(startSimulator({ dialect: { timestamp: 'hours' as 'seconds' } })).rejects.toThrow('seconds, millis')
})
