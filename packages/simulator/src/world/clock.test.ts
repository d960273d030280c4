import { afterEach, expect, test } from 'vitest'
import { SimulatorClock } from './clock.ts'

let clock: SimulatorClock
afterEach(() => clock.clear())

test('starts where it is told and moves by what it is told', async () => {
  clock = new SimulatorClock(1_000_000)
  expect(clock.now()).toBeGreaterThanOrEqual(1_000_000)
  const before = clock.offset()
  await clock.advance(60_000)
  expect(clock.offset() - before).toBe(60_000)
})

test('fires what is due, in order, each at its own time, and waits for it', async () => {
  clock = new SimulatorClock(0)
  const seen: Array<[string, number]> = []
  const note = (name: string) => async (): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, 1))
    seen.push([name, Math.round(clock.now() / 1000)])
  }
  clock.schedule(9_000, note('nine'))
  clock.schedule(3_000, async () => {
    await note('three')()
    clock.schedule(5_000, note('five'))
  })
  clock.schedule(60_000, note('sixty'))
  await clock.advance(10_000)
  expect(seen).toEqual([
    ['three', 3],
    ['five', 5],
    ['nine', 9],
  ])
})

test('fires by itself when real time passes', async () => {
  clock = new SimulatorClock()
  const fired = new Promise<void>((resolve) => clock.schedule(clock.now() + 20, resolve))
  await fired
})

test('does not go back', async () => {
  clock = new SimulatorClock(1_000_000)
  await expect(clock.advance(-1)).rejects.toThrow('0 or more')
  await expect(clock.set(5)).rejects.toThrow('after clock.now()')
})
