import { InputError } from '../errors/errors.ts'
import { asObject, type Json } from '../values/json.ts'
import { type Product, products } from './ledger.ts'

/** What may stand in a column. `invoice` and `amount` must be there; each of the others allows one check more. */
export const reportFields = ['invoice', 'amount', 'fee', 'net', 'paidOn', 'settledOn', 'type', 'product'] as const
export type ReportField = (typeof reportFields)[number]

/**
 * How a settlement report is written. OVO's own is public in one column only, so everything else is a setting.
 *
 * @see docs/guides/reconciliation.md#the-profile
 */
export interface ReportProfile {
  /**
   * The header of each column, or several that it may bear; case, spaces and punctuation do not matter. What a profile
   * does not name keeps its default, and `[]` leaves a column out.
   */
  readonly columns?: Partial<Readonly<Record<ReportField, string | readonly string[]>>>
  /** For CSV. @default the one that the header is split by: `,` `;` tab or `|` */
  readonly delimiter?: string
  /** For CSV. A byte order mark goes before it. @default 'utf-8' */
  readonly encoding?: 'utf-8' | 'utf-16le' | 'windows-1252'
  /** For XLSX: the sheet's name. @default the first */
  readonly sheet?: string
  /**
   * How an amount is written: `plain` 12500 or 12500.00, `comma-thousands` 12,500.00, `dot-thousands` 12.500,00. `Rp` and
   * `IDR` before it are allowed. @default 'plain'
   */
  readonly amounts?: AmountStyle
  /** The order of a date's parts. 2026-11-22 is read in any case, and so are a spreadsheet's own dates. @default 'dmy' */
  readonly dates?: DateOrder
  /** Values of the `type` column that mean money given back. A negative amount means it too. @default any with `REFUND`, `VOID` or `REVERSAL` in it */
  readonly refundTypes?: readonly string[]
  /** Values of the `type` column that are no payment at all, such as a line of totals: counted and left alone. @default [] */
  readonly ignoredTypes?: readonly string[]
  /** What each value of the `product` column stands for. */
  readonly productNames?: Readonly<Record<string, Product>>
}

export type AmountStyle = 'plain' | 'comma-thousands' | 'dot-thousands'
export type DateOrder = 'dmy' | 'mdy' | 'ymd'

export interface SettledProfile {
  readonly columns: Readonly<Record<ReportField, readonly string[]>>
  readonly delimiter: string | null
  readonly encoding: 'utf-8' | 'utf-16le' | 'windows-1252'
  readonly sheet: string | null
  readonly amounts: AmountStyle
  readonly dates: DateOrder
  readonly refundTypes: readonly string[] | null
  readonly ignoredTypes: readonly string[]
  readonly productNames: ReadonlyMap<string, Product>
}

/**
 * The only header that OVO names is MerchantInvoice. The others are what such reports commonly bear: a guess that costs
 * nothing, because a report whose headers are not found is not read.
 */
const defaultColumns: Readonly<Record<ReportField, readonly string[]>> = {
  invoice: ['MerchantInvoice'],
  amount: ['Amount', 'Transaction Amount', 'Gross Amount'],
  fee: ['Fee', 'MDR', 'MDR Amount', 'Fee Amount'],
  net: ['Net Amount', 'Settlement Amount'],
  paidOn: ['Transaction Date', 'Trx Date', 'Payment Date'],
  settledOn: ['Settlement Date'],
  type: ['Transaction Type', 'Trx Type'],
  product: ['Product'],
}

/**
 * Checks a profile, such as one that was read from a file.
 *
 * @throws {InputError} `invalid-input` naming the setting
 */
export function settleProfile(given: ReportProfile = {}): SettledProfile {
  const profile = asObject(given as unknown as Json)
  if (profile === null) throw new InputError('profile', 'must be an object, such as { columns: { amount: "Amount" } }')
  for (const name of Object.keys(profile)) {
    if (!known.includes(name))
      throw new InputError('profile', `knows no ${JSON.stringify(name)}; it has ${known.join(', ')}`)
  }
  const columns = { ...defaultColumns }
  for (const [field, names] of Object.entries(given.columns ?? {})) {
    if (!isField(field))
      throw new InputError('profile.columns', `knows no ${JSON.stringify(field)}; there are ${reportFields.join(', ')}`)
    columns[field] = texts(`profile.columns.${field}`, names)
  }
  return {
    columns,
    delimiter: given.delimiter === undefined ? null : oneOf('profile.delimiter', given.delimiter, delimiters),
    encoding: oneOf('profile.encoding', given.encoding ?? 'utf-8', ['utf-8', 'utf-16le', 'windows-1252']),
    sheet: given.sheet ?? null,
    amounts: oneOf('profile.amounts', given.amounts ?? 'plain', ['plain', 'comma-thousands', 'dot-thousands']),
    dates: oneOf('profile.dates', given.dates ?? 'dmy', ['dmy', 'mdy', 'ymd']),
    refundTypes:
      given.refundTypes === undefined ? null : texts('profile.refundTypes', given.refundTypes).map(plainWord),
    ignoredTypes: texts('profile.ignoredTypes', given.ignoredTypes ?? []).map(plainWord),
    productNames: new Map(
      Object.entries(given.productNames ?? {}).map(([name, product]) => [
        plainWord(name),
        oneOf(`profile.productNames.${name}`, product, products),
      ]),
    ),
  }
}

/** How headers and types are compared: `Merchant_Invoice` is `merchantinvoice`. */
export const plainWord = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')

export const delimiters = [',', ';', '\t', '|'] as const

const known: readonly string[] = [
  ...['columns', 'delimiter', 'encoding', 'sheet', 'amounts', 'dates'],
  ...['refundTypes', 'ignoredTypes', 'productNames'],
]

const isField = (text: string): text is ReportField => reportFields.some((field) => field === text)

function texts(field: string, value: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value]
  if (list.every((one) => typeof one === 'string')) return list
  throw new InputError(field, 'must be a text or a list of texts')
}

function oneOf<Value extends string>(field: string, value: unknown, allowed: readonly Value[]): Value {
  const found = allowed.find((one) => one === value)
  if (found !== undefined) return found
  throw new InputError(field, `must be one of ${allowed.map((one) => JSON.stringify(one)).join(', ')}`)
}
