import { expect, test, vi } from 'vitest'
import type { Payment } from '../payments/payment.ts'
import { paymentEvents } from './payment-events.ts'

const now = new Date('2026-03-02T10:00:00Z')
const payment = { method: 'qris', status: 'awaiting-scan', expiresAt: new Date(now.getTime() + 75_000) } as Payment

/** Payments that come when they are told to. */
function source() {
  const queue: Payment[] = []
  let wake = (): void => {}
  let isLeft = false
  async function* watch(_id: string, { signal }: { signal?: AbortSignal } = {}): AsyncGenerator<Payment> {
    signal?.addEventListener('abort', () => wake())
    try {
      while (signal?.aborted !== true) {
        const next = queue.shift()
        if (next !== undefined) yield next
        else
          await new Promise<void>((resolve) => {
            wake = resolve
          })
      }
    } finally {
      isLeft = true
    }
  }
  const come = (next: Payment): void => {
    queue.push(next)
    wake()
  }
  return { ovo: { payments: { watch }, now: () => now }, come, isLeft: () => isLeft }
}

test('ends with the final view', async () => {
  const { ovo, come, isLeft } = source()
  come(payment)
  come({ ...payment, status: 'paid' })
  const all: string[] = []
  for await (const text of paymentEvents(ovo, 'P')) all.push(text)
  expect(all.map((text) => text.split(':')[0])).toEqual(['retry', 'data', 'data'])
  expect(JSON.parse(all[2]?.slice(6) ?? '')).toMatchObject({ status: 'paid', isFinal: true })
  await vi.waitFor(() => expect(isLeft()).toBe(true))
})

test('beats while nothing happens, and loses nothing that happens at the same time', async () => {
  vi.useFakeTimers()
  const { ovo, come } = source()
  const events = paymentEvents(ovo, 'P')
  await events.next()
  const beat = events.next()
  await vi.advanceTimersByTimeAsync(15_000)
  expect((await beat).value).toBe(': still here\n\n')
  come(payment)
  expect((await events.next()).value).toMatch(/^data: /)
  await events.return()
  vi.useRealTimers()
})

test('lets go of the payment when the loop is left, and when the signal aborts', async () => {
  const one = source()
  one.come(payment)
  for await (const text of paymentEvents(one.ovo, 'P')) if (text.startsWith('data')) break
  await vi.waitFor(() => expect(one.isLeft()).toBe(true))

  const two = source()
  const left = new AbortController()
  const events = paymentEvents(two.ovo, 'P', { signal: left.signal })
  await events.next()
  const next = events.next()
  left.abort()
  expect(await next).toMatchObject({ done: true })
  expect(two.isLeft()).toBe(true)
})

test('fails as the watching does', async () => {
  const watch = async function* (): AsyncGenerator<Payment> {
    yield payment
    throw new Error('the store is away')
  }
  const events = paymentEvents({ payments: { watch }, now: () => now }, 'P')
  await events.next()
  await events.next()
  await expect(events.next()).rejects.toThrow('the store is away')
})
