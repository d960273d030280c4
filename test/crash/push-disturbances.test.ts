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
const [approvesUnheard, ignores] = ['081200009002', '081200009001']
const times = (operation: string): readonly number[] =>
  scene.sim.requests.filter((request) => request.operation === operation).map(({ at }) => at)
const find = async (shop: ShopProcess, reference = 'ORDER-1') => (await shop.find(reference)).at(-1)
const until = async (what: () => Promise<boolean> | boolean): Promise<void> => {
  for (let tries = 0; tries < 400; tries++) {
    if (await what()) return
    await pause(25)
  }
  throw new Error('it did not happen within ten seconds')
}

/** Pushes, and waits until OVO has it. Resolves with the instant that all deadlines count from. */
async function push(shop: ShopProcess, phone: string, more: object = {}): Promise<number> {
  const before = times('pos.push').length
  const { expiresAt } = await shop.command<{ expiresAt: string }>('push', {
    reference: 'ORDER-1',
    amount,
    phone,
    onLateSuccess: 'reverse',
    ...more,
  })
  await until(() => times('pos.push').length > before)
  return Date.parse(expiresAt) - 55_000
}

/** Moves the clock to so long after the push, in steps, while the given shops work. */
async function goTo(after: number, letGo: number, ...shops: readonly ShopProcess[]): Promise<void> {
  await scene.advance(Math.max(letGo + after - scene.sim.clock.now(), 0), ...shops)
}

async function expectReversed(shop: ShopProcess): Promise<void> {
  for (let second = 0; second < 30 && (await find(shop))?.status !== 'reversed'; second++)
    await scene.advance(1_000, shop)
  expect((await find(shop))?.status).toBe('reversed')
  const { customers, shop: held, inFlight, opening } = scene.sim.books()
  expect([held, inFlight, customers]).toEqual([0, 0, opening])
  expect(times('pos.push')).toHaveLength(1)
}

test('a process frozen in the status check does not keep the others from reversing (G3)', async () => {
  scene = await stage.scene('postgres')
  const frozen = await scene.open()
  const letGo = await push(frozen, approvesUnheard)
  await frozen.command('arm', { freezeAt: 'after commit begin push-to-pay.push-status #1' })
  await scene.advance(61_000 - (scene.sim.clock.now() - letGo))
  // It finds the push by its own sweep, and is frozen with the question in its hand.
  await pause(2_500)
  expect(times('pos.status')).toEqual([])
  const other = await scene.open()
  await goTo(65_100, letGo, other)
  await goTo(68_000, letGo, other)
  expect(times('pos.reversal')).toHaveLength(1)
  await expectReversed(other)
  frozen.signal('SIGCONT')
  await pause(1_000)
  // It asks what it wanted to ask: that changes nothing.
  await expectReversed(frozen)
  expect(times('pos.reversal')).toHaveLength(1)
})

test('a process frozen between storing the reversal and sending it (G3)', async () => {
  scene = await stage.scene('postgres')
  const frozen = await scene.open()
  const letGo = await push(frozen, approvesUnheard)
  await goTo(61_000, letGo, frozen)
  await frozen.command('arm', { freezeAt: 'after commit reversing + begin push-to-pay.reversal #1' })
  await scene.advance(letGo + 65_200 - scene.sim.clock.now())
  await pause(2_500)
  expect(times('pos.reversal')).toEqual([])
  const other = await scene.open()
  await goTo(80_000, letGo, other)
  await goTo(83_000, letGo, other)
  await expectReversed(other)
  frozen.signal('SIGCONT')
  await until(() => times('pos.reversal').length === 2)
  await pause(500)
  await expectReversed(frozen)
})

test('a process frozen with a paid answer in hand wakes after the reversal, and un-reverses nothing (G3)', async () => {
  scene = await stage.scene('postgres')
  const frozen = await scene.open()
  await frozen.command('arm', { freezeAt: 'before commit paid #1' })
  const letGo = await push(frozen, '081200009000')
  await pause(500)
  const other = await scene.open()
  for (const after of [61_000, 65_100, 68_000]) await goTo(after, letGo, other)
  await expectReversed(other)
  frozen.signal('SIGCONT')
  await until(async () => (await frozen.command<{ isEnded: boolean }[]>('exchanges')).every(({ isEnded }) => isEnded))
  await expectReversed(frozen)
  // What OVO said is kept, and the shopper is told where the money went.
  expect(await find(frozen)).toMatchObject({ shopperText: { en: expect.stringContaining('returned') } })
})

