/**
 * Draws every lifecycle into the pages that show it, between `<!-- lifecycle: name -->` and `<!-- /lifecycle -->`, from
 * the very table that the engine runs. `--check` changes nothing and fails when a picture is not the table's.
 *
 *     tsx tools/draw-lifecycles.ts [--check] [folder of the repository]
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { checkTable, drawTable, type TableShape } from '../packages/core/src/lifecycle/check-table.ts'
import { linkLifecycle } from '../packages/core/src/linked/link-lifecycle.ts'
import { linkedLifecycle } from '../packages/core/src/linked/linked-lifecycle.ts'
import { pushLifecycle } from '../packages/core/src/push-to-pay/lifecycle.ts'
import { pushVoidLifecycle } from '../packages/core/src/push-to-pay/void-undo.ts'
import { qrisLifecycle, qrisRefundLifecycle } from '../packages/core/src/qris/qris-lifecycle.ts'
import { topUpLifecycle } from '../packages/core/src/top-up/lifecycle.ts'
import { isMain, listFiles, report, repositoryRoot } from './lib/files.mjs'

const lifecycles: Readonly<Record<string, TableShape<string>>> = {
  qris: qrisLifecycle as unknown as TableShape<string>,
  undo: qrisRefundLifecycle as unknown as TableShape<string>,
  link: linkLifecycle as unknown as TableShape<string>,
  'linked-payment': linkedLifecycle as unknown as TableShape<string>,
  'push-to-pay': pushLifecycle as unknown as TableShape<string>,
  'push-to-pay-void': pushVoidLifecycle as unknown as TableShape<string>,
  'top-up': topUpLifecycle as unknown as TableShape<string>,
}

const marked = /(<!-- lifecycle: (\S+) -->\n)([\s\S]*?)(<!-- \/lifecycle -->)/g

/** One page with its pictures drawn anew, and what cannot be drawn. */
export function drawPage(text: string): {
  readonly text: string
  readonly drawn: readonly string[]
  readonly unknown: readonly string[]
} {
  const drawn: string[] = []
  const unknown: string[] = []
  const next = text.replaceAll(marked, (whole, start: string, name: string, _: string, end: string) => {
    const lifecycle = lifecycles[name]
    if (lifecycle === undefined) {
      unknown.push(name)
      return whole
    }
    drawn.push(name)
    return `${start}\n\`\`\`mermaid\n${drawTable(lifecycle)}\n\`\`\`\n\n${end}`
  })
  return { text: next, drawn, unknown }
}

function main(root: string, isCheck: boolean): void {
  const problems = Object.entries(lifecycles).flatMap(([name, shape]) =>
    checkTable(shape).map((problem) => `lifecycle ${name}: ${problem}`),
  )
  const everDrawn = new Set<string>()
  for (const page of listFiles(root, (path) => path.endsWith('.md'))) {
    const before = readFileSync(join(root, page), 'utf8')
    const { text, drawn, unknown } = drawPage(before)
    for (const name of drawn) everDrawn.add(name)
    problems.push(
      ...unknown.map(
        (name) => `${page}: there is no lifecycle ${name}; there is ${Object.keys(lifecycles).join(', ')}`,
      ),
    )
    if (text === before) continue
    if (isCheck) problems.push(`${page}: a lifecycle is drawn differently from its table; run pnpm draw`)
    else writeFileSync(join(root, page), text)
  }
  for (const name of Object.keys(lifecycles))
    if (!everDrawn.has(name)) problems.push(`lifecycle ${name} is drawn on no page`)
  report('draw-lifecycles', problems, `${everDrawn.size} lifecycles are sound and drawn from their tables`)
}

if (isMain(import.meta.url)) {
  const [folder] = process.argv.slice(2).filter((argument) => argument !== '--check')
  main(resolve(folder ?? repositoryRoot), process.argv.includes('--check'))
}
