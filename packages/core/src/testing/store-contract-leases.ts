import assert from 'node:assert/strict'
import type { ChangeSet } from '../engine/store.ts'
import { commit, exchange, record, type StoreCheck, t0, update } from './store-samples.ts'

/** Who may do a record's next step, and who may deliver an event. */
export const leaseChecks: readonly StoreCheck[] = [
  {
    name: 'leases due records to one owner at a time, the longest due first',
    check: async (store) => {
      const due = [record('late', { dueAt: t0 - 9 }), record('now', { dueAt: t0 }), record('soon', { dueAt: t0 + 1 })]
      await commit(store, { insert: [...due, record('never')] })
      const first = await store.claimDue({ now: t0, owner: 'one', until: t0 + 100, limit: 1 })
      assert.deepEqual(
        first.map(({ id }) => id),
        ['late'],
      )
      const second = await store.claimDue({ now: t0, owner: 'two', until: t0 + 100, limit: 9 })
      assert.deepEqual(
        second.map(({ id }) => id),
        ['now'],
      )
      assert.deepEqual(await store.claimDue({ now: t0, owner: 'two', until: t0 + 100, limit: 9 }), [])
      const after = await store.claimDue({ now: t0 + 100, owner: 'two', until: t0 + 200, limit: 9 })
      assert.deepEqual(after.map(({ id }) => id).sort(), ['late', 'now', 'soon'])
    },
  },
  {
    name: 'leases a record by its id, due or not, unless it is held',
    check: async (store) => {
      await commit(store, { insert: [record('a')] })
      const mine = await store.claimDue({ now: t0, owner: 'one', until: t0 + 100, limit: 1, id: 'a' })
      assert.deepEqual(
        mine.map(({ id }) => id),
        ['a'],
      )
      assert.deepEqual(await store.claimDue({ now: t0, owner: 'two', until: t0 + 100, limit: 1, id: 'a' }), [])
    },
  },
  {
    name: 'never leases a record twice under contention',
    check: async (store) => {
      await commit(store, { insert: Array.from({ length: 30 }, (_, i) => record(`r${i}`, { dueAt: t0 })) })
      const claims = await Promise.all(
        Array.from({ length: 10 }, (_, i) => store.claimDue({ now: t0, owner: `o${i}`, until: t0 + 100, limit: 5 })),
      )
      const ids = claims.flat().map(({ id }) => id)
      assert.equal(new Set(ids).size, ids.length)
    },
  },
  {
    name: 'guards a change by its lease: gone, another’s and run out are all refused',
    check: async (store) => {
      await commit(store, { insert: [record('a', { dueAt: t0 })] })
      const guarded = (owner: string, now: number): ChangeSet => ({
        now,
        holds: { id: 'a', owner },
        exchangeStarts: [exchange(`${owner}${now}`)],
      })
      const refused = { committed: false, conflict: 'lease' }
      assert.deepEqual(await store.commit(guarded('one', t0)), refused)
      await store.claimDue({ now: t0, owner: 'one', until: t0 + 100, limit: 1 })
      assert.deepEqual(await store.commit(guarded('one', t0 + 99)), { committed: true })
      assert.deepEqual(await store.commit(guarded('two', t0 + 99)), refused)
      assert.deepEqual(await store.commit(guarded('one', t0 + 100)), refused)
      await store.claimDue({ now: t0 + 100, owner: 'two', until: t0 + 200, limit: 1 })
      assert.deepEqual(await store.commit(guarded('one', t0 + 101)), refused)
    },
  },
  {
    name: 'ends a lease with a change, unless the change keeps it',
    check: async (store) => {
      await commit(store, { insert: [record('a', { dueAt: t0 })] })
      const claim = (): Promise<readonly unknown[]> =>
        store.claimDue({ now: t0, owner: 'one', until: t0 + 100, limit: 1 })
      await claim()
      await commit(store, { update: [{ ...update('a', 1, { dueAt: t0 }), keepsLease: true }] })
      assert.equal((await claim()).length, 0)
      await commit(store, { update: [update('a', 2, { dueAt: t0 })] })
      assert.equal((await claim()).length, 1)
    },
  },
  {
    name: 'takes a lease back only from its owner',
    check: async (store) => {
      await commit(store, { insert: [record('a', { dueAt: t0 })] })
      await store.claimDue({ now: t0, owner: 'one', until: t0 + 100, limit: 1 })
      await store.release({ id: 'a', owner: 'two', version: 1, dueAt: null })
      assert.equal((await store.record('a'))?.dueAt, t0)
      await store.release({ id: 'a', owner: 'one', version: 1, dueAt: t0 + 5 })
      assert.equal((await store.record('a'))?.dueAt, t0 + 5)
      assert.equal((await store.claimDue({ now: t0 + 5, owner: 'two', until: t0 + 100, limit: 1 })).length, 1)
      // Made due by somebody else meanwhile: that stays.
      await commit(store, { update: [{ ...update('a', 1, { dueAt: t0 + 1 }), keepsLease: true }] })
      await store.release({ id: 'a', owner: 'two', version: 1, dueAt: null })
      assert.equal((await store.claimDue({ now: t0 + 1, owner: 'three', until: t0 + 100, limit: 1 })).length, 1)
    },
  },
  {
    name: 'delivers in order within a stream, one at a time, and streams beside each other (G5)',
    check: async (store) => {
      const delivery = (id: string, stream: string) => ({ id, stream, type: 'paid', at: t0, payload: { id } })
      await commit(store, { deliveries: [delivery('a1', 'a'), delivery('a2', 'a'), delivery('b1', 'b')] })
      const claim = (now: number) => store.claimDeliveries({ now, owner: 'one', until: now + 100, limit: 9 })
      assert.deepEqual(
        (await claim(t0)).map(({ id }) => id),
        ['a1', 'b1'],
      )
      assert.deepEqual(await claim(t0), [], 'the next of a stream waits for the one before')
      await store.endDelivery({ id: 'a1', owner: 'one', retryAt: t0 + 50 })
      assert.deepEqual(await claim(t0 + 49), [], 'a retry is waited for')
      const again = await claim(t0 + 50)
      assert.deepEqual(
        again.map(({ id, attempts }) => [id, attempts]),
        [['a1', 1]],
      )
      await store.endDelivery({ id: 'a1', owner: 'one', retryAt: null })
      assert.deepEqual(
        (await claim(t0 + 50)).map(({ id }) => id),
        ['a2'],
      )
      assert.deepEqual(
        (await claim(t0 + 150)).map(({ id }) => id).sort(),
        ['a2', 'b1'],
        'a dead process’s lease runs out',
      )
      assert.equal((await store.health(t0)).undelivered, 2)
    },
  },
  {
    name: 'takes a delivery’s end only from its owner, and its id only once',
    check: async (store) => {
      const deliveries = [{ id: 'a1', stream: 'a', type: 'paid', at: t0, payload: {} }]
      await commit(store, { deliveries })
      await commit(store, { deliveries })
      assert.equal((await store.health(t0)).undelivered, 1)
      await store.claimDeliveries({ now: t0, owner: 'one', until: t0 + 100, limit: 9 })
      await store.endDelivery({ id: 'a1', owner: 'two', retryAt: null })
      assert.equal((await store.health(t0)).undelivered, 1)
    },
  },
]
