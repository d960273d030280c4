import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { postgresStore } from '@ovokit/core/postgres'
import type pg from 'pg'
import { startPostgres } from '../support/postgres.ts'
import { planPayment, reportCells, reportHeader, type Twist, twists } from '../support/settlement-plan.ts'
import { atMost, type Benchmark } from './harness.ts'
import { startProcess } from './stage.ts'

const payments = 1_000_000
/** One in a thousand has something about it, each kind as often as any other. */
const rarity = 1_000
const batch = 5_000

/** What the process that reconciles says when it is done. */
export interface SettlementDone {
  readonly seconds: number
  readonly peakBytes: number
  readonly rows: number
  readonly matched: number
  /** `kind invoice`, as the plan writes them. */
  readonly findings: readonly string[]
}

export const settlementBenchmark: Benchmark = {
  name: 'settlement',
  title: `Reconciling a month of ${payments.toLocaleString('en')} payments`,
  run: async () => {
    const [postgres, folder] = [
      await startPostgres({ isDurable: true }),
      await mkdtemp(join(tmpdir(), 'ovokit-bench-')),
    ]
    const pool = postgres.pool()
    const store = postgresStore(pool)
    await store.open()
    try {
      const report = join(folder, 'report.csv')
      const planned = await fill(pool, report)
      const child = startProcess('settlement-process', { DATABASE: postgres.url, REPORT: report })
      const [message] = await once(child, 'message')
      const { seconds, peakBytes, rows, matched, findings } = message as SettlementDone
      await once(child, 'exit')
      const missed = differenceOf(planned.expected, findings)
      const invented = differenceOf(findings, planned.expected)
      const peak = peakBytes / 2 ** 20
      return {
        figures: [
          { name: 'Lines of the report', value: rows.toLocaleString('en') },
          { name: 'Matched', value: matched.toLocaleString('en') },
          { name: 'Differences seeded', value: planned.expected.length.toLocaleString('en') },
          { name: 'Not found', value: String(missed), bound: atMost(missed, 0) },
          { name: 'Invented', value: String(invented), bound: atMost(invented, 0) },
          { name: 'Time', value: `${seconds.toFixed(0)} s`, bound: atMost(seconds, 120, ' s') },
          { name: 'Peak memory of the whole process', value: `${peak.toFixed(0)} MB`, bound: atMost(peak, 256, ' MB') },
        ],
      }
    } finally {
      await store.close()
      await postgres.stop()
      await rm(folder, { recursive: true, force: true })
    }
  },
}

/** Fills the store and writes the report, whose lines are in another order than the payments were made in. */
async function fill(pool: pg.Pool, report: string): Promise<{ expected: readonly string[] }> {
  const expected: string[] = []
  const file = createWriteStream(report)
  file.write(`${reportHeader.join(',')}\n`)
  let line = 0
  for (let from = 0; from < payments; from += batch) {
    const records: unknown[] = []
    let lines = ''
    for (let turn = from; turn < from + batch; turn++) {
      const index = (turn * 7_919) % payments
      const planned = planPayment(index, twistOf(turn))
      records.push(...planned.records)
      if (planned.finding !== null) expected.push(`${planned.finding.kind} ${planned.finding.invoice}`)
      for (const row of planned.rows) lines += `${reportCells(row, ++line).join(',')}\n`
    }
    if (!file.write(lines)) await once(file, 'drain')
    await insert(pool, records)
  }
  file.end()
  await once(file, 'close')
  await pool.query('vacuum analyze ovokit.records')
  return { expected }
}

const twistOf = (turn: number): Twist =>
  turn % rarity === 0 ? (twists[(turn / rarity) % twists.length] ?? 'right') : 'right'

const insert = (pool: pg.Pool, records: readonly unknown[]): Promise<unknown> =>
  pool.query(
    `insert into ovokit.records (id, kind, merchant, reference, number, parent_id, state, data, created_at, updated_at)
     select id, kind, merchant, reference, number, "parentId", state, data, "createdAt", "createdAt"
     from jsonb_to_recordset($1) as r(id text, kind text, merchant text, reference text, number text, "parentId" text,
       state text, data jsonb, "createdAt" bigint)`,
    [JSON.stringify(records)],
  )

/** How many of the one list are not in the other, counted as often as they are there. */
function differenceOf(one: readonly string[], other: readonly string[]): number {
  const counts = new Map<string, number>()
  for (const text of other) counts.set(text, (counts.get(text) ?? 0) + 1)
  return one.filter((text) => {
    const left = counts.get(text) ?? 0
    counts.set(text, left - 1)
    return left <= 0
  }).length
}
