import { expect, test } from 'vitest'
import { qrisKind, qrisLifecycle } from '../qris/qris-lifecycle.ts'
import { record } from '../testing/store-samples.ts'
import type { AnyLifecycle } from './decide.ts'
import { createDispatch } from './dispatch.ts'
import type { Ports } from './ports.ts'
import type { CommitResult, Store, StoredRecord } from './store.ts'

/** A store whose one record others have changed so many times before a commit gets through. */
function contested(lost: number) {
  const rests: number[] = []
  let commits = 0
  const stored = { ...record('pay_1', { kind: qrisKind, state: 'awaiting-scan' }), version: 1, updatedAt: 0 }
  const store = {
    now: () => 0,
    record: async (): Promise<StoredRecord> => stored,
    commit: async (): Promise<CommitResult> =>
      ++commits > lost ? { committed: true } : { committed: false, conflict: 'version' },
  } as unknown as Store
  const dispatch = createDispatch({
    store,
    lifecycles: new Map([[qrisKind, qrisLifecycle as unknown as AnyLifecycle]]),
    ports: { random: (size: number) => new Uint8Array(size).fill(255) } as unknown as Ports,
    newId: () => 'none',
    onChange: () => {},
    pause: async (millis) => {
      rests.push(millis)
    },
  })
  return { rests, commits: () => commits, hint: () => dispatch('pay_1', { type: 'hinted' }) }
}

test('an event is decided again for as long as other processes are faster, at growing distances', async () => {
  const { hint, rests } = contested(30)
  expect(await hint()).toMatchObject({ accepted: true, record: { version: 2 } })
  expect(rests).toHaveLength(28)
  expect(rests.slice(0, 6)).toEqual([8, 16, 32, 64, 128, 250])
})

test('after some ten seconds the caller is told, by an error with a code', async () => {
  const { hint, rests } = contested(Number.POSITIVE_INFINITY)
  await expect(hint()).rejects.toMatchObject({ name: 'StoreError', code: 'store-unavailable' })
  expect(rests.reduce((sum, one) => sum + one, 0)).toBeLessThan(15_000)
})

test('events that this process has for one record do not lose to each other', async () => {
  const { hint, commits } = contested(0)
  await Promise.all(Array.from({ length: 60 }, hint))
  expect(commits()).toBe(60)
})
