import { expect, test } from 'vitest'
import { memoryStore } from '../store/memory.ts'
import { createNumbers } from './numbers.ts'

test('numbers have 12 digits, rise, and never repeat across processes of one store', async () => {
  const store = memoryStore()
  const processes = [createNumbers(store), createNumbers(store), createNumbers(store)]
  const taken = await Promise.all(Array.from({ length: 900 }, (_, index) => processes[index % 3]?.next('default')))
  expect(new Set(taken).size).toBe(900)
  expect(taken.every((number) => /^\d{12}$/.test(number ?? ''))).toBe(true)
})

test('an empty store starts above every number given out before it was lost', async () => {
  const before = createNumbers(memoryStore())
  let last = ''
  for (let count = 0; count < 10; count++) last = await before.next('default')
  const after = createNumbers(memoryStore({ timeOffset: () => 100 }))
  expect((await after.next('default')) > last).toBe(true)
})

test('each merchant has its own', async () => {
  const store = memoryStore()
  let taken = 0
  const numbers = createNumbers({
    ...store,
    takeNumbers: (take) => {
      taken += 1
      return store.takeNumbers(take)
    },
  })
  await numbers.next('one')
  await numbers.next('two')
  expect(taken).toBe(2)
})
