import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addFigures, type PushFigures } from '../support/push-figures.ts'
import { pushPlan } from '../support/push-plan.ts'
import { runPushes } from '../support/push-run.ts'

const runs = Number(process.env.PROPERTY_RUNS ?? 300)

test('pushes, whatever happens, in whatever order (G1 G2 G3 G4 G5 G6 G7 G10)', { timeout: 600_000 }, async () => {
  const figures: PushFigures[] = []
  await fc.assert(
    fc.asyncProperty(pushPlan({ atLeast: 2, atMost: 25 }), async (plan) => {
      figures.push(await runPushes(plan))
    }),
    { numRuns: runs },
  )
  const { firstStored, firstReversals, lost, doubled, unknown } = addFigures(figures)
  expect({ lost, doubled, unknown }).toEqual({ lost: 0, doubled: 0, unknown: 0 })
  // One process is dead and its courtesy over, and the other has just swept: two sweeps, and a quarter of a second.
  expect(Math.max(0, ...firstStored), 'the first reversal is stored in time (G3)').toBeLessThanOrEqual(67_500)
  // And whoever dies between storing and sending it leaves it to the others.
  expect(Math.max(0, ...firstReversals), 'the first reversal leaves (G3)').toBeLessThanOrEqual(80_000)
})
