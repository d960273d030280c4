import type { Finding } from './finding.ts'

const columns: Readonly<Record<string, (finding: Finding) => string | number | null>> = {
  kind: ({ kind }) => kind,
  message: ({ message }) => message,
  file: ({ place }) => place?.file ?? null,
  line: ({ place }) => place?.line ?? null,
  invoice: ({ invoice }) => invoice,
  product: ({ product }) => product,
  reference: ({ reference }) => reference,
  payment: ({ paymentId }) => paymentId,
  shop_amount: ({ shopAmount }) => shopAmount,
  report_amount: ({ reportAmount }) => reportAmount,
  paid_on: ({ paidOn }) => paidOn,
}

/** The first line of a CSV of findings, with the byte order mark that Excel knows UTF-8 by. */
export const findingsCsvHeader: string = `\uFEFF${Object.keys(columns).join(',')}\r\n`

/**
 * One finding as a line of CSV. What a spreadsheet would take for a formula begins with an apostrophe instead: invoices and
 * references come from reports and shoppers.
 */
export function toFindingsCsvLine(finding: Finding): string {
  return `${Object.values(columns)
    .map((column) => csvCell(column(finding)))
    .join(',')}\r\n`
}

function csvCell(value: string | number | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const harmless = /^[\s\p{Cc}]*[=+\-@|%\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/u.test(value) ? `'${value}` : value
  return /[",\r\n\t;]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