describe('the database away for ten seconds (G1, G2, G3)', () => {
  test('from second 65 on', { timeout: 60_000 }, async () => {
    scene = await stage.scene('postgres')
    const shop = await scene.open()
    const letGo = await push(shop, approvesUnheard)
    await goTo(61_000, letGo, shop)
    stage.database().cut()
    await scene.advance(letGo + 65_000 - scene.sim.clock.now())
    await pause(1_500)
    await scene.advance(10_000)
    expect(times('pos.reversal')).toEqual([])
    stage.database().mend()
    await until(async () => (await shop.command('health').catch(() => null)) !== null)
    // The sweep finds it by itself, about as soon as the database is back.
    await until(() => times('pos.reversal').length > 0)
    await goTo(80_000, letGo, shop)
    await expectReversed(shop)
  })

  test.each(['after send reversal', 'after send push', 'before commit paid'])(
    '%s',
    { timeout: 60_000 },
    async (boundary) => {
      scene = await stage.scene('postgres')
      const shop = await scene.open()
      const isReversal = boundary.endsWith('reversal')
      const phone = isReversal ? approvesUnheard : '081200009000'
      if (!isReversal) await shop.command('arm', { pauseAt: `${boundary} #1` })
      const letGo = await push(shop, phone)
      if (isReversal) {
        await goTo(61_000, letGo, shop)
        await shop.command('arm', { pauseAt: `${boundary} #1` })
        await scene.advance(letGo + 65_100 - scene.sim.clock.now())
      }
      await until(() => shop.command('isPaused'))
      stage.database().cut()
      await shop.command('go')
      await pause(1_000)
      await scene.advance(10_000)
      stage.database().mend()
      await until(async () => (await shop.command('health').catch(() => null)) !== null)
      if (isReversal) {
        for (let step = 0; step < 4; step++) await scene.advance(5_000, shop)
        await expectReversed(shop)
      } else {
        // OVO's answer was in hand and is not forgotten.
        await until(async () => (await find(shop))?.status === 'paid')
        expect(scene.sim.books().shop).toBe(amount)
        expect(times('pos.status')).toEqual([])
      }
    },
  )
})

test('clocks ten seconds off, either way, move nothing: asked from 60 s, reversed from 65 s (G3)', async () => {
  scene = await stage.scene('postgres')
  const early = await scene.open({ wallClockSkew: -10_000 })
  const late = await scene.open({ wallClockSkew: 10_000 })
  for (const [shop, other, reference] of [
    [early, late, 'ORDER-1'],
    [late, early, 'ORDER-2'],
  ] as const) {
    const [asked, reversed] = [times('pos.status').length, times('pos.reversal').length]
    const letGo = await push(shop, ignores, { reference })
    await goTo(59_000, letGo, other, shop)
    expect(times('pos.status').length - asked).toBe(0)
    await goTo(61_000, letGo, other, shop)
    // Whoever meets the answer of the push on the way leaves it to the next sweep.
    await until(() => times('pos.status').length - asked === 1)
    await goTo(64_000, letGo, other, shop)
    expect(times('pos.reversal').length - reversed).toBe(0)
    await goTo(65_100, letGo, other, shop)
    await until(() => times('pos.reversal').length - reversed === 1)
    await goTo(68_000, letGo, other, shop)
    for (let second = 0; second < 30 && (await find(shop, reference))?.status !== 'reversed'; second++)
      await scene.advance(1_000, other, shop)
    expect((await find(shop, reference))?.status).toBe('reversed')
  }
  expect(scene.sim.requests.every(({ responseCode }) => responseCode !== '63' && responseCode !== '30')).toBe(true)
})

test('a push that arrives ten seconds late, and is paid, goes back (G3)', async () => {
  scene = await stage.scene('postgres')
  const shop = await scene.open({ holdPushMillis: 10_000 })
  scene.sim.faults.add({ operation: 'pos.push', fault: 'lose-response' })
  const { expiresAt } = await shop.command<{ expiresAt: string }>('push', {
    reference: 'ORDER-1',
    amount,
    phone: '081200009150',
    onLateSuccess: 'reverse',
  })
  const letGo = Date.parse(expiresAt) - 55_000
  await goTo(10_100, letGo, shop)
  await until(() => times('pos.push').length === 1)
  // The customer approves 50 s after the prompt, which is 60 s after the push was let go.
  await goTo(64_800, letGo, shop)
  expect(times('pos.reversal')).toEqual([])
  await goTo(65_300, letGo, shop)
  await goTo(68_000, letGo, shop)
  await expectReversed(shop)
})

test('a reversal that comes before its push: the money is found and goes back (G3)', async () => {
  scene = await stage.scene('postgres')
  const shop = await scene.open()
  scene.sim.faults.add({ operation: 'pos.push', fault: 'reversal-overtakes' })
  const letGo = await push(shop, '081200009000')
  await goTo(61_000, letGo, shop)
  await goTo(65_100, letGo, shop)
  // The push lands now, and is paid at once: OVO holds money of a push that is already reversed.
  await until(() => scene.sim.books().shop === amount)
  for (const after of [68_000, 131_000, 140_000, 150_000, 200_000]) await goTo(after, letGo, shop)
  await expectReversed(shop)
  expect(times('pos.reversal')).toHaveLength(2)
})
