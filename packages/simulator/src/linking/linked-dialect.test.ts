import { createHash, createPrivateKey, sign } from 'node:crypto'
import { afterEach, expect, test } from 'vitest'
import type { SimulatorDialect } from '../dialect.ts'
import type { Simulator } from '../simulator-api.ts'
import { startSimulator } from '../start-simulator.ts'
import { LinkedShop } from '../testing/linked-shop.ts'
import { Shop } from '../testing/shop.ts'

let sim: Simulator
afterEach(() => sim.close())
const phone = '081200000001'
const binding = '/OVOSNAP/v2.0/oauth/account/registration-account-binding'

async function open(dialect: Partial<SimulatorDialect>): Promise<LinkedShop> {
  sim = await startSimulator({ dialect })
  sim.addCustomer({ phone })
  return new LinkedShop(sim, { phone })
}

test('linkedBodies ovo-v3: other fields in binding and payment', async () => {
  const shop = await open({ linkedBodies: 'ovo-v3' })
  expect((await shop.bind()).body).toMatchObject({
    responseCode: '4000702',
    responseMessage: 'Invalid Mandatory Field custIdMerchant',
  })
  const { merchantId } = sim.partner()
  const addresses = {
    successRegistrationUrl: 'https://shop.example/yes',
    failedRegistrationUrl: 'https://shop.example/no',
  }
  const begin = async (): Promise<{ page: string; linkageToken: string }> => {
    const { body } = await shop.call(binding, {
      body: { merchantId, phoneNo: phone, custIdMerchant: 'c', ...addresses },
    })
    return { page: body.redirectUrl ?? '', linkageToken: body.linkageToken ?? '' }
  }
  const { page, linkageToken } = await begin()
  const done = await sim.approveLink({ page })
  const back = new URL(done.ok ? done.returnUrl : 'https://nowhere.example')
  expect(back.pathname).toBe('/yes')
  const other = await begin()
  for (const pin of ['000000', '111111']) await sim.approveLink({ page: other.page, pin })
  const failed = await sim.approveLink({ page: other.page, pin: '222222' })
  expect(failed).toMatchObject({ ok: false, returnUrl: expect.stringContaining('/no?errorResponse=') })
  const { body } = await shop.exchange(back.searchParams.get('authCode') ?? '', linkageToken)
  const pay = (changes: object) => shop.pay(shop.order(10_000, changes), { token: body.accessToken ?? '' })
  expect((await pay({})).code).toBe('4005402')
  // The number is blocked by now, which is what is said of a payment that is well-formed.
  expect((await pay({ chargeToken: 'OVO', subTransactionType: 'MANUAL' })).code).toBe('4035407')
})

test('linkedPhone international: 62, and no other', async () => {
  const shop = await open({ linkedPhone: 'international' })
  expect(await shop.lookUp('6281200000001')).toBe('ACTIVE')
  expect(await shop.lookUp()).toBeUndefined()
  expect((await shop.bind('6281200000001')).code).toBe('2000700')
  expect((await shop.bind()).code).toBe('4000701')
})

test('customerTokenHeader: a customer’s token beside the merchant’s, which is signed', async () => {
  const shop = await (await open({ customerTokenHeader: 'authorization-customer' })).link()
  const merchant = new Shop(sim)
  await merchant.login()
  const beside = { 'Authorization-Customer': `Bearer ${shop.token}` }
  const path = '/OVOSNAP/v2.0/balance-inquiry'
  expect((await shop.call(path, { body: {}, token: merchant.token, headers: beside })).code).toBe('2001100')
  expect((await shop.call(path, { body: {}, token: merchant.token })).code).toBe('4011102')
  expect((await shop.call(path, { body: {}, token: shop.token, headers: beside })).code).toBe('4011103')
  const payment = await shop.pay(shop.order(10_000, { partnerReferenceNo: 'A' }), {
    token: merchant.token,
    headers: beside,
  })
  await sim.approveLinked({ page: payment.body.webRedirectUrl ?? '' })
  expect((await shop.refund('A', { amount: 4_000, number: 'R1', token: merchant.token })).code).toBe('2005800')
})

test('customerTokenEnd: in seconds', async () => {
  const shop = await (await open({ customerTokenEnd: 'tokenExpiresIn' })).link()
  const { body } = await shop.refresh()
  expect(body).toMatchObject({ tokenExpiresIn: 1_296_000 })
  expect(body).not.toHaveProperty('accessTokenExpiryTime')
})

test('asymmetricSeparator nothing: no colon between path and hash', async () => {
  const shop = await open({ asymmetricSeparator: 'nothing' })
  expect((await shop.bind()).code).toBe('4010700')
  const { merchantId, privateKey } = sim.partner()
  const body = { merchantId, phoneNo: phone, redirectUrl: 'https://shop.example/back' }
  const timestamp = shop.timestamp()
  const hash = createHash('sha256').update(JSON.stringify(body)).digest('hex')
  const text = Buffer.from(`POST:${binding}${hash}:${timestamp}`)
  const signature = sign('sha256', text, createPrivateKey(privateKey)).toString('base64')
  const headers = { 'X-TIMESTAMP': timestamp, 'X-SIGNATURE': signature }
  expect((await shop.call(binding, { body, headers })).code).toBe('2000700')
})
