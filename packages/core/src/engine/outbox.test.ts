import { expect, test } from 'vitest'
import { memoryStore } from '../store/memory.ts'
import { timeMachine } from '../testing/time-machine.ts'
import { consoleLogger, systemRandom } from './default-ports.ts'
import { createOutbox } from './outbox.ts'
import type { Logger } from './ports.ts'

function open(logger: Logger = { ...consoleLogger, warn: () => {} }) {
  const time = timeMachine()
  const store = memoryStore({ timeOffset: time.offset })
  const ports = { logger, random: systemRandom, transport: () => Promise.reject(new Error('unused')) }
  const outbox = createOutbox<string>({
    store,
    ports,
    owner: 'me',
    toEvent: async ({ id }) => id,
    onRoom: () => {},
    handlerMillis: 50,
  })
  const post = (...ids: string[]) =>
    store.commit({
      now: store.now(),
      deliveries: ids.map((id) => ({ id, stream: id[0] ?? '', type: 'paid', at: store.now(), payload: {} })),
    })
  const drain = async (): Promise<void> => {
    while ((await outbox.beginDue()) > 0) await outbox.idle()
  }
  return { time, store, outbox, post, drain }
}

test('delivers in order within a payment, and a failing handler holds up only its own (G5)', async () => {
  const { outbox, post, drain, time } = open()
  const taken: string[] = []
  let isBroken = true
  outbox.on('paid', async (id) => {
    if (id === 'a1' && isBroken) throw new Error('the shop’s database is away')
    taken.push(id)
  })
  await post('a1', 'a2', 'b1')
  await drain()
  expect(taken).toEqual(['b1'])
  isBroken = false
  await drain()
  expect(taken).toEqual(['b1'])
  time.advance(1_000)
  await drain()
  expect(taken).toEqual(['b1', 'a1', 'a2'])
})

test('retries for ever, more and more rarely', async () => {
  const { outbox, post, drain, time, store } = open()
  let tries = 0
  outbox.on('*', () => {
    tries++
    throw new Error('never')
  })
  await post('a1')
  for (let minute = 0; minute < 24 * 60; minute++) {
    await drain()
    time.advance(60_000)
  }
  expect(tries).toBeGreaterThan(90)
  expect(tries).toBeLessThan(120)
  expect((await store.health(store.now())).undelivered).toBe(1)
})

test('a process without handlers swallows nothing', async () => {
  const { outbox, post, drain } = open()
  await post('a1')
  await drain()
  const taken: string[] = []
  const stop = outbox.on('paid', (id) => void taken.push(id))
  await drain()
  expect(taken).toEqual(['a1'])
  stop()
  await post('a2')
  await drain()
  expect(taken).toEqual(['a1'])
})

test('a handler’s error is not quoted: it may name a customer (G8)', async () => {
  const lines: string[] = []
  const { outbox, post, drain } = open({ ...consoleLogger, warn: (...line) => void lines.push(JSON.stringify(line)) })
  outbox.on('*', () => {
    throw new TypeError('no mail to budi@example.com')
  })
  await post('a1')
  await drain()
  expect(lines.join()).toContain('TypeError')
  expect(lines.join()).not.toContain('budi')
})

test('a handler that hangs holds up only its own payment', async () => {
  const { outbox, post, drain, time } = open()
  const taken: string[] = []
  let isStuck = true
  outbox.on('*', (id) => {
    if (id === 'a1' && isStuck) return new Promise<void>(() => {})
    taken.push(id)
    return undefined
  })
  await post('a1', 'a2', 'b1')
  await drain()
  expect(taken).toEqual(['b1'])
  isStuck = false
  time.advance(1_000)
  await drain()
  expect(taken).toEqual(['b1', 'a1', 'a2'])
})
