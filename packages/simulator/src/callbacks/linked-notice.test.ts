import { createHash, createHmac, verify } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { SimulatorDialect } from '../dialect.ts'
import type { FaultName } from '../faults/fault-table.ts'
import type { Simulator } from '../simulator-api.ts'
import { startSimulator } from '../start-simulator.ts'
import { LinkedShop } from '../testing/linked-shop.ts'
import { type MerchantServer, type Received, startMerchantServer } from '../testing/merchant-server.ts'
import { Shop } from '../testing/shop.ts'

let sim: Simulator
let merchant: MerchantServer
let shop: LinkedShop
let b2b = ''
const phone = '081200000001'
beforeEach(async () => {
  merchant = await startMerchantServer()
  merchant.answer = () => ({ status: 200, body: '{"responseCode":"2005600"}' })
})
afterEach(async () => {
  await sim.close()
  await merchant.close()
})

async function open(dialect: Partial<SimulatorDialect> = {}, linkedCallbackUrl = `${merchant.url}/linked?a=1`) {
  sim = await startSimulator({ partners: [{ linkedCallbackUrl }], dialect })
  sim.addCustomer({ phone })
  shop = await new LinkedShop(sim, { phone }).link()
  const plain = new Shop(sim)
  await plain.login()
  b2b = plain.token
}

async function pay(changes: object = {}, fault?: FaultName): Promise<readonly Received[]> {
  if (fault !== undefined) sim.faults.add({ operation: 'callback', fault })
  await shop.paid(10_000, { partnerReferenceNo: 'LP-1', ...changes })
  await sim.idle()
  return merchant.received
}

const hash = (body: string): string => createHash('sha256').update(body).digest('hex')
function isSigned({ path, headers, body }: Received): boolean {
  const text = `POST:${path}:${b2b}:${hash(body)}:${headers['x-timestamp']}`
  return headers['x-signature'] === createHmac('sha512', sim.partner().clientSecret).update(text).digest('base64')
}

test('a linked payment is told once, under service 56', async () => {
  await open()
  const [callback, ...more] = await pay()
  expect(more).toEqual([])
  expect(callback).toMatchObject({ path: '/linked?a=1', headers: { authorization: `Bearer ${b2b}` } })
  expect(callback && isSigned(callback)).toBe(true)
  expect(callback?.headers['x-timestamp']).toMatch(/^\d{8}T\d\d:\d\d:\d\d\.\d{3}\+07:00$/)
  expect(JSON.parse(callback?.body ?? '')).toEqual({
    originalPartnerReferenceNo: 'LP-1',
    originalReferenceNo: sim.linkedPayments()[0]?.referenceNo,
    merchantId: sim.partner().merchantId,
    amount: { value: '10000.00', currency: 'IDR' },
    latestTransactionStatus: '00',
    transactionStatusDesc: 'Success',
    additionalInfo: {},
    createdTime: expect.stringMatching(/\+07:00$/),
    finishedTime: expect.stringMatching(/\+07:00$/),
  })
  await sim.clock.advance(60_000)
  expect(sim.callbacks).toMatchObject([{ attempt: 1, status: 200 }])
})

test('the address in the payment comes first; without any, nothing is sent', async () => {
  await open()
  const urlParams = [
    { url: 'https://shop.example/paid', type: 'PAY_RETURN', isDeeplink: 'N' },
    { url: `${merchant.url}/own`, type: 'PAY_NOTIFY', isDeeplink: 'N' },
  ]
  expect((await pay({ urlParams })).map(({ path }) => path)).toEqual(['/own'])
  sim.partner().setLinkedCallbackUrl()
  expect(await pay({ partnerReferenceNo: 'LP-2' })).toHaveLength(1)
})

test('three attempts; the answer of another service is none', async () => {
  await open()
  merchant.answer = () => ({ status: 200, body: '{"responseCode":"2005200"}' })
  await pay()
  await sim.clock.advance(60_000)
  expect(sim.callbacks.map(({ attempt }) => attempt)).toEqual([1, 2, 3])
})

test('signed with RSA under the key of OVO, when the dialect says so', async () => {
  await open({ callbackSignature: 'asymmetric' })
  const [callback] = await pay()
  const text = `POST:${callback?.path}:${hash(callback?.body ?? '')}:${callback?.headers['x-timestamp']}`
  const signature = Buffer.from(String(callback?.headers['x-signature']), 'base64')
  expect(verify('sha256', Buffer.from(text), sim.ovoPublicKey, signature)).toBe(true)
})

test.each<[FaultName, readonly boolean[]]>([
  ['drop', []],
  ['duplicate', [true, true]],
  ['twice-new-id', [true, true]],
  ['forge', [false]],
  ['stale', [true]],
  ['tampered', [false]],
  ['delay', []],
])('fault %s', async (fault, signed) => {
  await open()
  expect((await pay({}, fault)).map(isSigned)).toEqual(signed)
  await sim.clock.advance(1_000)
  expect(merchant.received).toHaveLength(fault === 'delay' ? 1 : signed.length)
})

test('nothing is told of a payment that failed; by hand, the status of the moment is', async () => {
  await open()
  await shop.pay(shop.order(10_000, { partnerReferenceNo: 'LP-1' }))
  await sim.cancelLinked({})
  await sim.idle()
  expect(merchant.received).toEqual([])
  expect(await sim.resendCallback({ partnerReferenceNo: 'LP-1' })).toMatchObject({ status: 200 })
  expect(merchant.received[0]?.body).toContain('"latestTransactionStatus":"05"')
  sim.partner().setLinkedCallbackUrl()
  await expect(sim.resendCallback({ partnerReferenceNo: 'LP-1' })).rejects.toThrow('linkedCallbackUrl')
})
