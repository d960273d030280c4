import { setTimeout as pause } from 'node:timers/promises'
import { memoryStore } from '@ovokit/core'
import { postgresStore } from '@ovokit/core/postgres'
import { createSealer } from '../../packages/core/src/crypto/seal.ts'
import { systemRandom } from '../../packages/core/src/engine/default-ports.ts'
import { createExchangeLog } from '../../packages/core/src/engine/exchange-log.ts'
import { createLogChain } from '../../packages/core/src/engine/log-chain.ts'
import type { Store } from '../../packages/core/src/engine/store.ts'
import { verifyLog } from '../../packages/core/src/evidence/verify-log.ts'
import { startPostgres } from '../support/postgres.ts'
import { atMost, type Benchmark, crowd, perSecond, race, times } from './harness.ts'
import { call } from './samples.ts'

const sealer = createSealer(['5f'.repeat(32)])
const log = createExchangeLog({ sealer, random: systemRandom, now: () => Date.now() })
const request = {
  method: 'POST',
  url: `https://app.byte-stack.net${call.path}`,
  headers: {
    'content-type': 'application/json',
    authorization: `Bearer ${call.accessToken}`,
    'x-timestamp': call.timestamp,
    'x-signature': 's'.repeat(88),
    'x-partner-id': call.clientId,
    'x-external-id': '20260130111702000000000000000184',
    'channel-id': '95221',
  },
  body: Buffer.from(JSON.stringify(call.body)),
}
const answer = {
  kind: 'answered',
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: Buffer.from(JSON.stringify({ responseCode: '2004700', qrContent: 'Q'.repeat(300) })),
} as const

/** One call, as it is logged: its beginning is stored, then its end. */
async function exchange(store: Store): Promise<void> {
  const one = log.begin({ direction: 'out', merchant: 'default', operation: 'qris.generate', recordId: null, request })
  await store.commit({ now: Date.now(), exchangeStarts: [one.start] })
  await store.commit({ now: Date.now(), exchangeEnds: [one.end(answer)] })
}

/** A store that costs nothing: what is left is the log's own work. */
const nowhere: Store = { ...memoryStore(), commit: async () => ({ committed: true }) }
const chained = (store: Store): Store => createLogChain({ store, sealer, random: systemRandom }).store

/** Microseconds of this process's own time for one call. */
async function cpu(store: Store): Promise<number> {
  const count = 5_000
  const before = process.cpuUsage()
  for (let index = 0; index < count; index++) await exchange(store)
  const { user, system } = process.cpuUsage(before)
  await pause(1)
  return count / ((user + system) / 1_000_000)
}

export const apiLogBenchmark: Benchmark = {
  name: 'api-log',
  title: 'One call in the API log',
  run: async () => {
    const work = await race({ linked: () => cpu(chained(nowhere)), loose: () => cpu(nowhere) }, { rounds: 7 })
    const [linked, loose] = [1_000_000 / work.speed('linked'), 1_000_000 / work.speed('loose')]
    const postgres = await startPostgres({ isDurable: true })
    try {
      const [bare, store] = ['bare', 'chained'].map((schema) => postgresStore(postgres.pool(), { schema }))
      if (bare === undefined || store === undefined) throw new Error('two stores were asked for')
      await Promise.all([bare.open(), store.open()])
      const links = chained(store)
      const size = { count: 1_000, concurrency: 32 }
      const stored = await race(
        { linked: crowd(() => exchange(links), size), loose: crowd(() => exchange(bare), size) },
        { rounds: 7 },
      )
      const pool = postgres.pool()
      const { rows } = await pool.query<{ bytes: string; calls: string }>(
        `select pg_total_relation_size('chained.exchanges') + pg_total_relation_size('chained.exchange_ends') as bytes,
           (select count(*) from chained.exchanges) as calls`,
      )
      const began = performance.now()
      const verdict = await verifyLog({ store, sealer })
      const verified = (verdict.rows / (performance.now() - began)) * 1_000
      if (!verdict.isIntact) throw new Error('the log is not whole')
      return {
        figures: [
          { name: 'Redacting, sealing and noting a call and its answer', value: `${loose.toFixed(0)} µs` },
          {
            name: 'Tying both into the chain, besides',
            value: `${(linked - loose).toFixed(0)} µs`,
            bound: atMost(Math.round(linked - loose), 100, ' µs'),
          },
          { name: 'Calls stored on PostgreSQL without a chain', value: perSecond(stored.speed('loose')) },
          { name: 'Calls stored on PostgreSQL with one', value: perSecond(stored.speed('linked')) },
          { name: 'With : without', value: times(stored.ratio('linked', 'loose')) },
          {
            name: 'Disk for each call, with its indexes',
            value: `${(Number(rows[0]?.bytes) / Number(rows[0]?.calls) / 1024).toFixed(1)} kB`,
          },
          { name: 'Rows verified', value: perSecond(verified) },
        ],
      }
    } finally {
      await postgres.stop()
    }
  },
}
