import { type PostgresPool, postgresStore } from '@ovokit/core/postgres'
import type pg from 'pg'
import { startPostgres } from '../support/postgres.ts'
import { atMost, type Benchmark, median } from './harness.ts'

const stored = 1_000_000
const due = 10_000
/** As many as a process claims at a time. */
const batch = 32

export const dueSweepBenchmark: Benchmark = {
  name: 'due-sweep',
  title: `Finding ${due.toLocaleString('en')} due payments among ${stored.toLocaleString('en')}`,
  run: async () => {
    const postgres = await startPostgres({ isDurable: true })
    const pool = postgres.pool()
    const { spy, claim } = watchClaims(pool)
    const store = postgresStore(spy)
    await store.open()
    try {
      const now = store.now()
      await fill(pool, now)
      const lease = { now, owner: 'bench', until: now + 60_000, limit: batch }
      const millis: number[] = []
      let claimed = 0
      const began = performance.now()
      while (claimed < due) {
        const start = performance.now()
        const records = await store.claimDue(lease)
        millis.push(performance.now() - start)
        if (records.length === 0) throw new Error(`only ${claimed} due payments were found`)
        claimed += records.length
      }
      const total = performance.now() - began
      await pool.query('update ovokit.records set lease_owner = null, lease_until = null where lease_owner is not null')
      const plans = await explain(pool, claim())
      const readsAll = [plans.custom, plans.generic].filter((plan) => plan.includes('Seq Scan')).length
      const usesIndex = [plans.custom, plans.generic].filter((plan) => plan.includes('records_due')).length
      const slowest = Math.max(...millis)
      return {
        figures: [
          {
            name: 'Plans that use the due index, of two: for these values, for any',
            value: String(usesIndex),
            bound: { says: '2', holds: usesIndex === 2 },
          },
          { name: 'Plans that read a whole table', value: String(readsAll), bound: atMost(readsAll, 0) },
          { name: `Claiming ${batch}, median`, value: `${median(millis).toFixed(1)} ms` },
          {
            name: `Claiming ${batch}, slowest`,
            value: `${slowest.toFixed(1)} ms`,
            bound: atMost(slowest, 1_000, ' ms'),
          },
          {
            name: 'Claiming all, none of them done meanwhile',
            value: `${(total / 1000).toFixed(1)} s`,
            bound: atMost(total / 1000, 10, ' s'),
          },
        ],
        attachment: plans.custom,
      }
    } finally {
      await store.close()
      await postgres.stop()
    }
  },
}

interface Statement {
  readonly text: string
  readonly values: readonly unknown[]
}

/** Takes down the very statement that the store sends. */
function watchClaims(pool: pg.Pool): { spy: PostgresPool; claim: () => Statement } {
  let last: Statement | null = null
  return {
    spy: {
      query: (statement) => {
        if (statement.name?.endsWith('.claimDue')) last = { text: statement.text, values: statement.values ?? [] }
        return pool.query(statement)
      },
    },
    claim: () => {
      if (last === null) throw new Error('nothing was claimed')
      return last
    },
  }
}

/** Nine in ten are over and due no more, the rest wait for later; the due ones are scattered among them. */
async function fill(pool: pg.Pool, now: number): Promise<void> {
  await pool.query(`
    insert into ovokit.records
      (id, kind, merchant, reference, number, state, data, exclusive, due_at, created_at, updated_at)
    select 'pay_' || n, 'qris', 'default', 'ORDER-' || n, n::text,
      case when n % 10 = 0 then 'awaiting-scan' else 'paid' end,
      jsonb_build_object('amount', 25000, 'merchantId', '8137200045', 'terminalId', '00001234', 'sentAt', ${now} - n,
        'asked', 1, 'latePayment', 'accept', 'referenceNo', 'OVO' || n, 'qrContent', repeat('0', 220)),
      'payment:default:ORDER-' || n,
      case when n % ${stored / due} = 0 then ${now} - n when n % 10 = 0 then ${now} + n end,
      ${now} - n, ${now} - n
    from generate_series(1, ${stored}) n`)
  await pool.query('vacuum analyze ovokit.records')
}

/** PostgreSQL may plan a prepared statement for its values or, after a few runs, once for any: both must be good. */
async function explain(pool: pg.Pool, { text, values }: Statement): Promise<{ custom: string; generic: string }> {
  const client = await pool.connect()
  try {
    const literals = values.map((value) => client.escapeLiteral(String(value)))
    await client.query(`prepare claim (bigint, text, bigint, bigint) as ${text}`)
    const plan = async (mode: 'custom' | 'generic'): Promise<string> => {
      await client.query(`set plan_cache_mode = force_${mode}_plan`)
      await client.query('begin')
      const { rows } = await client.query<{ 'QUERY PLAN': string }>(
        `explain (analyze, buffers) execute claim (${literals.join(', ')})`,
      )
      await client.query('rollback')
      return rows.map((row) => row['QUERY PLAN']).join('\n')
    }
    return { custom: await plan('custom'), generic: await plan('generic') }
  } finally {
    client.release(true)
  }
}
