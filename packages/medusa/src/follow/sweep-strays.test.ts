import type { Ovo } from '@ovokit/core'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Stray } from './find-strays.ts'
import { sweepStrays } from './sweep-strays.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const stray = (orderId: string) => ({ orderId }) as Stray

function sweeping(look: () => readonly Stray[]) {
  const cleared: string[] = []
  const ovo = { now: () => new Date() } as unknown as Ovo
  const stop = sweepStrays(
    { ovo, logger: { warn: () => {} } as never, container: {} as never },
    async ({ orderId }) => {
      cleared.push(orderId)
      if (orderId === 'order_stubborn') throw new Error('not now')
    },
    async () => look(),
  )
  return { cleared, stop }
}

test('takes an order for left behind only when five looks in a row have found it so (G5)', async () => {
  let looks = 0
  // Three looks, then one at which its completion has gone on, then three more.
  const { cleared, stop } = sweeping(() => (++looks === 4 ? [] : [stray('order_slow')]))
  await vi.advanceTimersByTimeAsync(7 * 60_000)
  expect(cleared).toEqual([])
  await vi.advanceTimersByTimeAsync(2 * 60_000)
  expect(cleared).toEqual(['order_slow'])
  stop()
})

test('a process that was frozen for an hour has looked once, not sixty times (G5)', async () => {
  const { cleared, stop } = sweeping(() => [stray('order_under_way')])
  await vi.advanceTimersByTimeAsync(60_000)
  vi.setSystemTime(Date.now() + 60 * 60_000)
  await vi.advanceTimersByTimeAsync(2_000)
  expect(cleared).toEqual([])
  stop()
})

test('what cannot be put right is looked at again, and holds up nothing', async () => {
  const { cleared, stop } = sweeping(() => [stray('order_stubborn'), stray('order_left')])
  await vi.advanceTimersByTimeAsync(6 * 60_000)
  expect(cleared).toEqual(['order_stubborn', 'order_left', 'order_stubborn', 'order_left'])
  stop()
})
