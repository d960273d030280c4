import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import type { Simulator } from '../simulator-api.ts'
import { startSimulator } from '../start-simulator.ts'
import { browse, LinkedShop, submit as send, wayBackOf } from '../testing/linked-shop.ts'

const sim: Simulator = await startSimulator()
afterAll(() => sim.close())
const phone = '081200000001'
sim.addCustomer({ phone, pin: '246810', balance: 50_000 })
sim.addCustomer({ phone: '081200000002' })
let shop = new LinkedShop(sim, { phone })
beforeEach(() => {
  sim.reset()
  shop = new LinkedShop(sim, { phone })
})

const submit = (url: string, step: string, typed = '') => send(url, { step, typed })

describe('linking', () => {
  it('tells what a number can do', async () => {
    expect([await shop.lookUp(), await shop.lookUp('081299999999')]).toEqual(['ACTIVE', 'CAN_REGISTER'])
    await shop.link()
    expect(await shop.lookUp()).toBe('LINKED')
    expect(await shop.lookUp('081200000002')).toBe('ACTIVE')
  })

  it('leads through terms, OTP and PIN, and back with a code and the state', async () => {
    const { body, code } = await shop.bind()
    expect(code).toBe('2000700')
    const url = body.redirectUrl ?? ''
    const terms = await browse(url)
    expect(terms.indexOf('Lanjutkan')).toBeGreaterThan(terms.lastIndexOf('40. '))
    expect(terms).toContain('href="#akhir"')
    expect(await submit(url, 'terms')).toContain('OTP')
    expect(await submit(url, 'otp', '9999')).toContain('role="alert"')
    expect(await submit(url, 'otp', '0001')).toContain('Security Code')
    // The same form again belongs to a step that is over.
    expect(await submit(url, 'otp', '0001')).toContain('Security Code')
    const back = wayBackOf(await submit(url, 'pin', '246810'))
    expect(Object.fromEntries(back.searchParams)).toMatchObject({
      linkState: 'S',
      state: 'S',
      displayMessage: 'SUCCESS',
      authCode: expect.stringMatching(/.{16}/),
    })
  })

  it('blocks a number after three wrong codes, and leads back with an error', async () => {
    const url = (await shop.bind()).body.redirectUrl ?? ''
    await submit(url, 'terms')
    await submit(url, 'otp', '0001')
    for (const wrong of ['000000', '111111']) expect(await submit(url, 'pin', wrong)).toContain('role="alert"')
    const back = wayBackOf(await submit(url, 'pin', '222222'))
    expect(JSON.parse(back.searchParams.get('errorResponse') ?? '')).toEqual({ code: 'OV00006', state: 'S' })
    expect(back.searchParams.has('authCode')).toBe(false)
    expect(await shop.lookUp()).toBe('BLOCKED_MSISDN')
    expect((await shop.bind()).code).toBe('4030707')
  })

  it('waits 15 minutes for a customer', async () => {
    const url = (await shop.bind()).body.redirectUrl ?? ''
    await sim.clock.advance(15 * 60_000 + 1)
    expect(await browse(url)).toContain('tidak terhubung')
    await submit(url, 'terms')
    expect(await browse(url)).toContain('tidak terhubung')
  })

  it('refuses a binding that is not signed with RSA, has no device, or is for a stranger', async () => {
    expect((await shop.bind(phone, { 'X-SIGNATURE': 'AAAA' })).code).toBe('4010700')
    expect((await shop.bind(phone, { 'X-DEVICE-ID': '' })).code).toBe('4000702')
    expect((await shop.bind(phone, { 'X-DEVICE-ID': 'x'.repeat(401) })).code).toBe('4000701')
    expect((await shop.bind('081299999999')).code).toBe('4030718')
  })
})

describe('customer tokens', () => {
  it('gives one for a code, once, and only under its own linkage token', async () => {
    const { body } = await shop.bind()
    const url = body.redirectUrl ?? ''
    await submit(url, 'terms')
    await submit(url, 'otp', '0001')
    const authCode = wayBackOf(await submit(url, 'pin', '246810')).searchParams.get('authCode') ?? ''
    expect((await shop.exchange(authCode, (await shop.bind()).body.linkageToken ?? '')).code).toBe('4017404')
    expect((await shop.exchange(authCode, body.linkageToken ?? '')).code).toBe('2007400')
    expect((await shop.exchange(authCode, body.linkageToken ?? '')).code).toBe('4017404')
  })

  it('opens the balance for 15 days, and is refreshed', async () => {
    await shop.link()
    const { body } = await shop.balance()
    expect(body.accountInfos).toEqual([
      { balanceType: 'CASH', availableBalance: { value: '50000.00', currency: 'IDR' } },
      { balanceType: 'POINTS', availableBalance: { value: '0.00', currency: 'IDR' } },
    ])
    await sim.clock.advance(15 * 86_400_000)
    expect((await shop.balance()).code).toBe('4011102')
    const renewed = await shop.refresh(shop.refreshToken, 'REFRESH_TOKEN')
    expect((await shop.balance(renewed.body.accessToken ?? '')).code).toBe('2001100')
    expect((await shop.balance()).code).toBe('4011102')
  })

  it('dies when the customer unlinks in the app, with its refresh token', async () => {
    await shop.link()
    sim.unlink({ phone })
    expect((await shop.balance()).code).toBe('4011102')
    expect((await shop.refresh()).code).toBe('4017404')
    expect(await shop.lookUp()).toBe('ACTIVE')
  })

  it('is given up with two calls', async () => {
    await shop.link()
    const first = await shop.unbind()
    expect(first.code).toBe('2000900')
    expect(await shop.lookUp()).toBe('LINKED')
    const step = first.body.linkageToken ?? ''
    expect((await shop.balance(step)).code).toBe('4011102')
    expect((await shop.unbind(step)).body).toMatchObject({ unlinkResult: 'success' })
    expect(await shop.lookUp()).toBe('ACTIVE')
    expect((await shop.balance()).code).toBe('4011102')
  })

  it('loses answers when it is told to', async () => {
    await shop.link()
    sim.faults.add({ operation: 'link.balance', fault: 'http-500' })
    expect((await shop.balance()).code).toBe('5001100')
    expect((await shop.balance()).code).toBe('2001100')
  })
})
