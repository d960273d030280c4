import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { createOvo, type Ovo } from '@ovokit/core'
import { postgresStore } from '@ovokit/core/postgres'
import { type Simulator, startSimulator } from '@ovokit/simulator'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startPostgres, type TestPostgres } from '../support/postgres.ts'
import { credentials, testEncryptionKey } from '../support/shop.ts'
import type { InstanceOptions, Line } from './instance.ts'

let postgres: TestPostgres
let schema: string
let sim: Simulator
let ovo: Ovo
let folder: string
let children: ChildProcess[]

beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(() => postgres.stop())

beforeEach(async () => {
  schema = postgres.schema()
  sim = await startSimulator()
  folder = mkdtempSync(join(tmpdir(), 'ovokit-nest-'))
  writeFileSync(join(folder, 'clock'), '0')
  writeFileSync(join(folder, 'lines'), '')
  children = []
  // The till: it starts payments, and hears nothing.
  ovo = createOvo({
    environment: { snap: sim.url },
    store: postgresStore(postgres.pool(), { schema, timeOffset: () => sim.clock.offset() }),
    encryptionKey: testEncryptionKey,
    merchants: { default: { snap: credentials(sim, sim.partner()) } },
  })
  await ovo.start({ worker: false })
})
afterEach(async () => {
  await Promise.all(children.map((child) => kill(child)))
  await ovo.close()
  await sim.close()
  rmSync(folder, { recursive: true, force: true })
})

async function instance(name: string): Promise<ChildProcess> {
  const options: InstanceOptions = {
    name,
    postgres: { url: postgres.url, schema },
    simulatorUrl: sim.url,
    credentials: credentials(sim, sim.partner()),
    linesFile: join(folder, 'lines'),
    clockFile: join(folder, 'clock'),
  }
  const script = new URL('./instance.ts', import.meta.url).pathname
  const child = spawn(process.execPath, ['--conditions=ovokit-source', '--import', 'tsx', script], {
    env: { ...process.env, INSTANCE: JSON.stringify(options) },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  const said = await Promise.race([once(child.stdout as NonNullable<typeof child.stdout>, 'data'), once(child, 'exit')])
  expect(String(said[0])).toContain('ready')
  return child
}

async function kill(child: ChildProcess, signal: NodeJS.Signals = 'SIGKILL'): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
  const gone = once(child, 'exit')
  child.kill(signal)
  return (await gone)[0] as number | null
}

const lines = (): Line[] =>
  readFileSync(join(folder, 'lines'), 'utf8')
    .split('\n')
    .filter((line) => line.endsWith(']'))
    .map((line) => JSON.parse(line) as Line)

async function advance(millis: number): Promise<void> {
  await sim.clock.advance(millis)
  writeFileSync(join(folder, 'clock'), String(sim.clock.offset()))
}

/** Time moves on by itself, ten times as fast as it does. */
async function until(what: () => boolean): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (what()) return
    await pause(100)
    await advance(1_000)
  }
  throw new Error('it did not happen within a minute')
}

async function paid(reference: string): Promise<string> {
  const { id, qr } = await ovo.qris.start({ reference, amount: 10_000 })
  expect(await sim.pay({ qrContent: qr.content })).toMatchObject({ ok: true })
  return id
}

describe('Nest applications on one PostgreSQL', () => {
  test('a handler that fails three times takes one event in order, over the death of its process (G5)', async () => {
    const first = await instance('first')
    const id = await paid('FAILS-THREE-TIMES')
    await ovo.payments.check(id)
    await ovo.payments.refund(id)
    await until(() => lines().length >= 2)
    await kill(first)
    await instance('second')
    await until(() => lines().some(([state, , type]) => state === 'done' && type === 'refunded'))

    const ofType = (wanted: string): Line[] => lines().filter(([state, , type]) => state === 'heard' && type === wanted)
    const heard = ofType('paid')
    expect(heard.length).toBeGreaterThanOrEqual(4)
    expect(new Set(heard.map(([, , , , event]) => event)).size).toBe(1)
    expect(new Set(heard.map(([, name]) => name))).toEqual(new Set(['first', 'second']))
    const done = lines().filter(([state]) => state === 'done')
    expect(done.map(([, , type]) => type)).toEqual(['paid', 'refunded'])
    expect(lines().findIndex(([, , type]) => type === 'refunded')).toBeGreaterThan(
      lines().findLastIndex(([, , type]) => type === 'paid'),
    )
  })

  test('share 500 payments, and lose none when one of them is killed (G5)', { timeout: 180_000 }, async () => {
    const [first] = await Promise.all([instance('first'), instance('second')])
    const references = Array.from({ length: 500 }, (_, index) => `ORDER-${index}`)
    const queue = [...references]
    const till = async (): Promise<void> => {
      for (let next = queue.pop(); next !== undefined; next = queue.pop()) await paid(next)
    }
    await Promise.all(Array.from({ length: 16 }, till))
    // No callback came: OVO is asked when time says so.
    const done = (): Line[] => lines().filter(([state]) => state === 'done')
    await until(() => done().length >= 200)
    await kill(first as ChildProcess)
    const before = done()
    await until(() => new Set(done().map(([, , , reference]) => reference)).size === references.length)

    expect(new Set(done().map(([, , type]) => type))).toEqual(new Set(['paid']))
    expect(new Set(done().map(([, , , , event]) => event)).size, 'each is settled once').toBe(500)
    const again = done().length - 500
    // Only what the dead one was doing, at most as many as it has hands, may come a second time.
    expect(again).toBeLessThanOrEqual(32)
    const shares = ['first', 'second'].map((name) => before.filter(([, by]) => by === name).length)
    expect(Math.min(...shares) / before.length, `shared ${shares.join(' and ')}`).toBeGreaterThan(0.2)
    console.log(`before the kill: ${shares.join(' and ')}; delivered again: ${again}`)
  })

  test('drain when told to stop', async () => {
    const only = await instance('only')
    await Promise.all(Array.from({ length: 20 }, (_, index) => paid(`ORDER-${index}`)))
    await until(() => lines().length > 0)
    await kill(only, 'SIGTERM')
    const heard = lines().filter(([state]) => state === 'heard').length
    expect(lines().filter(([state]) => state === 'done')).toHaveLength(heard)
  })
})
