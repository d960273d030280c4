import type { Ovo, Payment } from '@ovokit/core'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { sweepPaid } from './sweep-paid.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const paid = (id: string, minutesAgo: number, changes: Partial<Payment> = {}): Payment =>
  ({ id, status: 'paid', isOrphan: false, paidAt: new Date(Date.now() - minutesAgo * 60_000), ...changes }) as Payment

function sweeping(payments: readonly Payment[], settle: (id: string) => Promise<void>) {
  const ovo = { now: () => new Date(), payments: { recent: async () => payments } } as unknown as Ovo
  return sweepPaid({ ovo, logger: { warn: () => {} } as never }, settle)
}

test('looks at each paid attempt until it is settled, and then no more', async () => {
  const looked: string[] = []
  let isMade = false
  const stop = sweeping([paid('new', -5), paid('due', 2), paid('old', 3 * 24 * 60)], async (id) => {
    looked.push(id)
    if (!isMade) throw new Error('no order yet')
  })
  await vi.advanceTimersByTimeAsync(120_000)
  expect(looked).toEqual(['due', 'due'])
  isMade = true
  await vi.advanceTimersByTimeAsync(180_000)
  expect(looked).toEqual(['due', 'due', 'due'])
  stop()
})

test('leaves alone what is not paid, and what goes back by itself', async () => {
  const settle = vi.fn(async () => {})
  const stop = sweeping(
    [paid('orphan', 2, { isOrphan: true }), paid('expired', 2, { status: 'expired' } as never)],
    settle,
  )
  await vi.advanceTimersByTimeAsync(60_000)
  expect(settle).not.toHaveBeenCalled()
  stop()
})
