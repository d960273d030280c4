import { postgresStore } from '@ovokit/core/postgres'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { migrationScript } from '../../packages/core/src/store/sql-schema.ts'
import { record, t0 } from '../../packages/core/src/testing/store-samples.ts'
import { startPostgres, type TestPostgres } from '../support/postgres.ts'

let postgres: TestPostgres
let pool: pg.Pool

beforeAll(async () => {
  postgres = await startPostgres()
  pool = postgres.pool()
})
afterAll(() => postgres.stop())

/** A schema as the first version left it, with rows. */
async function firstVersion(): Promise<string> {
  const schema = postgres.schema()
  const [start, first] = migrationScript(schema).split('do $ovokit$')
  await pool.query(`${start}do $ovokit$${first}`)
  await pool.query(`
    insert into ${schema}.records
      (id, kind, merchant, reference, number, state, data, exclusive, created_at, updated_at)
    select 'r' || i, 'qris', 'default', 'o' || i, 'n' || i, 'paid', '{}', 'slot' || i, i, i from generate_series(1, 50) i`)
  await pool.query(`
    insert into ${schema}.exchanges (id, at, direction, merchant, operation, request, sealed_request)
    select 'e' || i, i, 'out', 'default', 'qris.query', '{}', 's' from generate_series(1, 50) i`)
  return schema
}

test.each(['read committed', 'repeatable read', 'serializable'])(
  'eight processes bring an old schema up to date at once, where transactions are %s by default',
  async (isolation) => {
    const schema = await firstVersion()
    const options = `-c default_transaction_isolation=${isolation.replace(' ', '\\ ')}`
    const pools = Array.from({ length: 8 }, () => new pg.Pool({ connectionString: postgres.url, max: 1, options }))
    const stores = pools.map((one) => postgresStore(one, { schema }))
    const opened = await Promise.allSettled(stores.map((store) => store.open()))
    expect(opened.map(({ status }) => status)).toEqual(Array(8).fill('fulfilled'))
    const taken = await Promise.all(
      stores.map((store, n) => store.commit({ now: t0, insert: [record(`new-${n}`, { exclusive: 'slot51' })] })),
    )
    expect(taken.filter(({ committed }) => committed)).toHaveLength(1)
    expect(await stores[0]?.unlinkedExchanges()).toEqual({ count: 50, from: 1, to: 50 })
    expect(await stores[0]?.recordByExclusive('slot50')).toMatchObject({ id: 'r50' })
    await Promise.all(pools.map((one) => one.end()))
  },
)

test('a process that is at work while another migrates does not keep it from starting', async () => {
  const schema = await firstVersion()
  const other = await pool.connect()
  // Whoever has waited for deadlock_timeout finds the ring and leaves it: the migration, which waits first.
  await other.query(`begin; set local deadlock_timeout = '1min'; select from ${schema}.records limit 1`)
  const opening = postgresStore(postgres.pool(), { schema }).open()
  await expect
    .poll(async () => (await pool.query(`select from pg_stat_activity where wait_event_type = 'Lock'`)).rowCount)
    .toBe(1)
  await other.query(`select from ${schema}.exchanges limit 1; commit`)
  other.release()
  await opening
})

test('a process goes on when a newer version has added columns', async () => {
  const schema = postgres.schema()
  const store = postgresStore(postgres.pool({ max: 1 }), { schema })
  await store.open()
  const lease = { owner: 'me', until: t0 + 1, limit: 1, id: 'old' }
  await store.commit({ now: t0, insert: [record('old')] })
  const found = await store.record('old')
  await store.claimDue({ ...lease, now: t0 })
  await pool.query(`alter table ${schema}.records add column added text default 'new'`)
  expect(await store.record('old')).toEqual(found)
  expect(await store.claimDue({ ...lease, now: t0 + 1 })).toMatchObject([{ id: 'old' }])
})
