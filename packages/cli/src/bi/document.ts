import { resolve } from 'node:path'
import type { Exchange, Ovo } from '@ovokit/core'
import type { Run } from '../command.ts'
import { withShop } from '../config/open-shop.ts'
import { type EvidenceRow, wholeCall } from '../evidence/functional-test.ts'
import { about, productOf } from './run.ts'
import { type Product, type Scenario, scenariosOf } from './scenarios.ts'
import { writeDocument } from './write-document.ts'

/** The functional test: the shop's own calls to OVO, newest of each kind, whole. */
export const run: Run = (context, input) => {
  const out = resolve(context.folder, input.text('out') ?? 'bi')
  return withShop(context, async ({ ovo }) => {
    const calls = await ovo.log.list({ limit: 10_000 })
    const files: string[] = []
    const missing: string[] = []
    for (const product of productOf(input)) {
      const rows = await Promise.all(scenariosOf(product).map((scenario) => toRow(ovo, calls, scenario)))
      missing.push(...rows.filter(({ call }) => call === null).map(({ id, title }) => `${id}  ${title}`))
      files.push(...(await writeDocument(out, `functional-${product}`, { ...head(product), rows })))
    }
    return {
      exit: missing.length === 0 ? 'done' : 'failed',
      lines: [
        ...files,
        ...(missing.length === 0
          ? []
          : [{ en: 'not in the log yet:', id: 'belum ada di log:' }, ...missing.map((line) => `  ${line}`)]),
      ],
      data: { files, missing },
    }
  })
}

const head = (product: Product): { readonly title: string; readonly subtitle: string } => ({
  title: `Functional test: ${product}`,
  subtitle: 'Requests and responses are complete, from the back-end log, with headers; nothing else is changed.',
})

async function toRow(ovo: Ovo, calls: readonly Exchange[], scenario: Scenario): Promise<EvidenceRow> {
  const fits = calls.filter(
    ({ operation, response }) =>
      operation === scenario.operation &&
      isGood(response) === (scenario.kind === 'positive') &&
      response?.status != null,
  )
  const exchange = fits.at(-1)
  return { ...about(scenario), call: exchange === undefined ? null : await wholeCall(ovo, exchange) }
}

/** OVO did what it was asked: a code that begins with 200, or a token without one. */
function isGood(response: Exchange['response']): boolean {
  const code = /"responseCode"\s*:\s*"(\d{7})"/.exec(response?.body ?? '')?.[1]
  return code === undefined ? response?.status === 200 : code.startsWith('200')
}
