import type { Product } from './ledger.ts'
import { quote, readReportAmount } from './report-amount.ts'
import { type Day, readReportDay } from './report-day.ts'
import { plainWord, type ReportField, type SettledProfile } from './report-profile.ts'

/** Where in which report. Lines count from 1, the header's included; in a spreadsheet they are its rows. */
export interface Place {
  readonly file: string
  readonly line: number
}

/** A line of a report that says something about a payment. Amounts in whole rupiah, 0 or more. Plain JSON. */
export interface ReportRow extends Place {
  readonly kind: 'payment' | 'refund'
  readonly invoice: string
  readonly product: Product | null
  readonly amount: number
  readonly fee: number | null
  readonly net: number | null
  readonly paidOn: Day | null
  readonly settledOn: Day | null
}

/** What a line turned out to be. */
export type ReadLine =
  | { readonly is: 'row'; readonly row: ReportRow }
  | { readonly is: 'bad'; readonly place: Place; readonly reason: string }
  | { readonly is: 'ignored' }

/** Which cell holds what. */
export type Columns = Readonly<Partial<Record<ReportField, number>>>

/** Reads one line below the header. Whatever does not fit is a reason, never a guess. */
export function readRow(input: {
  readonly place: Place
  readonly cells: readonly string[]
  readonly columns: Columns
  /** How many cells the header has. */
  readonly width: number
  readonly profile: SettledProfile
}): ReadLine {
  const { place, cells, columns, width, profile } = input
  const bad = (reason: string): ReadLine => ({ is: 'bad', place, reason })
  const cell = (field: ReportField): string => {
    const index = columns[field]
    return index === undefined ? '' : (cells[index] ?? '').trim()
  }
  const type = plainWord(cell('type'))
  if (type !== '' && profile.ignoredTypes.includes(type)) return { is: 'ignored' }
  // A line that is cut off, or split by a delimiter inside a cell, holds its values in the wrong columns.
  if (cells.length < width || cells.slice(width).some((extra) => extra.trim() !== ''))
    return bad(`has ${cells.length} cells where the header has ${width}`)

  if (cells.some((one) => one.includes('\n')))
    return bad('goes over several lines: a quote before it may not be closed')

  const invoice = cell('invoice')
  if (invoice === '') return bad('has no invoice')
  if (invoice.length > 128) return bad('has an invoice of more than 128 characters')
  if (/^\d+([.,]\d+)?E\+?\d+$/i.test(invoice))
    return bad(`a spreadsheet has shortened the invoice to ${quote(invoice)}: take the report as OVO sent it`)

  const product = cell('product') === '' ? null : profile.productNames.get(plainWord(cell('product')))
  if (product === undefined) return bad(`the product ${quote(cell('product'))} is not in productNames of the profile`)

  const sum = readReportAmount(cell('amount'), profile.amounts)
  if (typeof sum === 'string') return bad(`amount: ${sum}`)
  if (sum === 0) return bad('amount: is 0')
  const named = isRefund(type, profile)
  // Without a column of types, the sign tells them apart.
  const kind = named || (type === '' && sum < 0) ? 'refund' : 'payment'
  if (kind === 'payment' && sum < 0)
    return bad(`amount: is below zero, and ${quote(cell('type'))} is not in refundTypes of the profile`)

  const money: Partial<Record<'fee' | 'net', number>> = {}
  for (const field of ['fee', 'net'] as const) {
    if (cell(field) === '') continue
    const value = readReportAmount(cell(field), profile.amounts)
    if (typeof value === 'string') return bad(`${field}: ${value}`)
    money[field] = Math.abs(value)
  }
  const days: Partial<Record<'paidOn' | 'settledOn', Day>> = {}
  for (const field of ['paidOn', 'settledOn'] as const) {
    if (cell(field) === '') continue
    const day = readReportDay(cell(field), profile.dates)
    if (day === null) return bad(`${field}: ${quote(cell(field))} is no date; see dates in the profile`)
    days[field] = day
  }
  return {
    is: 'row',
    row: {
      file: place.file,
      line: place.line,
      kind,
      invoice,
      product,
      amount: Math.abs(sum),
      fee: money.fee ?? null,
      net: money.net ?? null,
      paidOn: days.paidOn ?? null,
      settledOn: days.settledOn ?? null,
    },
  }
}

function isRefund(type: string, { refundTypes }: SettledProfile): boolean {
  return refundTypes === null ? /refund|void|reversal/.test(type) : refundTypes.includes(type)
}
