import { expect, test } from 'vitest'
import { createTurns } from './turns.ts'

test('tasks of one key take turns in the order they came, also behind one that failed; others do not wait', async () => {
  const turns = createTurns()
  const seen: string[] = []
  let open = (): void => {}
  const gate = new Promise<void>((resolve) => {
    open = resolve
  })
  const first = turns('a', async (hasWaited) => {
    await gate
    seen.push(`first ${hasWaited}`)
    throw new Error('failed')
  })
  const second = turns('a', async (hasWaited) => seen.push(`second ${hasWaited}`))
  const third = turns('a', async (hasWaited) => seen.push(`third ${hasWaited}`))
  await turns('b', async (hasWaited) => seen.push(`other ${hasWaited}`))
  open()
  await expect(first).rejects.toThrow('failed')
  await Promise.all([second, third])
  await turns('a', async (hasWaited) => seen.push(`fourth ${hasWaited}`))
  expect(seen).toEqual(['other false', 'first false', 'second true', 'third true', 'fourth false'])
})
