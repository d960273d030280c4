import { expect, it } from 'vitest'
import type { ChangeSet, CommitResult } from '../engine/store.ts'
import { update } from '../testing/store-samples.ts'
import { createGroupCommit } from './group-commit.ts'

const change = (id: string): ChangeSet => ({ now: 0, update: [update(id, 1)] })
const name = ({ update = [] }: ChangeSet): string => String(update[0]?.id)
const stored: CommitResult = { committed: true }

/** A database that answers when it is told to: what it was asked, and how to answer. */
function stage(wasRefused = (_: unknown): boolean => false) {
  const asked: { names: readonly string[]; answer: () => void; fail: (error: unknown) => void }[] = []
  const commit = createGroupCommit({
    apply: (changes) =>
      new Promise((resolve, reject) => {
        asked.push({ names: changes.map(name), answer: () => resolve(changes.map(() => stored)), fail: reject })
      }),
    wasRefused,
  })
  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
  return { asked, commit, settle }
}

const few = ['b', 'c', 'd']
const many = Array.from({ length: 100 }, (_, index) => `m${index}`)

it('lets a change go at once when nothing is under way', () => {
  const { asked, commit } = stage()
  void commit(change('a'))
  expect(asked.map(({ names }) => names)).toEqual([['a']])
})

it('lets what arrives meanwhile share the next statement', async () => {
  const { asked, commit, settle } = stage()
  const all = ['a', ...few].map((id) => commit(change(id)))
  expect(asked).toHaveLength(1)
  asked[0]?.answer()
  await settle()
  expect(asked[1]?.names).toEqual(few)
  asked[1]?.answer()
  expect(await Promise.all(all)).toEqual(all.map(() => stored))
})

it('begins a second statement beside the first when it carries enough, and no third', () => {
  const { asked, commit } = stage()
  for (const id of many) void commit(change(id))
  expect(asked.map(({ names }) => names.length)).toEqual([1, 8])
})

it('puts so many into one statement and no more', async () => {
  const { asked, commit, settle } = stage()
  for (const id of many) void commit(change(id))
  asked[0]?.answer()
  await settle()
  expect(asked[2]?.names).toEqual(many.slice(9, 73))
})

it('keeps changes of one record in different statements, in their order', async () => {
  const { asked, commit, settle } = stage()
  for (const id of ['a', 'b', 'c', 'b', 'd', 'b']) void commit(change(id))
  for (let round = 0; round < 4; round++) {
    asked[round]?.answer()
    await settle()
  }
  expect(asked.map(({ names }) => names)).toEqual([['a'], ['b', 'c', 'd'], ['b'], ['b']])
})

it('tries each alone when the database refused what was in the statement', async () => {
  const { asked, commit, settle } = stage((error) => error === 'refused')
  const all = ['a', ...few].map((id) => commit(change(id)).catch((error: unknown) => error))
  asked[0]?.answer()
  await settle()
  asked[1]?.fail('refused')
  await settle()
  expect(asked.slice(2).map(({ names }) => names)).toEqual(few.map((id) => [id]))
  asked[2]?.answer()
  asked[3]?.fail('refused')
  asked[4]?.answer()
  expect(await Promise.all(all)).toEqual([stored, stored, 'refused', stored])
})

it('tries nothing again when it is not certain that nothing was stored', async () => {
  const { asked, commit, settle } = stage()
  const all = ['a', ...few].map((id) => commit(change(id)).catch((error: unknown) => error))
  asked[0]?.answer()
  await settle()
  asked[1]?.fail('connection lost')
  expect(await Promise.all(all)).toEqual([stored, ...few.map(() => 'connection lost')])
  expect(asked).toHaveLength(2)
  void commit(change('e'))
  expect(asked[2]?.names).toEqual(['e'])
})
