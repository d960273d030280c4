import assert from 'node:assert/strict'
import type { ChangeSet, CommitResult, Conflict, Store } from '../engine/store.ts'
import { commit, exchange, record, type StoreCheck, t0, update } from './store-samples.ts'

const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index)
const conflictOf = (result: CommitResult): Conflict | null => (result.committed ? null : result.conflict)
const together = (store: Store, changes: readonly ChangeSet[]): Promise<readonly CommitResult[]> =>
  Promise.all(changes.map((change) => store.commit(change)))

/** What holds when changes come at once: a store may write them together, but judges and applies each by itself. */
export const crowdChecks: readonly StoreCheck[] = [
  {
    name: 'applies two hundred changes that come at once, and refuses those at fault',
    check: async (store) => {
      const all = numbers(200)
      await commit(store, { insert: all.map((index) => record(`r${index}`, { dueAt: index % 7 === 0 ? t0 : null })) })
      await store.claimDue({ now: t0, owner: 'other', until: t0 + 100, limit: 200 })
      const wanted = all.map((index): Conflict | null => {
        if (index % 5 === 0) return 'version'
        return index % 7 === 0 ? 'lease' : null
      })
      const results = await together(
        store,
        all.map((index) => ({
          now: t0 + index,
          insert: [record(`undo${index}`, { parentId: `r${index}` })],
          update: [update(`r${index}`, index % 5 === 0 ? 7 : 1, { state: `paid${index}` })],
          ...(index % 7 === 0 ? { holds: { id: `r${index}`, owner: 'me' } } : {}),
          history: ['one', 'two'].map((type) => ({
            recordId: `r${index}`,
            at: t0,
            type,
            from: 'created',
            to: `paid${index}`,
            isRejected: false,
            facts: {},
          })),
          deliveries: [{ id: `evt${index}`, stream: `r${index}`, type: 'paid', at: t0, payload: { index } }],
          claim: { key: `callback${index}`, expiresAt: t0 + 1_000 },
          exchangeStarts: [exchange(`x${index}`, `r${index}`)],
        })),
      )
      assert.deepEqual(results.map(conflictOf), wanted)
      const exchanges = await store.exchanges({ limit: 999 })
      for (const index of all) {
        const isStored = wanted[index] === null
        const kept = await store.record(`r${index}`)
        assert.deepEqual(
          [kept?.state, kept?.version, kept?.updatedAt],
          isStored ? [`paid${index}`, 2, t0 + index] : ['created', 1, t0],
        )
        assert.equal((await store.record(`undo${index}`)) !== null, isStored)
        const lines = (await store.history(`r${index}`)).map(({ type }) => type)
        assert.deepEqual(lines, isStored ? ['one', 'two'] : [])
        assert.equal(
          exchanges.some(({ id }) => id === `x${index}`),
          isStored,
        )
      }
      assert.equal((await store.health(t0)).undelivered, wanted.filter((conflict) => conflict === null).length)
      // What was refused has left nothing behind that would be in the way now.
      const again = await together(
        store,
        all.map((index) => ({ now: t0, claim: { key: `callback${index}`, expiresAt: t0 + 1_000 } })),
      )
      assert.deepEqual(
        again.map(conflictOf),
        wanted.map((conflict) => (conflict === null ? 'claim' : null)),
      )
    },
  },
  {
    name: 'lets a key in use fail its own change only, among many that come at once',
    check: async (store) => {
      await commit(store, {
        insert: [record('old', { exclusive: 'slot' })],
        claim: { key: 'callback', expiresAt: t0 + 1_000 },
      })
      const faults = new Map<number, readonly [Partial<ChangeSet>, Conflict]>([
        [3, [{ insert: [record('n3', { number: 'number-old' })] }, 'number']],
        [11, [{ insert: [record('n11', { exclusive: 'slot' })] }, 'exclusive']],
        [12, [{ claim: { key: 'callback', expiresAt: t0 + 1_000 } }, 'claim']],
        [29, [{ insert: [record('old', { number: 'new' })] }, 'number']],
      ])
      const all = numbers(40)
      const results = await together(
        store,
        all.map((index) => ({
          now: t0,
          exchangeStarts: [exchange(`x${index}`, `n${index}`)],
          ...(faults.get(index)?.[0] ?? { insert: [record(`n${index}`, { exclusive: `slot${index}` })] }),
        })),
      )
      assert.deepEqual(
        results.map(conflictOf),
        all.map((index) => faults.get(index)?.[1] ?? null),
      )
      for (const index of all) assert.equal((await store.record(`n${index}`)) !== null, !faults.has(index))
      assert.equal((await store.exchanges({ limit: 99 })).length, all.length - faults.size)
    },
  },
  {
    name: 'lets one of the changes that were decided on each other pass, also among many (G6)',
    check: async (store) => {
      const pairs = numbers(20)
      await commit(store, { insert: pairs.flatMap((pair) => [record(`a${pair}`), record(`b${pair}`)]) })
      const results = await together(
        store,
        pairs.flatMap((pair) =>
          (['a', 'b'] as const).map((side) => ({
            now: t0,
            update: [update(`${side}${pair}`, 1, { state: 'paid' })],
            expect: [{ id: `${side === 'a' ? 'b' : 'a'}${pair}`, version: 1 }],
          })),
        ),
      )
      for (const pair of pairs) {
        const both = results.slice(pair * 2, pair * 2 + 2)
        assert.equal(both.filter(({ committed }) => committed).length, 1)
      }
    },
  },
  {
    name: 'lets one of many changes of one record pass, among many of others',
    check: async (store) => {
      const all = numbers(60)
      await commit(store, { insert: [record('hot'), ...all.map((index) => record(`r${index}`))] })
      // The others first, so that all of the one record's changes wait, and none of them has won before they are sent.
      const results = await together(store, [
        ...all.map((index) => ({ now: t0, update: [update(`r${index}`, 1, { state: 'paid' })] })),
        ...all.map((index) => ({ now: t0, update: [update('hot', 1, { state: `by${index}` })] })),
      ])
      const hot = results.slice(all.length)
      assert.equal(hot.filter(({ committed }) => committed).length, 1)
      assert.ok(hot.every((result) => result.committed || result.conflict === 'version'))
      assert.ok(results.slice(0, all.length).every(({ committed }) => committed))
      const kept = await store.record('hot')
      assert.deepEqual([kept?.version, kept?.state], [2, `by${hot.findIndex(({ committed }) => committed)}`])
    },
  },
]
