import type { Store, StoredRecord } from '../engine/store.ts'
import { type Refund, toRefund } from '../payments/payment.ts'
import type { Finding } from './finding.ts'
import { judge, judgeAbsent, type Returned, type Terms } from './judge.ts'
import { type LedgerEntry, ledgerOf, type Product, toEntry } from './ledger.ts'
import type { Day } from './report-day.ts'
import type { ReportRow } from './report-row.ts'
import type { Tally } from './tally.ts'

const lookUps = 32

/** Joins one part of both sides. */
export function createJoin(with_: {
  readonly store: Store
  readonly merchant: string
  readonly products: readonly Product[]
  readonly terms: Terms
  readonly period: { readonly from: Day; readonly to: Day }
  readonly tally: Tally
}): (rows: readonly ReportRow[], entries: readonly LedgerEntry[]) => Promise<void> {
  const { store, merchant, terms, tally, period } = with_

  async function settle(rows: readonly ReportRow[], found: readonly LedgerEntry[]): Promise<readonly Finding[]> {
    const [row] = rows
    if (row === undefined) return []
    const entry = pick(row, found) ?? pick(row, await lookUp(row))
    const isReturned = entry !== null && (entry.hasRefunds || rows.some(({ kind }) => kind === 'refund'))
    const returned = isReturned ? await returnsOf(store, merchant, entry) : []
    const findings = judge({ rows, entry, returned, terms })
    if (findings.length === 0) tally.match(row.amount)
    return findings
  }

  /** Payments outside the period: a report may hold what belongs to another. */
  async function lookUp({ invoice, product }: ReportRow): Promise<readonly LedgerEntry[]> {
    // No number of OVO's or the shop's holds NUL, and PostgreSQL refuses to look for one.
    if (invoice.includes('\u0000')) return []
    const wanted = with_.products.filter((one) => product === null || product === one)
    const records = await Promise.all(
      wanted.map((one) => {
        const { kind, by } = ledgerOf(one)
        if (by === 'number') return store.recordByNumber({ merchant, kind, number: invoice })
        return store.recordByReferenceNo({ merchant, referenceNo: invoice })
      }),
    )
    const entries = records.flatMap((record) => (record === null ? null : toEntry(record)) ?? [])
    return entries.filter((entry) => entry.invoice === invoice && wanted.includes(entry.product))
  }

  return async (rows: readonly ReportRow[], entries: readonly LedgerEntry[]): Promise<void> => {
    const groups = groupBy(rows)
    const ledger = groupBy(entries)
    const all = [...groups]
    for (let index = 0; index < all.length; index += lookUps) {
      const some = all.slice(index, index + lookUps)
      const findings = await Promise.all(some.map(([invoice, mine]) => settle(mine, ledger.get(invoice) ?? [])))
      for (const found of findings) if (found.length > 0) await tally.find(found)
    }
    for (const [invoice, mine] of ledger) {
      const named = groups.get(invoice)?.filter(({ kind }) => kind === 'payment') ?? []
      const chosen = named[0] === undefined ? null : pick(named[0], mine)
      const absent = mine.filter((entry) => entry !== chosen).flatMap((entry) => judgeAbsent(entry, period) ?? [])
      if (absent.length > 0) await tally.find(absent)
    }
  }
}

/** Numbers of two products may be the same text: then the product, or else the amount, tells whose row it is. */
function pick(row: ReportRow, entries: readonly LedgerEntry[]): LedgerEntry | null {
  const fitting = entries.filter(({ product }) => row.product === null || row.product === product)
  return fitting.find(({ amount }) => amount === row.amount) ?? fitting[0] ?? null
}

function groupBy<Value extends { readonly invoice: string | null }>(
  values: readonly Value[],
): ReadonlyMap<string, readonly Value[]> {
  const groups = new Map<string, Value[]>()
  for (const value of values) {
    // No line has an empty invoice, so what has none meets nothing there.
    const key = value.invoice ?? ''
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [value])
    else group.push(value)
  }
  return groups
}

async function returnsOf(store: Store, merchant: string, { id, reference }: LedgerEntry): Promise<readonly Returned[]> {
  const relatives: readonly StoredRecord[] = await store.recordsByReference({ merchant, reference })
  return relatives
    .filter(({ parentId }) => parentId === id)
    .map((record): Refund => toRefund(record))
    .filter(({ status }) => status === 'succeeded')
    .map(({ amount, refundedAt, createdAt }) => ({ amount, at: (refundedAt ?? createdAt).getTime() }))
}
