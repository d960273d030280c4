import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type CrashStage, openStage, type Scene } from '../support/crash-stage.ts'
import type { ShopProcess } from '../support/spawn-shop.ts'

let stage: CrashStage
let scene: Scene
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())
afterEach(() => scene.close())

const amount = 25_000
const count = (operation: string): number =>
  scene.sim.requests.filter((request) => request.operation === operation).length
const status = async (shop: ShopProcess, reference: string): Promise<string | undefined> =>
  (await shop.find(reference)).at(-1)?.status
const until = async (what: () => Promise<boolean>): Promise<void> => {
  for (let tries = 0; tries < 200; tries++) {
    if (await what()) return
    await pause(50)
  }
  throw new Error('it did not happen within ten seconds')
}

describe('a process frozen past its lease and then woken (G1, G6)', () => {
  test.each([
    ['commit sending + begin qris.refund', 'qris.refund', 1],
    ['commit begin qris.query', 'qris.query', 1],
  ] as const)('after %s does not act on what it no longer holds', async (boundary, operation, calls) => {
    scene = await stage.scene('postgres')
    const frozen = await scene.open()
    const payment = await frozen.start('ORDER-1', amount)
    const isRefund = operation === 'qris.refund'
    if (isRefund) {
      await scene.sim.pay({ qrContent: payment.qr ?? '' })
      await scene.sim.idle()
      await scene.advance(1_000, frozen)
    }
    const before = count(operation)
    await frozen.command('arm', { freezeAt: `after ${boundary} #1` })
    const acting = isRefund ? frozen.refund(payment.id) : scene.sim.pay({ qrContent: payment.qr ?? '' })
    // Nobody answers while it is frozen.
    acting.catch(() => {})
    await pause(1_500)
    expect(count(operation)).toBe(before)
    const other = await scene.open()
    for (let step = 0; step < 4; step++) await scene.advance(31_000, other)
    expect(await status(other, 'ORDER-1')).toBe(isRefund ? 'refunded' : 'paid')
    const done = count(operation) - before
    frozen.signal('SIGCONT')
    await pause(1_500)
    expect(count(operation) - before, 'the woken process sends nothing').toBe(done)
    expect(done).toBeGreaterThanOrEqual(calls)
    expect(scene.sim.books().shop).toBe(isRefund ? 0 : amount)
    expect(await status(frozen, 'ORDER-1')).toBe(isRefund ? 'refunded' : 'paid')
  })
})

describe('the database away for ten seconds at the worst moment (G1, G2, G5)', () => {
  test.each([
    'after send qr-mpm-generate',
    'after commit begin qris.query',
    'after send qr-mpm-query',
    'before handler paid',
    'after handler paid',
    'after send qr-mpm-refund',
  ])('%s', { timeout: 60_000 }, async (boundary) => {
    scene = await stage.scene('postgres')
    const shop = await scene.open()
    const isRefund = boundary.endsWith('refund')
    const isGenerate = boundary.endsWith('generate')
    const start = async (): Promise<void> => {
      const payment = await shop.start('ORDER-1', amount)
      await scene.sim.pay({ qrContent: payment.qr ?? '' })
      await scene.sim.idle()
    }
    if (isRefund) {
      await start()
      await scene.advance(1_000, shop)
    }
    await shop.command('arm', { pauseAt: `${boundary} #1` })
    const acting = (isRefund ? shop.refund((await shop.find('ORDER-1'))[0]?.id ?? '') : start()).then(
      () => {},
      () => {},
    )
    await until(() => shop.command('isPaused'))
    stage.database().cut()
    await shop.command('go')
    await pause(1_000)
    await scene.advance(10_000)
    stage.database().mend()
    await acting
    await until(async () => (await shop.command('health').catch(() => null)) !== null)
    for (let step = 0; step < 4; step++) await scene.advance(31_000, shop)
    if (isGenerate) {
      expect(await status(shop, 'ORDER-1')).toBe('failed')
      await start()
      await scene.advance(1_000, shop)
    }
    expect(await status(shop, 'ORDER-1')).toBe(isRefund ? 'refunded' : 'paid')
    expect(scene.sim.books().shop).toBe(isRefund ? 0 : amount)
    const heard = await scene.heard()
    for (const type of isRefund ? ['paid', 'refunded'] : ['paid']) {
      expect(new Set(heard.filter((event) => event.type === type).map(({ id }) => id)).size, type).toBe(1)
    }
  })
})

test('processes whose clocks are ten seconds off, either way, agree on when a QR is over (G6)', async () => {
  scene = await stage.scene('postgres')
  const early = await scene.open({ wallClockSkew: -10_000 })
  const late = await scene.open({ wallClockSkew: 10_000 })
  const byEarly = await early.start('ORDER-1', amount)
  const byLate = await late.start('ORDER-2', amount)
  for (const payment of [byEarly, byLate]) {
    const life = new Date(payment.expiresAt).getTime() - scene.sim.clock.now()
    expect(life).toBeGreaterThan(72_000)
    expect(life).toBeLessThanOrEqual(75_000)
  }
  expect((await late.start('ORDER-1', amount)).id).toBe(byEarly.id)
  await scene.advance(70_000, late, early)
  expect([await status(early, 'ORDER-1'), await status(late, 'ORDER-2')]).toEqual(['awaiting-scan', 'awaiting-scan'])
  await scene.advance(8_000, late, early)
  expect([await status(early, 'ORDER-1'), await status(late, 'ORDER-2')]).toEqual(['expired', 'expired'])
  expect(scene.sim.requests.every(({ status: code }) => code === 200)).toBe(true)
})
