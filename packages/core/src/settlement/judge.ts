import type { EpochMillis } from '../values/jakarta-time.ts'
import { jakartaDate } from '../values/jakarta-time.ts'
import { formatRupiah, rupiah } from '../values/rupiah.ts'
import { type FeeRule, isAgreedFee } from './fee-rule.ts'
import type { Finding, FindingKind } from './finding.ts'
import { isPaid, type LedgerEntry, type Product } from './ledger.ts'
import type { Day } from './report-day.ts'
import type { ReportRow } from './report-row.ts'
import { settlementDays } from './working-days.ts'

/** What a judgement rests on besides the rows. */
export interface Terms {
  /** The days whose payments the report is about, both included. `null` when the report's own rows say. */
  readonly period: { readonly from: Day; readonly to: Day } | null
  readonly off: ReadonlySet<Day>
  readonly fees: Readonly<Partial<Record<Product, FeeRule>>>
}

/** Money that went back, and when. */
export interface Returned {
  readonly amount: number
  readonly at: EpochMillis
}

/** OVO's clock and the shop's are not one: what happens this close to midnight may stand under either day. */
const midnightMillis = 120_000

/**
 * Holds everything that a report says about one invoice against the payment behind it. Pure. An empty list: it matches.
 *
 * @param rows - in the order of the report; at least one
 */
export function judge(input: {
  readonly rows: readonly ReportRow[]
  readonly entry: LedgerEntry | null
  readonly returned: readonly Returned[]
  readonly terms: Terms
}): readonly Finding[] {
  const { rows, entry, returned, terms } = input
  const [payment, ...again] = rows.filter(({ kind }) => kind === 'payment')
  const refunds = rows.filter(({ kind }) => kind === 'refund')
  const findings = again.map((row) =>
    toFinding('duplicate-row', `line ${payment?.line} of ${payment?.file} says the same`, { row, entry }),
  )
  const tally = tallyRefunds(refunds, returned)
  for (const row of tally.repeated)
    findings.push(toFinding('duplicate-row', 'the same refund came before', { row, entry }))
  if (entry === null) {
    for (const row of [payment, ...tally.unknown]) {
      if (row !== undefined)
        findings.push(toFinding('missing-at-shop', `there is no payment ${row.invoice} here`, { row, entry }))
    }
    return findings
  }
  for (const row of tally.unknown)
    findings.push(
      toFinding('missing-at-shop', `OVO gave ${money(row.amount)} back, which the shop did not`, { row, entry }),
    )
  if (payment === undefined) return findings
  return [...findings, ...judgePayment({ row: payment, entry, outstanding: tally.outstanding, terms })]
}

/** Pairs refunds of the report with those of the shop, by their amounts. */
function tallyRefunds(rows: readonly ReportRow[], returned: readonly Returned[]) {
  const outstanding = [...returned]
  const unknown: ReportRow[] = []
  const repeated: ReportRow[] = []
  for (const [index, row] of rows.entries()) {
    const match = outstanding.findIndex(({ amount }) => amount === row.amount)
    if (match !== -1) outstanding.splice(match, 1)
    else if (rows.slice(0, index).some(({ amount }) => amount === row.amount)) repeated.push(row)
    else unknown.push(row)
  }
  return { outstanding, unknown, repeated }
}

function judgePayment(input: {
  readonly row: ReportRow
  readonly entry: LedgerEntry
  readonly outstanding: readonly Returned[]
  readonly terms: Terms
}): readonly Finding[] {
  const { row, entry, outstanding, terms } = input
  const findings: Finding[] = []
  const found = (kind: FindingKind, message: string): void =>
    void findings.push(toFinding(kind, message, { row, entry }))
  if (!isPaid(entry)) found('not-paid-at-shop', `the shop holds it as ${entry.state}`)
  if (row.amount !== entry.amount)
    found('amount-differs', `${money(row.amount)} in the report, ${money(entry.amount)} in the shop`)
  const fee = feeProblem(row, terms.fees[entry.product])
  if (fee !== null) found('fee-differs', fee)
  const day = dayProblem(row, entry, terms)
  if (day !== null) found('wrong-day', day)
  const settledOn = row.settledOn ?? settlementDays(paidDay(row, entry), terms.off)?.earliest ?? null
  for (const { amount, at } of outstanding) {
    const isLater = settledOn !== null && jakartaDate(at) > settledOn
    const when = `${money(amount)} went back on ${jakartaDate(at)}`
    if (isLater) found('refunded-after-settlement', `${when}, settled on ${settledOn}`)
    else
      found(
        'refunded-before-settlement',
        `${when}${settledOn === null ? '' : `, and is settled on ${settledOn} all the same`}`,
      )
  }
  return findings
}

