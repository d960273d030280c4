import { RateLimiterMemory } from 'rate-limiter-flexible'
import { expect, test, vi } from 'vitest'
import { createLimits } from './limits.ts'

const now = (): Date => new Date('2026-03-02T10:00:00Z')

test('counts each kind and each key for itself', async () => {
  const limits = createLimits({ order: { limit: 2 }, address: { limit: 2 } }, now)
  for (let i = 0; i < 2; i++) for (const key of ['A', 'B']) await limits.take('order', key)
  await limits.take('address', 'A')
  await expect(limits.take('order', 'A')).rejects.toMatchObject({ code: 'too-many-requests', limit: 2 })
})

test('says when to come back, and lets in again then', async () => {
  vi.useFakeTimers()
  const limits = createLimits({ order: { limit: 1, windowSeconds: 10 } }, now)
  await limits.take('order', 'A')
  vi.advanceTimersByTime(4_000)
  await expect(limits.take('order', 'A')).rejects.toMatchObject({ retryAt: new Date('2026-03-02T10:00:06Z') })
  vi.advanceTimersByTime(6_001)
  await limits.take('order', 'A')
  vi.useRealTimers()
})

test('shares a limiter that is given', async () => {
  const order = new RateLimiterMemory({ points: 1, duration: 60 })
  await createLimits({ order }, now).take('order', 'A')
  await expect(createLimits({ order }, now).take('order', 'A')).rejects.toMatchObject({ code: 'too-many-requests' })
})

test('does not take a limiter that fails for one that refuses', async () => {
  const order = { points: 1, consume: () => Promise.reject(new Error('the cache is away')) }
  await expect(createLimits({ order }, now).take('order', 'A')).rejects.toThrow('the cache is away')
})

test('can be turned off', async () => {
  const limits = createLimits(false, now)
  for (let i = 0; i < 100; i++) await limits.take('order', 'A')
})
