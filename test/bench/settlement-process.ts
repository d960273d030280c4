/** Reconciles in a process of its own, whose memory is nobody else's. */
import { postgresStore } from '@ovokit/core/postgres'
import { createReconcile } from '@ovokit/core/settlement'
import pg from 'pg'
import { month, planFees } from '../support/settlement-plan.ts'
import type { SettlementDone } from './settlement.ts'

const { DATABASE = '', REPORT = '' } = process.env
const pool = new pg.Pool({ connectionString: DATABASE, max: 4 })
const store = postgresStore(pool)
await store.open()
const findings: string[] = []
const began = performance.now()
const { rows, matched } = await createReconcile({ store })({
  reports: [REPORT],
  ...month,
  fees: planFees,
  onFinding: ({ kind, invoice }) => void findings.push(`${kind} ${invoice}`),
})
const seconds = (performance.now() - began) / 1_000
// Kilobytes, on every system that Node.js runs on.
const peakBytes = process.resourceUsage().maxRSS * 1_024
process.send?.({ seconds, peakBytes, rows, matched, findings } satisfies SettlementDone)
await store.close()
await pool.end()
process.disconnect()
