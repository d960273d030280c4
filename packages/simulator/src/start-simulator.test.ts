import { afterEach, expect, test } from 'vitest'
import type { Simulator, SimulatorOptions } from './simulator-api.ts'
import { startSimulator } from './start-simulator.ts'
import { Shop } from './testing/shop.ts'

let sim: Simulator
const open = async (options: SimulatorOptions = {}): Promise<Shop> => {
  sim = await startSimulator({ startAt: Date.parse('2026-03-02T10:00:00+07:00'), ...options })
  return new Shop(sim)
}
afterEach(() => sim?.close())

test('a QR is made, paid, queried and refunded', async () => {
  const shop = await open()
  const made = await shop.generate(25_000, '000000000001')
  expect(made).toMatchObject({ status: 200, code: '2004700', body: { partnerReferenceNo: '000000000001' } })
  expect((await shop.query('000000000001')).body).toMatchObject({ latestTransactionStatus: '03' })
  const paid = await sim.pay({ qrContent: made.body.qrContent ?? '' })
  expect(paid).toEqual({ ok: true, referenceNo: made.body.referenceNo })
  expect((await shop.query('000000000001')).body).toMatchObject({
    responseCode: '2005100',
    serviceCode: '47',
    latestTransactionStatus: '00',
    amount: { value: '25000.00', currency: 'IDR' },
  })
  expect(await shop.refund('000000000001', 25_000, 'R1')).toMatchObject({ code: '2007800' })
  expect((await shop.query('000000000001')).body).toMatchObject({ latestTransactionStatus: '04' })
  expect(sim.books()).toMatchObject({ customers: 10_000_000, shop: 0, inFlight: 0, opening: 10_000_000 })
})

test('a port that is taken is said so', async () => {
  await open()
  await expect(startSimulator({ port: Number(new URL(sim.url).port) })).rejects.toThrow('is taken')
})

test('refuses to listen beyond this machine unless told', async () => {
  await expect(startSimulator({ host: '0.0.0.0' })).rejects.toThrow('allowNonLoopback')
})
