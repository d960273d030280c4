import { formatRupiah, rupiah } from '../values/rupiah.ts'
import { type Finding, type FindingKind, findingKinds } from './finding.ts'
import type { Reconciliation } from './reconcile.ts'

/** More rows than a browser shows well; the CSV has them all. */
export const maxHtmlFindings = 5_000

/** A page on its own, for a mail or a folder: the sums, and the first {@link maxHtmlFindings} findings. */
export function toFindingsHtml(result: Reconciliation, findings: readonly Finding[]): string {
  const { merchant, from, to, rows, matched, matchedAmount, counts, ignored } = result
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0)
  const shown = findings.slice(0, maxHtmlFindings)
  const kinds = (Object.keys(findingKinds) as FindingKind[]).filter((kind) => counts[kind] > 0)
  const sums: readonly (readonly [string, string])[] = [
    ['Rows read', count(rows)],
    ...(ignored === 0 ? [] : [['Rows left alone by the profile', count(ignored)] as const]),
    ['Matched', `${count(matched)} (${money(matchedAmount)})`],
    ...kinds.map((kind) => [`${kind}: ${findingKinds[kind]}`, count(counts[kind])] as const),
  ]
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>OVO settlement ${toHtml(from)} to ${toHtml(to)}</title>
<style>
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 90rem; padding: 0 1rem; color: #1c1b22 }
table { border-collapse: collapse; margin: 1rem 0; width: 100% }
.findings { font-size: 13px }
.findings td:nth-child(2) { min-width: 16rem }
th, td { border-bottom: 1px solid #d8d7de; padding: .35rem .6rem; text-align: left; vertical-align: top }
td { overflow-wrap: anywhere }
td.number { white-space: nowrap; text-align: right; font-variant-numeric: tabular-nums }
.clean { color: #0a6b3d } .differs { color: #a3240f }
</style>
<h1>OVO settlement of ${toHtml(merchant)}, ${toHtml(from)} to ${toHtml(to)}</h1>
<p class="${result.isClean ? 'clean' : 'differs'}"><strong>${result.isClean ? 'Everything matches.' : `${count(total)} differences.`}</strong></p>
<table>${sums.map(([name, value]) => `<tr><th scope="row">${toHtml(name)}</th><td class="number">${toHtml(value)}</td></tr>`).join('')}</table>
${shown.length === 0 ? '' : findingsTable(shown)}
${total > shown.length ? `<p>${count(total - shown.length)} more are in the CSV.</p>` : ''}
</html>
`
}

function findingsTable(findings: readonly Finding[]): string {
  const head = ['What', 'Why', 'Invoice', 'Reference', 'Payment', 'Shop', 'Report', 'Paid on', 'Line']
  const body = findings.map((finding) => {
    const { kind, message, invoice, reference, paymentId, shopAmount, reportAmount, paidOn, place } = finding
    const texts = [kind, message, invoice, reference, paymentId].map((text) => `<td>${toHtml(text ?? '')}</td>`)
    const numbers = [shopAmount, reportAmount].map((sum) => `<td class="number">${sum === null ? '' : money(sum)}</td>`)
    const where = place === null ? '' : `${place.file}:${place.line}`
    return `<tr>${texts.join('')}${numbers.join('')}<td>${toHtml(paidOn ?? '')}</td><td>${toHtml(where)}</td></tr>`
  })
  return `<table class="findings"><thead><tr>${head.map((name) => `<th scope="col">${name}</th>`).join('')}</tr></thead><tbody>
${body.join('\n')}
</tbody></table>`
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const toHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? '')
const count = (value: number): string => String(value).replace(/\B(?=(?:\d{3})+$)/g, ',')
const money = (amount: number): string => (amount > 0 ? formatRupiah(rupiah(amount)) : 'Rp0')
