import { readFileSync } from 'node:fs'
import { rename, rm, writeFile } from 'node:fs/promises'
import { relative, resolve } from 'node:path'
import { formatRupiah, rupiah } from '@ovokit/core'
import {
  type Finding,
  type FindingKind,
  findingKinds,
  maxHtmlFindings,
  type Product,
  products,
  type ReconcileInput,
  type Reconciliation,
  type ReportProfile,
  toFindingsHtml,
} from '@ovokit/core/settlement'
import { CliError, usageError } from '../cli-error.ts'
import type { Context, Input, Run } from '../command.ts'
import { withShop } from '../config/open-shop.ts'
import type { Line } from '../text.ts'
import { openFindingsFile } from './findings-file.ts'

/** More is for a file, not for a screen. */
const maxLines = 20
const maxInJson = 1_000

export const run: Run = (context, input) => {
  const request = toRequest(context, input)
  return withShop(context, async ({ ovo }) => {
    const path = (name: 'csv' | 'html'): string | null => {
      const file = input.text(name)
      return file === undefined ? null : resolve(context.folder, file)
    }
    const [csvPath, htmlPath] = [path('csv'), path('html')]
    const csv = csvPath === null ? null : await openFindingsFile(csvPath)
    const first: Finding[] = []
    context.progress({ en: 'reading the report…', id: 'membaca laporan…' })
    try {
      const result = await ovo.settlement.reconcile({
        ...request,
        onFinding: async (finding) => {
          if (first.length < maxHtmlFindings) first.push(finding)
          await csv?.write(finding)
        },
      })
      if (htmlPath !== null) await writeWhole(htmlPath, toFindingsHtml(result, first))
      await csv?.keep()
      return {
        exit: result.isClean ? 'done' : 'differences',
        lines: [...summary(result), ...list(result, first, input)],
        data: {
          ...result,
          findings: first.slice(0, maxInJson),
          findingsLeftOut: Math.max(0, total(result) - maxInJson),
        },
      }
    } finally {
      await csv?.discard()
    }
  })
}

function toRequest({ folder }: Context, input: Input): ReconcileInput {
  const [from, to, merchant] = [input.text('from'), input.text('to'), input.text('merchant')]
  const profile = input.text('profile')
  const wanted = input.texts('product').flatMap((name) => products.find((product) => product === name) ?? [])
  return {
    // As short as it can be said: it stands beside every line that is found.
    reports: input.words.map((file) => relative('', resolve(folder, file))),
    holidays: input.texts('holiday'),
    fees: Object.fromEntries(input.texts('fee').map(readFee)),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(merchant === undefined ? {} : { merchant }),
    ...(wanted.length === 0 ? {} : { products: wanted }),
    ...(profile === undefined ? {} : { profile: readProfile(resolve(folder, profile)) }),
  }
}

/** `qris=0.7` or `qris=0.7+100`: a share in percent, and rupiah. */
function readFee(text: string): readonly [Product, { basisPoints: number; fixed: number }] {
  const [, name, whole, part = '', fixed = '0'] =
    /^([a-z-]+)=(\d{1,2})(?:\.(\d{1,2}))?(?:\+(\d{1,9}))?$/.exec(text) ?? []
  const product = products.find((one) => one === name)
  if (product === undefined) {
    throw usageError({
      en: `--fee ${text}: write qris=0.7, or qris=0.7+100 with rupiah; products are ${products.join(', ')}`,
      id: `--fee ${text}: tulis qris=0.7, atau qris=0.7+100 dengan rupiah; produk: ${products.join(', ')}`,
    })
  }
  return [product, { basisPoints: Number(whole) * 100 + Number(part.padEnd(2, '0')), fixed: Number(fixed) }]
}

function readProfile(path: string): ReportProfile {
  try {
    // What is in it is checked where it is used.
    return JSON.parse(readFileSync(path, 'utf8')) as ReportProfile
  } catch (cause) {
    const text = { en: `${path}: is not there, or is not JSON`, id: `${path}: tidak ada, atau bukan JSON` }
    throw new CliError('usage', 'bad-profile', text, { cause })
  }
}

/** Whole or not at all: a mail job must not find half a page. */
async function writeWhole(path: string, text: string): Promise<void> {
  const draft = `${path}.part`
  try {
    await writeFile(draft, text)
    await rename(draft, path)
  } finally {
    await rm(draft, { force: true })
  }
}

const total = ({ counts }: Reconciliation): number => Object.values(counts).reduce((sum, count) => sum + count, 0)
const money = (amount: number): string => (amount > 0 ? formatRupiah(rupiah(amount)) : 'Rp0')

function summary(result: Reconciliation): readonly Line[] {
  const { merchant, from, to, rows, matched, matchedAmount, counts, isClean } = result
  const kinds = (Object.keys(findingKinds) as FindingKind[]).filter((kind) => counts[kind] > 0)
  return [
    {
      en: `${merchant}, paid ${from} to ${to}: ${rows} lines, ${matched} match (${money(matchedAmount)})`,
      id: `${merchant}, dibayar ${from} s.d. ${to}: ${rows} baris, ${matched} cocok (${money(matchedAmount)})`,
    },
    ...(isClean ? [{ en: 'everything matches', id: 'semuanya cocok' }] : []),
    ...kinds.map((kind) => `${String(counts[kind]).padStart(8)}  ${kind.padEnd(26)}  ${findingKinds[kind]}`),
  ]
}

function list(result: Reconciliation, findings: readonly Finding[], input: Input): readonly Line[] {
  if (findings.length === 0) return []
  const rows = findings
    .slice(0, maxLines)
    .map(({ kind, place, invoice, reference, message }) => [
      ...[kind, invoice ?? '', reference ?? ''],
      `${message}${place === null ? '' : ` (${place.file}:${place.line})`}`,
    ])
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  const lines = rows.map((row) => row.map((cell, column) => printable(cell).padEnd(widths[column] ?? 0)).join('  '))
  const left = total(result) - rows.length
  if (left === 0) return ['', ...lines]
  const [en, id] = [`… and ${left} more`, `… dan ${left} lagi`]
  const hint =
    input.text('csv') === undefined ? { en: '; --csv FILE writes all', id: '; --csv FILE menulis semuanya' } : null
  return ['', ...lines, { en: en + (hint?.en ?? ''), id: id + (hint?.id ?? '') }]
}

/** A report is somebody else's text: nothing in it may steer the terminal. */
const printable = (text: string): string => text.replace(/\p{Cc}/gu, '?')
