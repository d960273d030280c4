import { createHash, createHmac, createPrivateKey, sign } from 'node:crypto'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import type { Simulator } from '../simulator-api.ts'
import { startSimulator } from '../start-simulator.ts'
import { Shop } from '../testing/shop.ts'

const sim: Simulator = await startSimulator()
afterAll(() => sim.close())
const phone = '081200000001'
sim.addCustomer({ phone, pin: '246810', balance: 50_000 })
sim.addCustomer({ phone: '081200000002' })
const account = '/OVOSNAP/v2.0/oauth/account/registration-account'
const tokenPath = '/OVOSNAP/v2.0/access-token/b2b2c'
const shop = new Shop(sim)
let serial = Date.now()

beforeEach(() => {
  sim.reset()
  shop.token = ''
})

interface Answer {
  readonly code: string
  readonly body: Record<string, string>
}

/** A call with its own few lines of signing. `token`: symmetric under it; none: RSA, of the kind that the path wants. */
async function call(path: string, { body, token, headers }: { body?: object; token?: string; headers?: object } = {}) {
  const { clientId, clientSecret, privateKey, channelId } = sim.partner()
  const local = new Date(sim.clock.now() + 25_200_000).toISOString()
  const timestamp = `${local.slice(0, 10).replaceAll('-', '')}T${local.slice(11, 23)}+07:00`
  const method = body === undefined ? 'GET' : 'POST'
  const raw = body === undefined ? '' : JSON.stringify(body)
  const hash = createHash('sha256').update(raw).digest('hex')
  const rsa = (text: string) => sign('sha256', Buffer.from(text), createPrivateKey(privateKey)).toString('base64')
  const isToken = path === tokenPath
  const asymmetric = isToken ? `${clientId}|${timestamp}` : `${method}:${path}:${hash}:${timestamp}`
  const symmetric = `${method}:${path}:${token}:${hash}:${timestamp}`
  const isAsymmetric = isToken || path.endsWith('-binding')
  const answer = await fetch(sim.url + path, {
    method,
    headers: {
      'Content-Type': 'application/json',
      'X-TIMESTAMP': timestamp,
      'X-SIGNATURE': isAsymmetric
        ? rsa(asymmetric)
        : createHmac('sha512', clientSecret).update(symmetric).digest('base64'),
      'X-DEVICE-ID': 'device-1',
      [isToken ? 'X-CLIENT-KEY' : 'X-PARTNER-ID']: clientId,
      'X-EXTERNAL-ID': String(serial++),
      'CHANNEL-ID': channelId,
      ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: raw }),
  })
  const parsed = (await answer.json()) as Record<string, string>
  return { code: parsed.responseCode ?? '', body: parsed } satisfies Answer
}

const lookUp = async (number = phone) => {
  if (shop.token === '') await shop.login()
  return (await call(`/user/v2/account/lookup?phone=${number}`, { token: shop.token })).body.status
}
const bind = (phoneNo = phone) => {
  const redirectUrl = 'https://shop.example/back?linkState=S'
  const { merchantId } = sim.partner()
  return call(`${account}-binding`, { body: { merchantId, phoneNo, redirectUrl, additionalInfo: { state: 'S' } } })
}
const open = async (url: string) => (await fetch(url)).text()
const submit = async (url: string, step: string, typed = '') =>
  (await fetch(url, { method: 'POST', body: new URLSearchParams({ step, typed }) })).text()
const returnOf = (html: string): URL => {
  const href = /href="(https:[^"]+)"/.exec(html)?.[1] ?? ''
  return new URL(href.replaceAll('&amp;', '&').replaceAll('&quot;', '"'))
}

/** Binds, walks the pages, and exchanges the code. */
async function link(): Promise<{ access: string; refresh: string }> {
  const { body } = await bind()
  const url = body.redirectUrl ?? ''
  await submit(url, 'terms')
  await submit(url, 'otp', '0001')
  const authCode = returnOf(await submit(url, 'pin', '246810')).searchParams.get('authCode') ?? ''
  const grant = { grantType: 'authorization_code', authCode }
  const issued = await call(tokenPath, { body: grant, token: body.linkageToken ?? '' })
  expect(issued.code).toBe('2007400')
  return { access: issued.body.accessToken ?? '', refresh: issued.body.refreshToken ?? '' }
}

const balance = (token: string) => call('/OVOSNAP/v2.0/balance-inquiry', { body: {}, token })

