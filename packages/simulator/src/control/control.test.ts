import { request } from 'node:http'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Simulator } from '../simulator-api.ts'
import { startSimulator } from '../start-simulator.ts'
import { LinkedShop } from '../testing/linked-shop.ts'
import { startMerchantServer } from '../testing/merchant-server.ts'
import { PosShop } from '../testing/pos-shop.ts'
import { Shop } from '../testing/shop.ts'
import { connectSimulator, type RemoteSimulator } from './connect-simulator.ts'

let sim: Simulator
let remote: RemoteSimulator
beforeAll(async () => {
  sim = await startSimulator({ startAt: Date.parse('2026-03-02T10:00:00+07:00') })
  remote = await connectSimulator(`${sim.url}/`)
})
beforeEach(() => sim.reset())
afterAll(() => sim.close())

test('another process can do what this one can', async () => {
  const merchant = await startMerchantServer()
  await remote.addPartner({ callbackUrl: `${merchant.url}/notify` })
  const shop = new Shop(sim)
  const { body } = await shop.generate(10_000, '000000000001')
  const qrContent = body.qrContent ?? ''
  await remote.faults.add({ operation: 'callback', fault: 'delay', delayMillis: 2_000 })
  expect(await remote.faults.list()).toHaveLength(1)
  expect(await remote.pay({ qrContent, pin: '000000' })).toEqual({ ok: false, reason: 'wrong-pin' })
  expect(await remote.pay({ qrContent })).toMatchObject({ ok: true })
  await remote.clock.advance(2_000)
  await remote.idle()
  expect(await remote.callbacks()).toMatchObject([{ status: 200 }])
  expect(await remote.resendCallback({ partnerReferenceNo: '000000000001' })).toMatchObject({ status: 200 })
  expect(await remote.transactions()).toMatchObject([{ partnerReferenceNo: '000000000001', status: '00' }])
  expect((await remote.requests()).map(({ operation }) => operation)).toEqual(['token.b2b', 'qris.generate'])
  expect(await remote.books()).toMatchObject({ shop: 10_000, shopBy: { '000000000001': 10_000 } })
  expect(await remote.clock.offset()).toBe(sim.clock.offset())
  await remote.clock.set(sim.clock.now() + 5_000)
  await remote.faults.clear()
  await remote.reset()
  expect(sim.transactions()).toEqual([])
  await merchant.close()
})

test('credentials and new partners travel too', async () => {
  expect((await remote.partner()).privateKey).toBe(sim.partner().privateKey)
  expect((await remote.addPartner({ name: 'remote shop' })).clientId).toBe(sim.partner('remote shop').clientId)
  expect(await remote.addCustomer({ phone: '081299999999', balance: 5 })).toMatchObject({ balance: 5 })
  expect((await remote.customers()).length).toBe(sim.customers().length)
  await expect(remote.partner('nobody')).rejects.toThrow('default')
})

test('mistakes are explained', async () => {
  await expect(remote.decline({ qrContent: 'x' })).rejects.toThrow('invalid-qr')
  await expect(remote.clock.advance(-5)).rejects.toThrow('0 or more')
  await expect(remote.faults.add({ operation: 'callback', fault: 'wrong-crc' })).rejects.toThrow('forge')
  const post = (body: string): Promise<Response> =>
    fetch(`${sim.url}/_simulator/pay`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body })
  for (const body of ['{', '[]', '{}', '{"qrContent":5}']) {
    const answer = await post(body)
    expect(answer.status).toBe(400)
    expect(await answer.json()).toHaveProperty('error')
  }
  expect((await fetch(`${sim.url}/_simulator/nothing`)).status).toBe(404)
})

function ask(path: string, options: { method?: string; headers: Record<string, string> }): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(sim.url + path, options, (answer) => resolve(answer.resume().statusCode ?? 0))
    sent.on('error', reject).end()
  })
}

test('a page of a stranger gets nowhere', async () => {
  for (const path of ['/_simulator/state', '/phone', '/phone/state', '/']) {
    expect(await ask(path, { headers: { Host: 'evil.example' } })).toBe(403)
    expect(await ask(path, { headers: { Host: 'localhost:1' } })).toBe(200)
  }
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', '']) {
    expect(await ask('/_simulator/reset', { method: 'POST', headers: { 'Content-Type': type } })).toBe(415)
  }
  expect(await ask('/_simulator/faults', { method: 'DELETE', headers: {} })).toBe(415)
})

test('beyond this machine, keys stay behind', async () => {
  const wide = await startSimulator({ host: '0.0.0.0', allowNonLoopback: true })
  const { port } = new URL(wide.url)
  const state = await (await connectSimulator(`http://127.0.0.1:${port}`)).state()
  expect(state.partners[0]?.privateKey).toBe('')
  await wide.close()
})

test('pushes, from another process', async () => {
  const shop = new PosShop(sim)
  const arriving = remote.nextPush({ merchantInvoice: 'INV-2' })
  const [first, second] = [shop.call('push', shop.order()), shop.call('push', shop.order({ amount: 7_000 }))]
  expect(await arriving).toMatchObject({ merchantInvoice: 'INV-2', state: 'pending', amount: 7_000 })
  await remote.nextPush({ merchantInvoice: 'INV-1' })
  expect(await remote.approvePush({ merchantInvoice: 'INV-2', pin: '123456' })).toMatchObject({ ok: true })
  expect(await remote.rejectPush({ batchNo: '000001', referenceNumber: 1 })).toMatchObject({ ok: true })
  expect([(await first).code, (await second).code]).toEqual(['17', '00'])
  expect((await remote.pushes()).map(({ state }) => state).sort()).toEqual(['paid', 'rejected'])
  expect(await remote.books()).toMatchObject({
    shopBy: { 'INV-2': 7_000 },
    invoices: { 'INV-1': { state: 'rejected', kept: 0 }, 'INV-2': { state: 'paid', kept: 7_000 } },
  })
  expect((await remote.partner()).pushToPay).toEqual(sim.partner().pushToPay)
  const pushToPay = { appId: 'ptp-shop', mid: 'M1' }
  expect((await remote.addPartner({ name: 'ptp', pushToPay })).pushToPay).toMatchObject(pushToPay)
  await expect(remote.addPartner({ name: 'ptp2', pushToPay })).rejects.toThrow('another appId')
})

test('the linked wallet, from another process', async () => {
  const phone = '081200000007'
  await remote.addCustomer({ phone, points: 2_000 })
  const shop = new LinkedShop(sim, { phone })
  const { body } = await shop.bind()
  expect(await remote.approveLink({ page: body.redirectUrl ?? '' })).toMatchObject({ ok: true })
  await shop.link()
  expect(await remote.links()).toMatchObject([{ partner: 'default', phone }])
  await shop.pay(shop.order(10_000, { partnerReferenceNo: 'A' }))
  expect(await remote.approveLinked({ partnerReferenceNo: 'A', pin: '000000' })).toEqual({
    ok: false,
    reason: 'wrong-pin',
  })
  expect(await remote.cancelLinked({ partnerReferenceNo: 'A' })).toMatchObject({ ok: true })
  await shop.pay(shop.order(10_000, { partnerReferenceNo: 'B' }))
  expect(await remote.approveLinked({ phone })).toMatchObject({ ok: true, partnerReferenceNo: 'B' })
  expect((await remote.linkedPayments()).map(({ state }) => state)).toEqual(['cancelled', 'paid'])
  await remote.unlink({ phone, partner: 'default' })
  expect(await remote.links()).toEqual([])
})
