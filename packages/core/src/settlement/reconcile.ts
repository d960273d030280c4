import type { Store } from '../engine/store.ts'
import { InputError } from '../errors/errors.ts'
import type { FeeRule } from './fee-rule.ts'
import type { Finding } from './finding.ts'
import { createJoin } from './join.ts'
import type { Terms } from './judge.ts'
import { kindsOf, type LedgerEntry, type Product, products, toEntry } from './ledger.ts'
import { type ReportSource, readReport } from './read-report.ts'
import { addDays, type Day, readDay, startOf } from './report-day.ts'
import { type ReportProfile, settleProfile } from './report-profile.ts'
import type { ReportRow } from './report-row.ts'
import { openSpillRoom, type Spill } from './spill.ts'
import { createTally, type Tallied, type Tally } from './tally.ts'

export interface ReconcileInput {
  /** One settlement, in one file or several. */
  readonly reports: readonly ReportSource[]
  /** How they are written. */
  readonly profile?: ReportProfile
  /** @default 'default' */
  readonly merchant?: string
  /** Whose payments the reports are about. @default all three */
  readonly products?: readonly Product[]
  /**
   * The days of payment that the reports are about, `YYYY-MM-DD` in Jakarta, both included. Give them: a report cannot say
   * that its last day is missing. @default the first and last day that the reports themselves name
   */
  readonly from?: Day
  readonly to?: Day
  /** Days on which OVO or the bank does not work, besides weekends and public holidays: joint leave, for one. */
  readonly holidays?: readonly Day[]
  /** What OVO keeps, by product. Without a rule only the sum of amount, fee and net is checked. */
  readonly fees?: Readonly<Partial<Record<Product, FeeRule>>>
  /** Hears each difference as it is found, one after another. */
  readonly onFinding?: (finding: Finding) => void | Promise<void>
}

/** What came of a reconciliation, over which days. */
export interface Reconciliation extends Tallied {
  readonly merchant: string
  readonly from: Day
  readonly to: Day
}

export type Reconcile = (input: ReconcileInput) => Promise<Reconciliation>

/** How long before its first day a payment of a period may have been begun. */
const leadMillis = 24 * 60 * 60_000
const pageSize = 2_000

/**
 * Makes `reconcile`, which holds settlement reports against the store. Both sides are put on disk in parts and joined part
 * by part, so memory does not grow with the report. It reads, and changes nothing.
 */
export function createReconcile({ store }: { readonly store: Store }): Reconcile {
  return async (input) => {
    const settled = settleInput(input)
    const { merchant } = settled
    const room = await openSpillRoom()
    try {
      const tally = createTally(input.onFinding)
      const rows = room.spill<ReportRow>('rows')
      const seen = await takeReports(input, rows, tally)
      const period = periodOf(settled, seen)
      const entries = room.spill<LedgerEntry>('entries')
      for await (const entry of readLedger(store, { merchant, products: settled.products, ...period }))
        await entries.put(entry.invoice ?? '', entry)
      const terms: Terms = { period: settled.from === null ? null : period, off: settled.off, fees: input.fees ?? {} }
      const join = createJoin({ store, merchant, products: settled.products, terms, tally, period })
      for (let part = 0; part < rows.parts; part++) await join(await rows.read(part), await entries.read(part))
      return { merchant, ...period, ...tally.result() }
    } finally {
      await room.close()
    }
  }
}

interface SettledInput {
  readonly merchant: string
  readonly products: readonly Product[]
  readonly from: Day | null
  readonly to: Day | null
  readonly off: ReadonlySet<Day>
}

function settleInput({
  merchant = 'default',
  products: wanted,
  from,
  to,
  holidays = [],
  reports,
}: ReconcileInput): SettledInput {
  if (reports.length === 0) throw new InputError('reports', 'name at least one')
  for (const product of wanted ?? []) {
    if (!products.includes(product)) throw new InputError('products', `must be some of ${products.join(', ')}`)
  }
  const day = (field: string, text: string): Day => {
    const read = readDay(text)
    if (read === null) throw new InputError(field, 'must be a day such as 2026-11-22')
    return read
  }
  if ((from === undefined) !== (to === undefined))
    throw new InputError('from', 'and to go together: give both or neither')
  const [first, last] = [from === undefined ? null : day('from', from), to === undefined ? null : day('to', to)]
  if (first !== null && last !== null && first > last) throw new InputError('from', 'lies behind to')
  const off = new Set(holidays.map((text) => day('holidays', text)))
  return { merchant, products: wanted ?? products, from: first, to: last, off }
}

interface Seen {
  first: Day | null
  last: Day | null
}

/** Puts every row of every report away under its invoice, and tells what cannot be read. */
async function takeReports(input: ReconcileInput, rows: Spill<ReportRow>, tally: Tally): Promise<Seen> {
  const profile = settleProfile(input.profile)
  const seen: Seen = { first: null, last: null }
  for (const source of input.reports) {
    for await (const read of readReport(source, profile)) {
      if (read.is === 'ignored') tally.ignore()
      else if (read.is === 'bad') await tally.find([badRow(read)])
      else {
        tally.row()
        const { paidOn, invoice } = read.row
        if (paidOn !== null && (seen.first === null || paidOn < seen.first)) seen.first = paidOn
        if (paidOn !== null && (seen.last === null || paidOn > seen.last)) seen.last = paidOn
        await rows.put(invoice, read.row)
      }
    }
  }
  return seen
}

const badRow = ({ place, reason }: { place: Finding['place']; reason: string }): Finding => ({
  kind: 'bad-row',
  message: reason,
  place,
  invoice: null,
  product: null,
  reference: null,
  paymentId: null,
  shopAmount: null,
  reportAmount: null,
  paidOn: null,
})

function periodOf({ from, to }: SettledInput, { first, last }: Seen): { readonly from: Day; readonly to: Day } {
  const [begin, end] = [from ?? first, to ?? last]
  if (begin !== null && end !== null) return { from: begin, to: end }
  throw new InputError('from', 'the reports name no day of payment: say which days they are about, with from and to')
}

/** The shop's payments that may belong to a period, oldest first. */
async function* readLedger(
  store: Store,
  of: { readonly merchant: string; readonly products: readonly Product[]; readonly from: Day; readonly to: Day },
): AsyncGenerator<LedgerEntry> {
  const find = {
    merchant: of.merchant,
    kinds: kindsOf(of.products),
    from: startOf(of.from) - leadMillis,
    to: startOf(addDays(of.to, 1)),
    limit: pageSize,
  }
  let page = await store.recordsBetween({ ...find, after: null })
  while (page.length > 0) {
    const after = page.at(-1) ?? null
    // The next page is fetched while this one is worked on.
    const next = page.length < pageSize ? Promise.resolve([]) : store.recordsBetween({ ...find, after })
    next.catch(() => {})
    for (const record of page) {
      const entry = toEntry(record)
      if (entry !== null) yield entry
    }
    page = await next
  }
}
