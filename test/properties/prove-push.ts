/**
 * Plays a thousand random lives of a shop that pushes (see push-plan.ts), and prints what they came to. Fails when
 * anything was lost, doubled or left unknown, or a first reversal came too late.
 *
 *     pnpm prove:push [--runs 1000] [--seed 20261122]
 */
import { parseArgs } from 'node:util'
import fc from 'fast-check'
import { addFigures, type PushFigures, percentile } from '../support/push-figures.ts'
import { pushPlan } from '../support/push-plan.ts'
import { runPushes } from '../support/push-run.ts'

const args = process.argv.slice(2).filter((word) => word !== '--')
const { runs, seed } = parseArgs({
  args,
  options: { runs: { type: 'string', default: '1000' }, seed: { type: 'string', default: '20261122' } },
}).values

const plans = fc.sample(pushPlan({ atLeast: 12, atMost: 30 }), { seed: Number(seed), numRuns: Number(runs) })
const figures: PushFigures[] = []
let broken = 0
const began = performance.now()
for (const [index, plan] of plans.entries()) {
  const figure = await runPushes(plan).catch((error: Error) => {
    broken += 1
    console.error(`run ${index}: ${error.message}\n`)
    return null
  })
  if (figure !== null) figures.push(figure)
}

const { kills, states, lost, doubled, unknown, firstReversals, afterRestart } = addFigures(figures)
const seconds = (millis: number): string => `${(millis / 1000).toFixed(1)} s`
const spread = (all: readonly number[]): string =>
  `${all.length} times; p50 ${seconds(percentile(all, 0.5))}, p99 ${seconds(percentile(all, 0.99))}, at most ${seconds(percentile(all, 1))}`
const [earliest, p99, afterAll] = [
  percentile(firstReversals, 0),
  percentile(firstReversals, 0.99),
  percentile(afterRestart, 1),
]
const bounds: readonly (readonly [name: string, value: string, says: string, holds: boolean])[] = [
  ['runs that broke a rule', String(broken), '0', broken === 0],
  ['lost', String(lost), '0', lost === 0],
  ['doubled', String(doubled), '0', doubled === 0],
  ['left unknown', String(unknown), '0', unknown === 0],
  ['first reversal, earliest', seconds(earliest), '≥ 65 s', earliest >= 65_000],
  ['first reversal, p99, while a process lives', seconds(p99), '≤ 67 s', p99 <= 67_000],
  ['first reversal after all were dead, latest', seconds(afterAll), '≤ 6 s after the start', afterAll <= 6_000],
]

const pushes = Object.values(states).reduce((sum, count) => sum + count, 0)
const ends = Object.entries(states).map(([state, count]) => `${count} ${state}`)
console.log(`${plans.length} random runs, seed ${seed}, in ${seconds(performance.now() - began)} of real time`)
console.log(`  ${pushes} pushes: ${ends.join(', ')}; ${kills} processes killed`)
console.log(`  first reversal, from the push: ${spread(firstReversals)}`)
console.log(`  first reversal after all were dead, from the next start: ${spread(afterRestart)}`)
for (const [name, value, says, holds] of bounds) console.log(`  ${name}: ${value} (${says}) ${holds ? '✓' : 'MISSED'}`)
process.exit(bounds.every(([, , , holds]) => holds) ? 0 : 1)
