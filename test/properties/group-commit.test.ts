import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { memoryStore, type Store } from '@ovokit/core'
import { embeddedStore } from '@ovokit/core/embedded'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { putEmptyEmbeddedStore } from '../support/empty-embedded-store.ts'

type ChangeSet = Parameters<Store['commit']>[0]

const t0 = 1_800_000_000_000
const base = { kind: 'qris', merchant: 'default', parentId: null, dueAt: null, createdAt: t0, data: {} }

/** Rare, because one of them makes a whole statement fail, and what that statement would have done is not seen. */
const key = fc.oneof(
  { weight: 40, arbitrary: fc.constantFrom(null, 'own' as const) },
  { weight: 1, arbitrary: fc.constant('taken' as const) },
)

/** What one caller of a crowd wants of the record that is its own, and what is wrong with it. */
const wish = fc.record({
  isStale: fc.boolean(),
  looksAtStale: fc.boolean(),
  lease: fc.constantFrom('none', 'held', 'lost'),
  slot: key,
  number: key,
  claim: key,
  text: fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\u0000', '')),
  parts: fc.record({ insert: fc.boolean(), update: fc.boolean(), exchange: fc.boolean(), delivery: fc.boolean() }),
})
type Wish = typeof wish extends fc.Arbitrary<infer Value> ? Value : never

let runs = 0

/** Names are new for each run, so that one database serves all of them. */
function crowdOf(wishes: readonly Wish[]): { before: readonly ChangeSet[]; crowd: readonly ChangeSet[] } {
  const run = `run${++runs}`
  const inserted = (id: string, more: { exclusive?: string | null; number?: string } = {}) => ({
    ...base,
    id,
    reference: run,
    number: id,
    state: 'created',
    exclusive: null,
    ...more,
  })
  const taken = `${run}-taken`
  const names = wishes.map((_, index) => `${run}-${index}`)
  const before: ChangeSet[] = [
    {
      now: t0,
      insert: [inserted(taken, { exclusive: taken }), ...names.map((id) => inserted(id))],
      claim: { key: taken, expiresAt: t0 + 1_000 },
    },
  ]
  const crowd = wishes.map((one, index): ChangeSet => {
    const id = names[index] as string
    const keyOf = (which: string | null): string | null =>
      which === 'taken' ? taken : which === 'own' ? `${id}-own` : null
    const data = { text: one.text }
    const { insert, update, exchange, delivery } = one.parts
    const claim = keyOf(one.claim)
    return {
      now: t0 + index,
      ...(insert
        ? { insert: [inserted(`${id}-new`, { exclusive: keyOf(one.slot), number: keyOf(one.number) ?? `${id}-new` })] }
        : {}),
      ...(update
        ? { update: [{ id, version: one.isStale ? 3 : 1, state: one.text, data, exclusive: null, dueAt: t0 + index }] }
        : { expect: [{ id, version: one.looksAtStale ? 3 : 1 }] }),
      ...(one.lease === 'none' ? {} : { holds: { id, owner: one.lease === 'held' ? run : 'somebody' } }),
      ...(claim === null ? {} : { claim: { key: claim, expiresAt: t0 + 1_000 } }),
      history: [{ recordId: id, at: t0, type: one.text, from: 'a', to: 'b', isRejected: one.isStale, facts: data }],
      ...(delivery ? { deliveries: [{ id: `${id}-evt`, stream: id, type: 'paid', at: t0, payload: data }] } : {}),
      ...(exchange
        ? {
            exchangeStarts: [
              {
                id: `${id}-exc`,
                at: t0,
                direction: 'out' as const,
                merchant: 'default',
                operation: 'qris.query',
                recordId: id,
                request: data,
                sealedRequest: one.text,
                ...(insert ? { end: { at: t0, outcome: 'answered', response: data, sealedResponse: one.text } } : {}),
              },
            ],
          }
        : {}),
    }
  })
  return { before, crowd }
}

/** Everything that a run left in a store. */
async function state(store: Store, crowd: readonly ChangeSet[]) {
  const ids = crowd.flatMap(({ history = [] }) => history.map(({ recordId }) => recordId))
  return Promise.all(
    ids.map(async (id) => ({
      record: await store.record(id),
      created: await store.record(`${id}-new`),
      history: await store.history(id),
      exchanges: await store.exchanges({ recordIds: [id], limit: 9 }),
    })),
  )
}

let folder: string
let store: Store
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ovokit-group-commit-'))
  await putEmptyEmbeddedStore(folder)
  store = embeddedStore(folder)
  await store.open()
})
afterAll(async () => {
  await store.close()
  await rm(folder, { recursive: true, force: true })
})

it('a crowd of changes at once comes to what one after another in memory comes to', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(wish, { minLength: 2, maxLength: 40 }), async (wishes) => {
      const { before, crowd } = crowdOf(wishes)
      const memory = memoryStore()
      for (const each of [store, memory]) {
        for (const change of before) await each.commit(change)
        const run = String(before[0]?.insert?.[0]?.reference)
        for (const [index, { lease }] of wishes.entries()) {
          const claim = { now: t0, owner: run, until: t0 + 1_000, limit: 1, id: `${run}-${index}` }
          if (lease === 'held') await each.claimDue(claim)
        }
      }
      const waiting = (await store.health(t0)).undelivered
      const together = await Promise.all(crowd.map((change) => store.commit(change)))
      const oneByOne = []
      for (const change of crowd) oneByOne.push(await memory.commit(change))
      expect(together.map(({ committed }) => committed)).toEqual(oneByOne.map(({ committed }) => committed))
      expect(await state(store, crowd)).toEqual(await state(memory, crowd))
      expect((await store.health(t0)).undelivered - waiting).toBe((await memory.health(t0)).undelivered)
    }),
    { numRuns: 60 },
  )
}, 60_000)