function feeProblem({ amount, fee, net }: ReportRow, rule: FeeRule | undefined): string | null {
  if (fee !== null && net !== null && amount - fee !== net)
    return `${money(amount)} less ${money(fee)} is not the net amount ${money(net)}`
  if (rule === undefined || fee === null || isAgreedFee(fee, { amount, rule })) return null
  return `${money(fee)} of ${money(amount)} is not ${(rule.basisPoints ?? 0) / 100} % and ${money(rule.fixed ?? 0)}`
}

function dayProblem(row: ReportRow, entry: LedgerEntry, { period, off }: Terms): string | null {
  const { earliest, latest } = daysOf(entry)
  if (row.paidOn !== null && entry.paidAt !== null && (row.paidOn < earliest || row.paidOn > latest))
    return `paid on ${row.paidOn} in the report, on ${jakartaDate(entry.paidAt)} in the shop`
  if (period !== null && (latest < period.from || earliest > period.to))
    return `paid on ${paidDay(row, entry)}, and the report is about ${period.from} to ${period.to}`
  if (row.settledOn === null) return null
  const due = settlementDays(paidDay(row, entry), off)
  if (due === null || (row.settledOn >= due.earliest && row.settledOn <= due.latest)) return null
  return `settled on ${row.settledOn}, due on ${due.earliest}${due.latest === due.earliest ? '' : ` to ${due.latest}`}`
}

/** The days under which it may stand: from when it was begun, because its outcome may have been heard of later. */
const daysOf = ({ createdAt, paidAt }: LedgerEntry): { readonly earliest: Day; readonly latest: Day } => ({
  earliest: jakartaDate(Math.min(createdAt, paidAt ?? createdAt) - midnightMillis),
  latest: jakartaDate((paidAt ?? createdAt) + midnightMillis),
})

const paidDay = (row: ReportRow, { paidAt, createdAt }: LedgerEntry): Day =>
  row.paidOn ?? jakartaDate(paidAt ?? createdAt)

/** What the shop was paid in the period, and no report says. `null`: nothing is missing. */
export function judgeAbsent(entry: LedgerEntry, period: { readonly from: Day; readonly to: Day }): Finding | null {
  // What went back whole may be left out of a report: there is nothing to settle.
  if (entry.state !== 'paid' || entry.paidAt === null) return null
  const day = jakartaDate(entry.paidAt)
  if (day < period.from || day > period.to) return null
  const { earliest, latest } = daysOf(entry)
  const also = [earliest, latest].filter((other) => other !== day).map((other) => `; it may stand under ${other}`)
  const unnamed = entry.invoice === null ? '; OVO gave it no number to match it by' : ''
  return toFinding('missing-at-ovo', `paid on ${day}${also.join('')}${unnamed}`, { row: null, entry })
}

function toFinding(
  kind: FindingKind,
  message: string,
  { row, entry }: { readonly row: ReportRow | null; readonly entry: LedgerEntry | null },
): Finding {
  return {
    kind,
    message,
    place: row === null ? null : { file: row.file, line: row.line },
    invoice: row?.invoice ?? entry?.invoice ?? null,
    product: entry?.product ?? row?.product ?? null,
    reference: entry?.reference ?? null,
    paymentId: entry?.id ?? null,
    shopAmount: entry?.amount ?? null,
    reportAmount: row?.amount ?? null,
    paidOn: entry?.paidAt == null ? (row?.paidOn ?? null) : jakartaDate(entry.paidAt),
  }
}

const money = (amount: number): string => (amount === 0 ? 'Rp0' : formatRupiah(rupiah(amount)))
