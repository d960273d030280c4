import { expect, test } from 'vitest'
import { createHands } from './hands.ts'

test('says once that there is room, when a quarter is free after all were full', async () => {
  let room = 0
  const hands = createHands(8, () => room++)
  const ends: (() => void)[] = []
  for (let index = 0; index < 8; index++) hands.hold(new Promise((resolve) => ends.push(resolve)))
  expect(hands.free).toBe(0)
  for (const [index, end] of ends.entries()) {
    end()
    await new Promise(setImmediate)
    expect(room, `after ${index + 1} ended`).toBe(index >= 1 ? 1 : 0)
  }
  expect(hands.free).toBe(8)
  expect(await hands.idle()).toBe(false)
})

test('a task that fails leaves its hand free', async () => {
  const hands = createHands(1, () => {})
  hands.hold(Promise.reject(new Error('broken')))
  expect(await hands.idle()).toBe(true)
  expect(hands.free).toBe(1)
})
