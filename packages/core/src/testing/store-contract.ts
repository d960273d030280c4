import assert from 'node:assert/strict'
import type { ChangeSet, FindExchanges } from '../engine/store.ts'
import { crowdChecks } from './store-contract-crowd.ts'
import { commit, exchange, record, type StoreCheck, t0, update } from './store-samples.ts'

/**
 * What every store must do. Run each check on a store that is open and empty:
 *
 * `for (const { name, check } of storeContract) test(name, async () => check(await freshStore()))`
 */
export const storeContract: readonly StoreCheck[] = [
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
