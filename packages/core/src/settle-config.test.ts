import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { OvoConfig } from './config.ts'
import { createOvo } from './create-ovo.ts'
import { ConfigurationError } from './errors/errors.ts'
import { settleConfig } from './settle-config.ts'
import { memoryStore } from './store/memory.ts'

const pem = (bits: number): string =>
  generateKeyPairSync('rsa', { modulusLength: bits }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
const privateKey = pem(2048)
const snap = {
  clientId: 'toko',
  clientSecret: 'rahasia',
  privateKey,
  merchantId: 'MID',
  terminalId: 'TID',
  channelId: '95221',
}
const good: OvoConfig = {
  environment: 'staging',
  store: memoryStore(),
  encryptionKey: 'ab'.repeat(32),
  merchants: { default: { snap } },
}

function problems(config: object): readonly string[] {
  try {
    settleConfig({ ...good, ...config } as OvoConfig)
    return []
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems
    throw error
  }
}

describe('a configuration', () => {
  test('that is right has no problems', () => expect(problems({})).toEqual([]))

  test('that is wrong lists everything at once, and no secret', () => {
    const wrong = { ...snap, clientId: '', clientSecret: 'rahasia besar', channelId: '123456', privateKey: 'not a key' }
    const found = problems({
      environment: 'prod',
      encryptionKey: 'short',
      merchants: { 'to ko': { snap: wrong } },
      store: undefined,
    })
    const text = found.join('\n')
    for (const named of [
      'environment',
      'encryptionKey',
      'merchants.to ko',
      'clientId',
      'clientSecret',
      'channelId',
      'privateKey',
      'store',
    ]) {
      expect(text).toContain(named)
    }
    expect(text).not.toContain('rahasia besar')
    expect(text).not.toContain('not a key')
  })

  test.each([
    ['no merchant', { merchants: {} }, /merchants: name at least one/],
    [
      'no credentials',
      { merchants: { default: {} } },
      /merchants\.default: the credentials are missing; give snap, pushToPay or both/,
    ],
    [
      'a key that is too small',
      { merchants: { default: { snap: { ...snap, privateKey: pem(1024) } } } },
      /privateKey: .*2048/,
    ],
    ['a plain address', { environment: { snap: 'http://ovo.example' } }, /https/],
    [
      'a dialect nobody speaks',
      { merchants: { default: { snap: { ...snap, dialect: { signatureEncoding: 'rot13' } } } } },
      /signatureEncoding/,
    ],
    [
      'RSA callbacks without OVO’s key',
      { merchants: { default: { snap: { ...snap, dialect: { callbackSignature: 'asymmetric' } } } } },
      /ovoPublicKey/,
    ],
    [
      'issued tokens without OVO’s key',
      { merchants: { default: { snap: { ...snap, dialect: { callbackToken: 'issued' } } } } },
      /ovoPublicKey/,
    ],
    ['production in memory', { environment: 'production' }, /store: keeps nothing/],
    [
      'production on a store that a power cut harms',
      { environment: 'production', store: { ...memoryStore(), durability: 'process-death' } },
      /acceptPowerLoss/,
    ],
  ] as const)('with %s says so', (_, config, message) => expect(problems(config).join('\n')).toMatch(message))

  test('may accept a power cut', () => {
    const store = { ...memoryStore(), durability: 'process-death', acceptsPowerLoss: true }
    expect(problems({ environment: 'production', store })).toEqual([])
  })

  test('may point at this machine without TLS', () => {
    for (const address of ['http://127.0.0.1:4600', 'http://localhost:1', 'http://[::1]:1'])
      expect(problems({ environment: { snap: address } })).toEqual([])
  })
})

describe('an instance', () => {
  test('is started before it is used, and not used after it is closed', async () => {
    const ovo = createOvo(good)
    await expect(ovo.qris.start({ reference: 'A', amount: 1 })).rejects.toMatchObject({ code: 'not-started' })
    await ovo.start({ worker: false })
    await ovo.close()
    await expect(ovo.qris.start({ reference: 'A', amount: 1 })).rejects.toMatchObject({ code: 'closed' })
    await expect(ovo.payments.find({ reference: 'A' })).rejects.toMatchObject({ code: 'closed' })
    await expect(ovo.log.list()).rejects.toMatchObject({ code: 'closed' })
    await expect(ovo.start()).rejects.toMatchObject({ code: 'closed' })
  })

  test.each([
    ['a fraction', { reference: 'A', amount: 1.5 }, 'invalid-amount'],
    ['nothing', { reference: 'A', amount: 0 }, 'invalid-amount'],
    ['too much', { reference: 'A', amount: 5_000_001 }, 'invalid-amount'],
    ['a text', { reference: 'A', amount: '1000' }, 'invalid-amount'],
    ['no reference', { reference: '', amount: 1_000 }, 'invalid-input'],
    ['a reference with a line break', { reference: 'A\nB', amount: 1_000 }, 'invalid-input'],
    ['a stranger', { reference: 'A', amount: 1_000, merchant: 'nobody' }, 'merchant-unknown'],
  ])('refuses %s before anything is stored or sent (G10)', async (_, input, code) => {
    const ovo = createOvo({ ...good, transport: () => Promise.reject(new Error('nothing may be sent')) })
    await ovo.start({ worker: false })
    await expect(ovo.qris.start(input as never)).rejects.toMatchObject({ code })
    expect(await ovo.log.list()).toEqual([])
    await ovo.close()
  })
})
