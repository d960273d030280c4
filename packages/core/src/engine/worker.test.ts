import { expect, test } from 'vitest'
import { memoryStore } from '../store/memory.ts'
import { createWorker } from './worker.ts'

const logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

function workerOf(beginDue: () => Promise<number>) {
  return createWorker({
    store: memoryStore(),
    runner: { beginDue, idle: async () => false } as never,
    outbox: { beginDue: async () => 0, idle: async () => false },
    ports: { logger, random: (size: number) => new Uint8Array(size), transport: async () => ({}) as never },
    tend: async () => {},
  })
}

test('two calls of runDue at once do not keep each other going', async () => {
  let looks = 0
  const worker = workerOf(async () => {
    looks += 1
    if (looks > 100) throw new Error('they look for ever')
    return 0
  })
  await Promise.all([worker.runDue(), worker.runDue(), worker.runDue()])
  expect(looks).toBe(3)
})

test('runDue looks again after another look found something', async () => {
  let due = 1
  let looks = 0
  const worker = workerOf(async () => {
    looks += 1
    const found = due
    due = 0
    return found
  })
  await Promise.all([worker.runDue(), worker.runDue()])
  expect(looks).toBe(4)
})
