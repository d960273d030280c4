import { isDeepStrictEqual } from 'node:util'
import { formatRupiah, type Rupiah } from '@ovokit/core'
import QRCode from 'qrcode'
import { scenarios } from './src/scenarios.ts'
import { serve } from './src/serve.ts'
import { openStage, type Stage } from './src/stage.ts'
import { bold, dim, green, red, timeline, violet } from './src/timeline.ts'

/** Plays one scenario and says whether it came out as expected. */
async function play(stage: Stage, index: number): Promise<boolean> {
  const scenario = scenarios[index]
  if (scenario === undefined) return false
  const { title, amount, onLateSuccess = 'accept', expected } = scenario
  const reference = `ORDER-${1001 + index}`
  console.log(
    `\n${violet(String(index + 1).padStart(2))}  ${bold(title)}  ${dim(`${reference}, ${formatRupiah(amount as Rupiah)}`)}`,
  )
  await stage.order({ reference, amount, onLateSuccess })
  const actual = await scenario.play(stage, reference)
  const page = await stage.page(reference)
  const qr = page.payments[0]?.qrContent
  if (index === 0 && qr) console.log(indent(await QRCode.toString(qr, { type: 'utf8', margin: 2 })))
  console.log(timeline(page))
  stage.sim.faults.clear()
  if (isDeepStrictEqual(actual, expected)) {
    console.log(`    ${green('as expected')}  ${dim(describe(actual))}`)
    return true
  }
  console.log(`    ${red('not as expected')}\n      expected ${describe(expected)}\n      got      ${describe(actual)}`)
  return false
}

const describe = (facts: Record<string, unknown>): string =>
  Object.entries(facts)
    .map(([name, value]) => `${name}: ${Array.isArray(value) ? value.join(', ') || 'nothing' : String(value)}`)
    .join(' · ')

const indent = (text: string): string => text.replaceAll(/^/gm, '    ')

if (process.argv.includes('--serve')) {
  await serve()
} else {
  console.log(
    bold('OvoKit: a shop takes payments by dynamic QRIS, Push To Pay and linked OVO accounts, and tops accounts up'),
  )
  console.log(
    dim('The shop runs in a process of its own on the embedded store; OVO is the simulator; real HTTP between them.'),
  )
  const stage = await openStage()
  let passed = 0
  try {
    for (const index of scenarios.keys()) if (await play(stage, index)) passed += 1
    const { customers, shop, deposits, fees, inFlight, opening } = stage.sim.books()
    const isBalanced = customers + shop + deposits + fees + inFlight === opening
    console.log(
      `\n    OVO’s books ${isBalanced ? green('balance') : red('do not balance')}: customers ${customers}, shop ${shop}, deposit ${deposits}, fees ${fees}, in flight ${inFlight}, opening ${opening}`,
    )
    if (!isBalanced) passed = -1
  } finally {
    await stage.close()
  }
  console.log(`\ndemo: ${scenarios.length} scenarios, ${passed} as expected`)
  process.exitCode = passed === scenarios.length ? 0 : 1
}
