import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Store } from '@ovokit/core'
import { embeddedStore } from '@ovokit/core/embedded'
import { postgresStore } from '@ovokit/core/postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createSealer } from '../../packages/core/src/crypto/seal.ts'
import { type LogVerdict, verifyLog } from '../../packages/core/src/evidence/verify-log.ts'
import { migrationScript } from '../../packages/core/src/store/sql-schema.ts'
import { putEmptyEmbeddedStore } from '../support/empty-embedded-store.ts'
import { startPostgres, type TestPostgres } from '../support/postgres.ts'
import { openShop, testEncryptionKey } from '../support/shop.ts'

const key = testEncryptionKey
const verify = (store: Store): Promise<LogVerdict> => verifyLog({ store, sealer: createSealer([key]) })

let postgres: TestPostgres
beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(() => postgres.stop())

/** Lets a process write until it has acknowledged so many calls, and kills it. Resolves with what it acknowledged. */
async function writeAndDie(task: object, enough: number): Promise<readonly string[]> {
  const script = new URL('./log-writer.ts', import.meta.url).pathname
  const child = spawn(process.execPath, ['--conditions=ovokit-source', '--import', 'tsx', script], {
    env: { ...process.env, TASK: JSON.stringify({ key, ...task }) },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text
    if (said.split('\n').length > enough) child.kill('SIGKILL')
  })
  await once(child, 'close')
  return said.split('\n').slice(0, -1)
}

async function expectWhole(store: Store, acknowledged: readonly string[]): Promise<LogVerdict> {
  const verdict = await verify(store)
  expect(verdict.findings).toEqual([])
  const stored = new Map((await store.exchanges({ limit: 1_000_000 })).map((one) => [one.id, one.end]))
  expect(acknowledged.filter((id) => (stored.get(id) ?? null) === null)).toEqual([])
  return verdict
}

