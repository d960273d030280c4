import { readFileSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import type { Figure, Outcome } from './harness.ts'

export interface Section extends Outcome {
  readonly name: string
  readonly title: string
}

const document = 'docs/benchmarks.md'
const begin = '<!-- figures -->'
const end = '<!-- /figures -->'

/** For a terminal. */
export function toText({ name, title, figures, attachment }: Section): string {
  const rows = figures.map(cells)
  const width = (column: number): number => Math.max(...rows.map((row) => (row[column] ?? '').length))
  const widths = [0, 1, 2].map(width)
  const line = (row: readonly string[]): string =>
    `  ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  ')}`
  return [`${title} (${name})`, ...rows.map(line), ...(attachment === undefined ? [] : ['', attachment]), ''].join('\n')
}

/** Replaces what stands between the markers. */
export function writeDocument(sections: readonly Section[]): void {
  const text = readFileSync(document, 'utf8')
  const [head, tail] = [text.split(begin)[0], text.split(end)[1]]
  if (head === undefined || tail === undefined)
    throw new Error(`docs/benchmarks.md has lost its marks ${begin}, ${end}`)
  const processors = cpus()
  const machine = `${processors.length} × ${processors[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GB`
  const facts = `${new Date().toISOString().slice(0, 10)}, Node.js ${process.version}, ${process.platform}, ${machine}. \`pnpm bench\`.`
  const body = [facts, ...sections.map(toMarkdown)].join('\n\n')
  writeFileSync(document, `${head}${begin}\n\n${body}\n\n${end}${tail}`)
}

function toMarkdown({ title, figures, attachment }: Section): string {
  const rows = figures.map((figure) => `| ${cells(figure).join(' | ')} |`)
  const table = [`### ${title}`, '', '| what | figure | bound |', '|---|--:|--:|', ...rows].join('\n')
  return attachment === undefined ? table : `${table}\n\n\`\`\`text\n${attachment}\n\`\`\``
}

function cells({ name, value, bound }: Figure): readonly string[] {
  return [name, value, bound === undefined ? '' : `${bound.says} ${bound.holds ? '✓' : 'MISSED'}`]
}