describe('linking', () => {
  it('tells what a number can do', async () => {
    expect([await lookUp(), await lookUp('081299999999')]).toEqual(['ACTIVE', 'CAN_REGISTER'])
    await link()
    expect(await lookUp()).toBe('LINKED')
    expect(await lookUp('081200000002')).toBe('ACTIVE')
  })

  it('leads through terms, OTP and PIN, and back with a code and the state', async () => {
    const { body, code } = await bind()
    expect(code).toBe('2000700')
    const url = body.redirectUrl ?? ''
    const terms = await open(url)
    expect(terms.indexOf('Lanjutkan')).toBeGreaterThan(terms.lastIndexOf('40. '))
    expect(terms).toContain('href="#akhir"')
    expect(await submit(url, 'terms')).toContain('OTP')
    expect(await submit(url, 'otp', '9999')).toContain('role="alert"')
    expect(await submit(url, 'otp', '0001')).toContain('Security Code')
    // The same form again belongs to a step that is over.
    expect(await submit(url, 'otp', '0001')).toContain('Security Code')
    const back = returnOf(await submit(url, 'pin', '246810'))
    expect(Object.fromEntries(back.searchParams)).toMatchObject({
      linkState: 'S',
      state: 'S',
      displayMessage: 'SUCCESS',
      authCode: expect.stringMatching(/.{16}/),
    })
  })

  it('blocks a number after three wrong codes, and leads back with an error', async () => {
    const url = (await bind()).body.redirectUrl ?? ''
    await submit(url, 'terms')
    await submit(url, 'otp', '0001')
    for (const wrong of ['000000', '111111']) expect(await submit(url, 'pin', wrong)).toContain('role="alert"')
    const back = returnOf(await submit(url, 'pin', '222222'))
    expect(JSON.parse(back.searchParams.get('errorResponse') ?? '')).toEqual({ code: 'OV00006', state: 'S' })
    expect(back.searchParams.has('authCode')).toBe(false)
    expect(await lookUp()).toBe('BLOCKED_MSISDN')
    expect((await bind()).code).toBe('4030705')
  })

  it('waits 15 minutes for a customer', async () => {
    const url = (await bind()).body.redirectUrl ?? ''
    await sim.clock.advance(15 * 60_000 + 1)
    expect(await open(url)).toContain('tidak terhubung')
    await submit(url, 'terms')
    expect(await open(url)).toContain('tidak terhubung')
  })

  it('refuses a binding that is not signed with RSA, has no device, or is for a stranger', async () => {
    const { merchantId } = sim.partner()
    const body = { merchantId, phoneNo: phone, redirectUrl: 'https://shop.example/' }
    expect((await call(`${account}-binding`, { body, headers: { 'X-SIGNATURE': 'AAAA' } })).code).toBe('4010700')
    expect((await call(`${account}-binding`, { body, headers: { 'X-DEVICE-ID': '' } })).code).toBe('4000702')
    expect((await bind('081299999999')).code).toBe('4030718')
  })
})

describe('customer tokens', () => {
  it('gives one for a code, once, and only under its own linkage token', async () => {
    const { body } = await bind()
    const url = body.redirectUrl ?? ''
    await submit(url, 'terms')
    await submit(url, 'otp', '0001')
    const authCode = returnOf(await submit(url, 'pin', '246810')).searchParams.get('authCode') ?? ''
    const exchange = (token: string) => call(tokenPath, { body: { grantType: 'authorization_code', authCode }, token })
    expect((await exchange((await bind()).body.linkageToken ?? '')).code).toBe('4017404')
    expect((await exchange(body.linkageToken ?? '')).code).toBe('2007400')
    expect((await exchange(body.linkageToken ?? '')).code).toBe('4017404')
  })

  it('opens the balance for 15 days, and is refreshed', async () => {
    const { access, refresh } = await link()
    const { body } = await balance(access)
    expect(body.accountInfos).toEqual([
      { balanceType: 'CASH', availableBalance: { value: '50000.00', currency: 'IDR' } },
      { balanceType: 'POINTS', availableBalance: { value: '0.00', currency: 'IDR' } },
    ])
    await sim.clock.advance(15 * 86_400_000)
    expect((await balance(access)).code).toBe('4011102')
    const renewed = await call(tokenPath, { body: { grantType: 'REFRESH_TOKEN', refreshToken: refresh } })
    expect((await balance(renewed.body.accessToken ?? '')).code).toBe('2001100')
    expect((await balance(access)).code).toBe('4011102')
  })

  it('dies when the customer unlinks in the app, with its refresh token', async () => {
    const { access, refresh } = await link()
    sim.unlink({ phone })
    expect((await balance(access)).code).toBe('4011102')
    expect((await call(tokenPath, { body: { grantType: 'refresh_token', refreshToken: refresh } })).code).toBe(
      '4017404',
    )
    expect(await lookUp()).toBe('ACTIVE')
  })

  it('is given up with two calls', async () => {
    const { access } = await link()
    const body = { merchantId: sim.partner().merchantId }
    const first = await call(`${account}-unbinding`, { body, token: access })
    expect(first.code).toBe('2000900')
    expect(await lookUp()).toBe('LINKED')
    const step = first.body.linkageToken ?? ''
    expect((await balance(step)).code).toBe('4011102')
    expect((await call(`${account}-unbinding`, { body, token: step })).body).toMatchObject({ unlinkResult: 'success' })
    expect(await lookUp()).toBe('ACTIVE')
    expect((await balance(access)).code).toBe('4011102')
  })

  it('loses answers when it is told to', async () => {
    const { access } = await link()
    sim.faults.add({ operation: 'link.balance', fault: 'http-500' })
    expect((await balance(access)).code).toBe('5001100')
    expect((await balance(access)).code).toBe('2001100')
  })
})
