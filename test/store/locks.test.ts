import type { Store } from '@ovokit/core'
import { postgresStore } from '@ovokit/core/postgres'
import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { record, t0, update } from '../../packages/core/src/testing/store-samples.ts'
import { startPostgres, type TestPostgres } from '../support/postgres.ts'

let postgres: TestPostgres
let schema: string
let pool: pg.Pool
let stores: Store[]

beforeAll(async () => {
  postgres = await startPostgres()
  schema = postgres.schema()
  pool = postgres.pool()
  stores = Array.from({ length: 4 }, () => postgresStore(postgres.pool({ max: 4 }), { schema }))
  for (const store of stores) await store.open()
})
afterAll(async () => {
  for (const store of stores) await store.close()
  await postgres.stop()
})

/** How many times PostgreSQL had to end a statement because two waited for each other. It counts with a delay. */
async function deadlocks(): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, 1_100))
  await pool.query('select pg_stat_force_next_flush()')
  const { rows } = await pool.query(
    'select deadlocks::int as count from pg_stat_database where datname = current_database()',
  )
  return rows[0].count
}

test('processes that race for a slot do not wait for each other in a ring, nor do those that lease its record (G6)', async () => {
  const before = await deadlocks()
  for (let round = 0; round < 60; round++) {
    const ids = stores.map((_, index) => `${round}-${index}`)
    await stores[0]?.commit({ now: t0, insert: ids.map((id) => record(id, { dueAt: t0 })) })
    const results = await Promise.all(
      stores.map(async (store, index) => {
        const id = ids[index] as string
        const change = update(id, 1, { exclusive: `slot ${round}`, dueAt: t0 })
        const result = await store.commit({ now: t0, update: [change] })
        if (!result.committed) return result.conflict
        // As whoever wins goes on at once: under a lease, with changes that keep the slot.
        const [held] = await store.claimDue({ now: t0, owner: id, until: t0 + 1_000, limit: 1, id })
        const next = { ...change, version: held?.version as number, keepsLease: true }
        expect(await store.commit({ now: t0, update: [next], holds: { id, owner: id } })).toEqual({ committed: true })
        await store.release({ id, owner: id, version: next.version + 1, dueAt: null })
        return 'won'
      }),
    )
    expect(results.toSorted()).toEqual(['exclusive', 'exclusive', 'exclusive', 'won'])
  }
  expect(await deadlocks()).toBe(before)
})

test('a statement that was ended to break a ring of waits is asked again', async () => {
  const [store] = stores as [Store]
  const expiresAt = t0 + 1
  for (const key of ['first', 'second']) await store.commit({ now: t0, claim: { key, expiresAt } })
  const before = await deadlocks()
  const other = await pool.connect()
  const own = async (key: string): Promise<unknown> =>
    other.query(`select * from ${schema}.claims where key = $1 for update`, [key])
  // Whoever has waited for deadlock_timeout finds the ring and leaves it: the sweep, which waits first.
  await other.query(`begin; set local deadlock_timeout = '1min'`)
  await own('second')
  const sweep = store.sweep({ now: expiresAt, deliveredBefore: 0 })
  await expect
    .poll(async () => (await pool.query(`select from pg_stat_activity where wait_event_type = 'Lock'`)).rowCount)
    .toBe(1)
  await own('first')
  await other.query('commit')
  other.release()
  await sweep
  expect((await pool.query(`select from ${schema}.claims`)).rowCount).toBe(0)
  expect(await deadlocks()).toBe(before + 1)
})
