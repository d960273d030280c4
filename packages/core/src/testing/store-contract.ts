import assert from 'node:assert/strict'
import { changeChecks } from './store-contract-changes.ts'
import { crowdChecks } from './store-contract-crowd.ts'
import { leaseChecks } from './store-contract-leases.ts'
import { logChecks } from './store-contract-log.ts'
import { commit, record, type StoreCheck, t0 } from './store-samples.ts'

/**
 * What every store must do. Run each check on a store that is open and empty:
 *
 * `for (const { name, check } of storeContract) test(name, async () => check(await freshStore()))`
 */
export const storeContract: readonly StoreCheck[] = [
  ...changeChecks,
  ...leaseChecks,
  {
    name: 'gives numbers that rise, never below the floor, never twice',
    check: async (store) => {
      const take = (floor: number, count = 1) => store.takeNumbers({ name: 'n', floor, count })
      assert.equal(await take(1_000), 1_000)
      assert.equal(await take(1_000), 1_001)
      assert.equal(await take(5_000, 10), 5_000)
      assert.equal(await take(5_001), 5_010)
      const many = await Promise.all(Array.from({ length: 20 }, () => take(5_000, 3)))
      assert.equal(new Set(many.flatMap((first) => [first, first + 1, first + 2])).size, 60)
      assert.equal(await store.takeNumbers({ name: 'other', floor: 7, count: 1 }), 7)
      assert.equal(await store.takeNumbers({ name: 'big', floor: 217_524_425_889, count: 1 }), 217_524_425_889)
    },
  },
  {
    name: 'lets one caller refresh a token, and only the generation it saw',
    check: async (store) => {
      const claim = (owner: string, generation: number, now = t0) =>
        store.claimToken({ key: 'k', owner, now, until: now + 100, generation })
      const first = await Promise.all(Array.from({ length: 10 }, (_, i) => claim(`o${i}`, 0)))
      assert.equal(first.filter(Boolean).length, 1)
      const winner = `o${first.indexOf(true)}`
      const token = { generation: 1, sealed: 's', refreshAt: t0 + 50, expiresAt: t0 + 60 }
      await store.saveToken({ key: 'k', owner: 'stranger', token })
      assert.equal(await store.token('k'), null)
      await store.saveToken({ key: 'k', owner: winner, token })
      assert.deepEqual(await store.token('k'), token)
      assert.equal(await claim('late', 0), false)
      assert.equal(await claim('next', 1), true)
      assert.equal(await claim('other', 1, t0 + 99), false)
      assert.equal(await claim('other', 1, t0 + 100), true, 'a dead process’s claim runs out')
      await store.saveToken({ key: 'k', owner: 'other', token: null })
      assert.deepEqual(await store.token('k'), token)
      assert.equal(await claim('again', 1), true)
    },
  },
  ...logChecks,
  {
    name: 'takes any text that OVO may send',
    check: async (store) => {
      const odd = 'nul \u0000 half \ud83d pair "quotes" \\ back $1 ? :name'
      await commit(store, { insert: [record('a', { data: { odd } })] })
      const kept = String((await store.record('a'))?.data.odd)
      assert.ok(kept.endsWith('pair "quotes" \\ back $1 ? :name'))
    },
  },
  {
    name: 'says what is overdue',
    check: async (store) => {
      await commit(store, { insert: [record('a', { dueAt: t0 - 500 }), record('b', { dueAt: t0 + 1 })] })
      const health = await store.health(t0)
      assert.deepEqual([health.overdue, health.oldestOverdueMillis], [1, 500])
    },
  },
  {
    name: 'has a clock that goes forward',
    check: async (store) => {
      const before = store.now()
      assert.ok(Number.isInteger(before) && before > 1_700_000_000_000)
      assert.ok(store.now() >= before)
    },
  },
  ...crowdChecks,
]
