/**
 * Measures OvoKit against its bounds, and fails when one is missed. A full run writes docs/benchmarks.md.
 *
 *     pnpm bench [--only NAME]
 */
import { parseArgs } from 'node:util'
import { apiLogBenchmark } from './api-log.ts'
import { dueSweepBenchmark } from './due-sweep.ts'
import { embeddedBenchmark } from './embedded.ts'
import { fullCycleBenchmark } from './full-cycle.ts'
import type { Benchmark } from './harness.ts'
import { memoryBenchmark } from './memory.ts'
import { pushThroughputBenchmark } from './push-throughput.ts'
import { pushWaitingBenchmark } from './push-waiting.ts'
import { type Section, toText, writeDocument } from './report.ts'
import { settlementBenchmark } from './settlement.ts'
import { signRsaBenchmark } from './sign-rsa.ts'
import { signSymmetricBenchmark } from './sign-symmetric.ts'
import { startToQrBenchmark } from './start-to-qr.ts'
import { tokensBenchmark } from './tokens.ts'
import { verifyCallbackBenchmark } from './verify-callback.ts'

const all: readonly Benchmark[] = [
  signSymmetricBenchmark,
  signRsaBenchmark,
  verifyCallbackBenchmark,
  startToQrBenchmark,
  fullCycleBenchmark,
  embeddedBenchmark,
  apiLogBenchmark,
  dueSweepBenchmark,
  memoryBenchmark,
  pushThroughputBenchmark,
  pushWaitingBenchmark,
  settlementBenchmark,
  tokensBenchmark,
]

// pnpm passes on the `--` with which people part its options from ours.
const args = process.argv.slice(2).filter((word) => word !== '--')
const { only } = parseArgs({ args, options: { only: { type: 'string' } } }).values
const chosen = all.filter(({ name }) => only === undefined || name === only)
if (chosen.length === 0) {
  console.error(`there is no benchmark named ${only}; there are ${all.map(({ name }) => name).join(', ')}`)
  process.exit(2)
}

const sections: Section[] = []
for (const { title, name, run } of chosen) {
  const section = { title, name, ...(await run()) }
  console.log(toText(section))
  sections.push(section)
}
if (only === undefined) writeDocument(sections)

const bounds = sections.flatMap(({ figures }) => figures).flatMap(({ name, bound }) => (bound ? [{ name, bound }] : []))
const missed = bounds.filter(({ bound }) => !bound.holds)
console.log(`${bounds.length - missed.length} of ${bounds.length} bounds hold`)
for (const { name, bound } of missed) console.log(`missed: ${name}, ${bound.says}`)
process.exit(missed.length > 0 ? 1 : 0)
