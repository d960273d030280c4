import { InputError } from '../errors/errors.ts'
import type { SnapCall, SnapResult } from '../snap/call.ts'
import { type EpochMillis, formatTimestamp, parseTimestamp } from '../values/jakarta-time.ts'
import { asObject, asText, asWord, type Json } from '../values/json.ts'
import { type Rupiah, readSnapAmount } from '../values/rupiah.ts'

/** One line of a customer's history at OVO. */
export interface HistoryEntry {
  readonly at: EpochMillis
  readonly amount: Rupiah | null
  /** OVO's words, such as `SUCCESS` and `PAYMENT`. */
  readonly status: string
  readonly type: string
  readonly remark: string | null
}

export interface HistoryPage {
  readonly entries: readonly HistoryEntry[]
  /** The next page's number, or `null` after the last: a page that is not full. */
  readonly next: number | null
}

const day = 86_400_000

/** @see docs/protocol/linkage.md#history */
export const historyLimits: { readonly pageSize: number; readonly rangeMillis: number; readonly ageMillis: number } = {
  pageSize: 50,
  rangeMillis: 31 * day,
  ageMillis: 366 * day,
}

/**
 * Builds one page of the history, newest first.
 *
 * @param pageSize - 1 to 50.
 * @param page - from 0.
 * @throws InputError `invalid-input` for a range that ends before it begins, is longer than a month (31 days) or begins
 * more than a year (366 days) ago, and for a page that does not exist.
 * @see docs/protocol/linkage.md#history
 */
export function buildHistory(input: {
  readonly number: string
  readonly link: string
  readonly customer: string
  readonly deviceId: string
  readonly from: EpochMillis
  readonly to: EpochMillis
  readonly page: number
  readonly pageSize: number
  readonly now: EpochMillis
}): SnapCall {
  const { number, link, customer, deviceId, from, to, page, pageSize, now } = input
  if (!(from <= to)) throw new InputError('from', 'must not be after the end of the range')
  if (to - from > historyLimits.rangeMillis) throw new InputError('from', 'must be at most 31 days before the end')
  if (now - from > historyLimits.ageMillis) throw new InputError('from', 'must be at most a year ago')
  if (!Number.isSafeInteger(page) || page < 0) throw new InputError('page', 'must be a whole number from 0')
  if (!Number.isSafeInteger(pageSize) || pageSize < 1 || pageSize > historyLimits.pageSize)
    throw new InputError('pageSize', `must be a whole number from 1 to ${historyLimits.pageSize}`)
  return {
    protocol: 'snap',
    operation: 'link.history',
    body: {
      partnerReferenceNo: number,
      fromDateTime: formatTimestamp(from, 'seconds'),
      toDateTime: formatTimestamp(to, 'seconds'),
      pageSize,
      pageNumber: page,
    },
    bearer: { link },
    customer,
    deviceId,
  }
}

/**
 * Reads one page. `null` when OVO did not answer with one. A line without a time, status or type is left out, and still
 * counts for whether the page was full.
 *
 * @see docs/protocol/linkage.md#history
 */
export function readHistory(
  result: SnapResult,
  { page, pageSize }: { readonly page: number; readonly pageSize: number },
): HistoryPage | null {
  if (result.kind === 'no-answer' || result.class !== 'succeeded') return null
  const lines = result.body.detailData
  if (!Array.isArray(lines)) return null
  return { entries: (lines as readonly Json[]).flatMap(readLine), next: lines.length < pageSize ? null : page + 1 }
}

function readLine(line: Json): readonly HistoryEntry[] {
  const row = asObject(line)
  const at = parseTimestamp(asText(row?.dateTime) ?? '')
  const status = asWord(row?.status)
  const type = asWord(row?.type)
  if (row === null || at === null || status === null || type === null) return []
  return [{ at, amount: readSnapAmount(row.amount), status, type, remark: asWord(row.remark) }]
}
