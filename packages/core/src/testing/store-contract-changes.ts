import assert from 'node:assert/strict'
import { commit, exchange, record, type StoreCheck, t0, update } from './store-samples.ts'

/** What a store must make of a change, and how it finds what is kept. */
export const changeChecks: readonly StoreCheck[] = [
  {
    name: 'keeps what was committed, through JSON',
    check: async (store) => {
      const data = { amount: 25_000, nested: { list: [1, 'two', null, true], text: 'Kopi "Tubruk" \\ é 🛒' } }
      await commit(store, { insert: [record('a', { data })] })
      const kept = await store.record('a')
      assert.deepEqual(kept?.data, data)
      assert.deepEqual([kept?.version, kept?.createdAt, kept?.updatedAt, kept?.state], [1, t0, t0, 'created'])
    },
  },
  {
    name: 'gives null for what it does not have',
    check: async (store) => {
      assert.equal(await store.record('none'), null)
      assert.equal(await store.recordByExclusive('none'), null)
      assert.equal(await store.recordByNumber({ merchant: 'm', kind: 'k', number: 'none' }), null)
      assert.equal(await store.recordByReferenceNo({ merchant: 'm', referenceNo: 'none' }), null)
      assert.deepEqual(await store.recordsByReference({ merchant: 'm', reference: 'none' }), [])
      assert.equal(await store.token('none'), null)
    },
  },
  {
    name: 'finds a record by number, by slot, by OVO number and by reference',
    check: async (store) => {
      await commit(store, {
        insert: [
          record('a', { exclusive: 'slot', data: { referenceNo: 'OVO-1' } }),
          record('b', { createdAt: t0 + 1 }),
        ],
      })
      const number = { merchant: 'default', kind: 'qris', number: 'number-a' }
      assert.equal((await store.recordByNumber(number))?.id, 'a')
      assert.equal(await store.recordByNumber({ ...number, merchant: 'other' }), null)
      assert.equal((await store.recordByExclusive('slot'))?.id, 'a')
      assert.equal((await store.recordByReferenceNo({ merchant: 'default', referenceNo: 'OVO-1' }))?.id, 'a')
      assert.equal(await store.recordByReferenceNo({ merchant: 'other', referenceNo: 'OVO-1' }), null)
      const found = await store.recordsByReference({ merchant: 'default', reference: 'ORDER-1' })
      assert.deepEqual(
        found.map(({ id }) => id),
        ['a', 'b'],
      )
      const recent = await store.recentRecords({ kinds: ['qris'], limit: 1 })
      assert.deepEqual(
        recent.map(({ id }) => id),
        ['b'],
      )
    },
  },
  {
    name: 'reads through the records of a span of time, page by page',
    check: async (store) => {
      const [aged, others] = [
        ['b', 'a', 'C', 'd', 'e'].map((id, index) => record(id, { createdAt: t0 + Math.floor(index / 3) })),
        [record('x', { kind: 'other' }), record('y', { merchant: 'other' }), record('z', { createdAt: t0 + 2 })],
      ]
      await commit(store, { insert: [...others, ...aged] })
      const find = { merchant: 'default', kinds: ['qris'], from: t0, to: t0 + 2, limit: 2 }
      const seen: string[] = []
      let page = await store.recordsBetween({ ...find, after: null })
      while (page.length > 0) {
        seen.push(...page.map(({ id }) => id))
        page = await store.recordsBetween({ ...find, after: page.at(-1) ?? null })
      }
      assert.deepEqual(seen, ['C', 'a', 'b', 'd', 'e'])
      const later = await store.recordsBetween({ ...find, from: t0 + 1, after: null })
      assert.deepEqual(
        later.map(({ id }) => id),
        ['d', 'e'],
      )
    },
  },
  {
    name: 'accepts a change only on the version it was decided on, and then counts',
    check: async (store) => {
      await commit(store, { insert: [record('a')] })
      await commit(store, { now: t0 + 5, update: [update('a', 1, { state: 'awaiting-scan' })] })
      const stale = await store.commit({ now: t0, update: [update('a', 1, { state: 'failed' })] })
      assert.deepEqual(stale, { committed: false, conflict: 'version' })
      const kept = await store.record('a')
      assert.deepEqual([kept?.state, kept?.version, kept?.updatedAt], ['awaiting-scan', 2, t0 + 5])
    },
  },
  {
    name: 'applies a change whole or not at all',
    check: async (store) => {
      await commit(store, { insert: [record('a'), record('b')] })
      const result = await store.commit({
        now: t0,
        insert: [record('c')],
        update: [update('a', 1, { state: 'paid' }), update('b', 7, { state: 'paid' })],
        history: [{ recordId: 'a', at: t0, type: 'paid', from: 'x', to: 'paid', isRejected: false, facts: {} }],
        deliveries: [{ id: 'evt', stream: 'a', type: 'paid', at: t0, payload: {} }],
        claim: { key: 'callback', expiresAt: t0 + 1 },
        exchangeStarts: [exchange('x')],
      })
      assert.deepEqual(result, { committed: false, conflict: 'version' })
      assert.deepEqual([(await store.record('a'))?.state, await store.record('c')], ['created', null])
      assert.deepEqual(await store.history('a'), [])
      assert.deepEqual(await store.exchanges({ limit: 10 }), [])
      assert.equal((await store.health(t0)).undelivered, 0)
      await commit(store, { claim: { key: 'callback', expiresAt: t0 + 1 } })
    },
  },
  {
    name: 'applies a change of any number of records',
    check: async (store) => {
      for (const count of [1, 2, 3, 5]) {
        const ids = Array.from({ length: count }, (_, index) => `${count}-${index}`)
        await commit(store, { insert: ids.map((id) => record(id)), exchangeStarts: ids.map((id) => exchange(id, id)) })
        const end = { at: t0, outcome: 'answered', response: {}, sealedResponse: 'sealed' }
        const exchangeEnds = ids.map((id) => ({ id, ...end }))
        await commit(store, { update: ids.map((id) => update(id, 1, { state: 'paid' })), exchangeEnds })
        const last = ids.at(-1)
        const mixed = ids.map((id) => update(id, id === last ? 1 : 2, { state: 'failed' }))
        assert.deepEqual(await store.commit({ now: t0, update: mixed }), { committed: false, conflict: 'version' })
        for (const id of ids)
          assert.deepEqual([(await store.record(id))?.state, (await store.record(id))?.version], ['paid', 2])
        assert.ok(
          (await store.exchanges({ recordIds: ids, limit: 9 })).every((found) => found.end?.outcome === 'answered'),
        )
      }
    },
  },
  {
    name: 'refuses a change when a record it only looked at has moved on',
    check: async (store) => {
      await commit(store, { insert: [record('a'), record('b')] })
      await commit(store, { update: [update('b', 1)] })
      const result = await store.commit({ now: t0, update: [update('a', 1)], expect: [{ id: 'b', version: 1 }] })
      assert.deepEqual(result, { committed: false, conflict: 'version' })
      await commit(store, { update: [update('a', 1)], expect: [{ id: 'b', version: 2 }] })
      assert.equal((await store.record('b'))?.version, 2, 'looking does not count as a change')
    },
  },
  {
    name: 'lets one record hold a slot, and passes it on within one change (G6)',
    check: async (store) => {
      await commit(store, { insert: [record('a', { exclusive: 'order' })] })
      const second = await store.commit({ now: t0, insert: [record('b', { exclusive: 'order' })] })
      assert.deepEqual(second, { committed: false, conflict: 'exclusive' })
      await commit(store, { insert: [record('b')] })
      const stolen = await store.commit({ now: t0, update: [update('b', 1, { exclusive: 'order' })] })
      assert.deepEqual(stolen, { committed: false, conflict: 'exclusive' })
      await commit(store, { update: [update('b', 1, { exclusive: 'order' }), update('a', 1)] })
      assert.equal((await store.recordByExclusive('order'))?.id, 'b')
      await commit(store, { insert: [record('c', { exclusive: 'order' })], update: [update('b', 2)] })
      assert.equal((await store.recordByExclusive('order'))?.id, 'c')
    },
  },
  {
    name: 'lets one of many win a slot at once (G6)',
    check: async (store) => {
      const tries = Array.from({ length: 20 }, (_, index) =>
        store.commit({ now: t0, insert: [record(`r${index}`, { exclusive: 'order' })] }),
      )
      const results = await Promise.all(tries)
      assert.equal(results.filter(({ committed }) => committed).length, 1)
    },
  },
  {
    name: 'refuses a number that is in use',
    check: async (store) => {
      await commit(store, { insert: [record('a')] })
      const result = await store.commit({ now: t0, insert: [record('b', { number: 'number-a' })] })
      assert.deepEqual(result, { committed: false, conflict: 'number' })
      await commit(store, { insert: [record('c', { number: 'number-a', merchant: 'other' })] })
    },
  },
  {
    name: 'takes a claim once (G9)',
    check: async (store) => {
      const claim = { key: 'callback', expiresAt: t0 + 1_000 }
      const results = await Promise.all(Array.from({ length: 20 }, () => store.commit({ now: t0, claim })))
      assert.equal(results.filter(({ committed }) => committed).length, 1)
      assert.ok(results.every((result) => result.committed || result.conflict === 'claim'))
      await store.sweep({ now: t0 + 999, deliveredBefore: 0 })
      assert.equal((await store.commit({ now: t0, claim })).committed, false)
      await store.sweep({ now: t0 + 1_000, deliveredBefore: 0 })
      await commit(store, { claim })
    },
  },
]
