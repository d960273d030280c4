import assert from 'node:assert/strict'
import type { FindExchanges } from '../engine/store.ts'
import { commit, exchange, type StoreCheck, t0 } from './store-samples.ts'

/** The API log: calls, their place in a chain, and a record's history. */
export const logChecks: readonly StoreCheck[] = [
  {
    name: 'keeps an exchange’s beginning, then its end',
    check: async (store) => {
      await commit(store, { exchangeStarts: [exchange('x', 'a'), exchange('y', 'b')] })
      assert.equal((await store.exchanges({ recordIds: ['a'], limit: 9 }))[0]?.end, null)
      const end = { at: t0 + 7, outcome: 'answered', response: { status: 200 }, sealedResponse: 'sealed' }
      await commit(store, { exchangeEnds: [{ id: 'x', ...end }] })
      const found = await store.exchanges({ recordIds: ['a'], limit: 9 })
      assert.deepEqual(found, [{ ...exchange('x', 'a'), end }])
      assert.equal((await store.exchanges({ limit: 9 })).length, 2)
      await commit(store, { exchangeStarts: [{ ...exchange('z', 'c'), end }] })
      assert.deepEqual(await store.exchanges({ recordIds: ['c'], limit: 9 }), [{ ...exchange('z', 'c'), end }])
    },
  },
  {
    name: 'keeps each row’s place in its writer’s chain, and removes rows from the beginning of one',
    check: async (store) => {
      const link = (writer: string, seq: number) => ({ writer, seq, link: `v1.${writer}.${seq}` })
      const end = { at: t0 + 7, outcome: 'answered', response: { status: 200 }, sealedResponse: 'sealed' }
      const note = { at: t0, type: 'opened' as const, facts: { heads: [] } }
      await commit(store, {
        notes: [{ ...note, ...link('one', 1) }],
        exchangeStarts: [{ ...exchange('x', 'a'), ...link('one', 2), end: { ...end, ...link('one', 3) } }],
      })
      await commit(store, { notes: [{ ...note, at: t0 + 1, ...link('two', 1) }] })
      await commit(store, { exchangeStarts: [{ ...exchange('y', 'a'), ...link('two', 2) }, exchange('old')] })
      await commit(store, { exchangeEnds: [{ id: 'y', ...end, ...link('two', 3) }] })
      await commit(store, { exchangeEnds: [{ id: 'y', ...end, ...link('two', 4) }] })
      const rows = (writer: string, after = 0, limit = 9) => store.logRows({ writer, after, limit })
      assert.deepEqual(await rows('one'), [
        { kind: 'note', row: { ...note, ...link('one', 1) } },
        { kind: 'request', row: { ...exchange('x', 'a'), ...link('one', 2) } },
        { kind: 'response', row: { id: 'x', ...end, ...link('one', 3) } },
      ])
      assert.deepEqual(
        (await rows('two', 1, 1)).map(({ row }) => row.seq),
        [2],
      )
      assert.equal((await rows('two')).length, 3, 'an end is kept once')
      assert.deepEqual(await store.logWriters(), [link('one', 3), link('two', 3)])
      assert.deepEqual(await store.logWriters({ newest: 1 }), [link('two', 3)])
      assert.deepEqual(await store.unlinkedExchanges(), { count: 1, from: t0, to: t0 })
      await commit(store, { prune: [{ writer: 'one', through: 2 }], notes: [{ ...note, ...link('two', 5) }] })
      assert.deepEqual(
        (await rows('one')).map(({ row }) => row.seq),
        [3],
      )
      assert.equal((await rows('two')).length, 4)
      await store.sweep({ now: t0, deliveredBefore: 0, unlinkedBefore: t0 + 1 })
      assert.deepEqual(
        (await store.exchanges({ limit: 9 })).map(({ id }) => id),
        ['y'],
      )
    },
  },
  {
    name: 'finds exchanges by id, record and time',
    check: async (store) => {
      const at = (id: string, recordId: string, time: number) => ({ ...exchange(id, recordId), at: time })
      await commit(store, { exchangeStarts: [at('x', 'a', t0), at('y', 'b', t0 + 5), at('z', 'a', t0 + 9)] })
      const ids = async (find: Omit<FindExchanges, 'limit'>) =>
        (await store.exchanges({ ...find, limit: 9 })).map(({ id }) => id)
      assert.deepEqual(await ids({}), ['x', 'y', 'z'])
      assert.deepEqual(await ids({ recordIds: ['a'] }), ['x', 'z'])
      assert.deepEqual(await ids({ ids: ['y', 'none'] }), ['y'])
      assert.deepEqual(await ids({ since: t0 + 5 }), ['y', 'z'])
      assert.deepEqual(await ids({ since: t0 + 1, until: t0 + 9 }), ['y'])
      assert.deepEqual(await ids({ recordIds: [] }), [])
    },
  },
  {
    name: 'keeps a record’s history in order',
    check: async (store) => {
      const line = (type: string) => ({
        recordId: 'a',
        at: t0,
        type,
        from: 'x',
        to: 'y',
        isRejected: type === 'odd',
        facts: { type },
      })
      await commit(store, { history: [line('one'), line('odd')] })
      await commit(store, { history: [line('two')] })
      assert.deepEqual(await store.history('a'), [line('one'), line('odd'), line('two')])
    },
  },
]