describe('the API log', () => {
  test('stays whole on PostgreSQL while three processes write into it and are killed (G1)', async () => {
    const task = { url: postgres.url, schema: postgres.schema() }
    const store = postgresStore(postgres.pool(), { schema: task.schema })
    await store.open()
    await store.commit({ now: store.now(), claim: { key: 'taken', expiresAt: store.now() + 1_000_000 } })
    const said = await Promise.all([300, 500, 700].map((enough) => writeAndDie(task, enough)))
    const verdict = await expectWhole(store, said.flat())
    expect(verdict.writers).toHaveLength(3)
    expect(verdict.writers.every(({ isClosed }) => !isClosed)).toBe(true)
    // Refused places were left empty all along, and are accounted for.
    expect(verdict.writers.every(({ rows, seq }) => seq > rows)).toBe(true)
    const more = await writeAndDie(task, 100)
    expect((await expectWhole(store, [...said.flat(), ...more])).writers).toHaveLength(4)
    await store.close()
  })

  test('stays whole on the embedded store over the death of its process (G1)', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ovokit-log-'))
    await putEmptyEmbeddedStore(folder)
    const said = await writeAndDie({ folder }, 150)
    const store = embeddedStore(folder)
    await store.open()
    await expectWhole(store, said)
    await store.close()
    await rm(folder, { recursive: true, force: true })
  })

  test('shows in SQL’s hands where a row was altered, removed, moved or added', async () => {
    const schema = postgres.schema()
    const pool = postgres.pool()
    const shop = await openShop({ store: (timeOffset) => postgresStore(pool, { schema, timeOffset }) })
    for (const order of ['A', 'B', 'C']) {
      const payment = await shop.ovo.qris.start({ reference: order, amount: 25_000 })
      await shop.ovo.payments.cancel(payment.id)
    }
    await shop.advance(200_000)
    expect((await shop.ovo.log.verify()).findings).toEqual([])
    /** Does something to the log in a transaction, looks, and undoes it. */
    async function tamperedBy(...statements: readonly string[]) {
      const undo = ['exchanges', 'exchange_ends', 'log_notes']
      for (const table of undo)
        await pool.query(`create table ${schema}.kept_${table} as select * from ${schema}.${table}`)
      for (const statement of statements) await pool.query(statement.replaceAll('$', `${schema}.`))
      const { findings } = await shop.ovo.log.verify()
      for (const table of undo) {
        await pool.query(`truncate ${schema}.${table}`)
        await pool.query(`insert into ${schema}.${table} select * from ${schema}.kept_${table}`)
        await pool.query(`drop table ${schema}.kept_${table}`)
      }
      return findings.map(({ kind, seq, through }) => [kind, seq, through])
    }
    const rows = `select seq, 'start' as side from ${schema}.exchanges union all select seq, 'end' from ${schema}.exchange_ends`
    const { rows: places } = await pool.query<{ seq: string; side: string }>(`${rows} order by seq`)
    const [first = 0, second = 0, third = 0] = places.filter(({ side }) => side === 'end').map(({ seq }) => Number(seq))
    expect(await tamperedBy(`update $exchange_ends set response = '{"status":200}' where seq = ${second}`)).toEqual([
      ['altered', second, second],
    ])
    expect(await tamperedBy(`update $exchanges set at = at + 1 where seq = 2`)).toEqual([['altered', 2, 2]])
    expect(await tamperedBy(`delete from $exchange_ends where seq = ${first}`)).toEqual([['missing', first, first]])
    expect(
      await tamperedBy(
        `update $exchange_ends set seq = -1 where seq = ${second}`,
        `update $exchange_ends set seq = ${second} where seq = ${third}`,
        `update $exchange_ends set seq = ${third} where seq = -1`,
      ),
    ).toEqual([
      ['moved', second, second],
      ['moved', third, third],
    ])
    expect(await tamperedBy(`update $exchanges set writer = null, seq = null, link = null where seq = 4`)).toEqual([
      ['missing', 4, 4],
      ['stray', 0, 0],
    ])
    expect(await tamperedBy()).toEqual([])
    await shop.close({ unsettled: true })
    const closed = await verify(postgresStore(pool, { schema }))
    expect([closed.findings, closed.writers[0]?.isClosed]).toEqual([[], true])
  })

  test('is searched by order, number that OVO saw, merchant and time; and shows originals to whoever has the key', async () => {
    const shop = await openShop()
    const [one, two] = [
      await shop.ovo.qris.start({ reference: 'ORDER-1', amount: 25_000 }),
      await shop.ovo.qris.start({ reference: 'ORDER-2', amount: 10_000 }),
    ]
    const { log } = shop.ovo
    const generated = await log.list({ reference: 'ORDER-1' })
    expect(generated.map(({ operation, recordId }) => [operation, recordId])).toEqual([['qris.generate', one?.id]])
    expect((await log.list({ paymentId: two?.id ?? '' })).map(({ recordId }) => recordId)).toEqual([two?.id])
    expect(await log.list({ reference: 'nothing' })).toEqual([])
    const call = generated[0]
    if (call === undefined) throw new Error('the log has no call')
    const externalId = call.request.headers['x-external-id'] ?? ''
    expect((await log.list({ externalId })).map(({ id }) => id)).toEqual([call.id])
    expect(await log.list({ externalId: 'sc9imEHK15hyME9e0vTW' })).toEqual([])
    expect(await log.list({ merchant: 'other' })).toEqual([])
    expect(await log.list({ until: call.at })).toHaveLength(1)
    expect(await log.list({ since: new Date(call.at.getTime() + 60_000) })).toEqual([])
    const shown = log.toHttp(call)
    expect(shown.request).toMatch(/^POST \/OVOSNAP\/v1\.0\/qr\/qr-mpm-generate HTTP\/1\.1\nhost: 127/)
    expect(shown.request).toContain('x-signature: [redacted]')
    expect(shown.response).toMatch(/^HTTP\/1\.1 200\n/)
    const whole = log.toHttp(await log.unsealed(call))
    expect(whole.request).not.toContain('[redacted]')
    expect(whole.request).toContain('authorization: Bearer ')
    await shop.advance(200_000)
    await shop.close()
  })

  test('takes over the rows of a store from before it had chains', async () => {
    const schema = postgres.schema()
    const pool = postgres.pool()
    // The first step of the migrations, as the version before left it.
    const script = migrationScript(schema).split('do $ovokit$ begin')
    await pool.query(script.slice(0, 2).join('do $ovokit$ begin'))
    await pool.query(
      `insert into ${schema}.exchanges values ('exc_old', 5, 'out', 'default', 'qris.query', null, '{}', 'x')`,
    )
    const store = postgresStore(pool, { schema })
    await store.open()
    expect(await verify(store)).toMatchObject({ isIntact: true, rows: 0, beforeChains: 1 })
    expect(await store.exchanges({ limit: 9 })).toMatchObject([{ id: 'exc_old', at: 5, end: null }])
    await store.close()
  })
})
