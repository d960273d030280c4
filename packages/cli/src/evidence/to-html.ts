import { jakarta } from '../payments/describe-payment.ts'
import type { EvidenceDocument } from './functional-test.ts'

export const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** A page that needs nothing beside it and loads nothing. */
export const htmlPage = (title: string, body: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<title>${escapeHtml(title)}</title>
<style>
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 90rem; padding: 0 1rem; color: #222; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; }
th, td { border: 1px solid #bbb; padding: .5rem; vertical-align: top; text-align: left; overflow-wrap: anywhere; }
th { background: #e8e0f2; }
th:first-child { width: 16%; }
pre { font: 12px/1.4 ui-monospace, monospace; white-space: pre-wrap; margin: 0; }
img { max-width: 20rem; max-height: 40rem; border: 1px solid #bbb; margin: .25rem; }
figure { display: inline-block; margin: 0; max-width: 20.5rem; vertical-align: top; }
.missing { color: #a00; }
</style>
</head>
<body>
<h1>${escapeHtml(title)}</h1>
${body}
</body>
</html>
`

/** Writes the functional test as one page: the same rows as in the Word document. */
export function toHtml({ title, subtitle, rows }: EvidenceDocument): string {
  const body = rows.map(({ id, title: what, expected, call }) => {
    const about = `<strong>${escapeHtml(id)}</strong><br>${escapeHtml(what)}<br>Expected: ${escapeHtml(expected)}`
    const at = call === null ? '<br><span class="missing">not in the log</span>' : `<br>${escapeHtml(jakarta(call.at))}`
    const cell = (text = ''): string => `<td><pre>${escapeHtml(text)}</pre></td>`
    return `<tr><td>${about}${at}</td>${cell(call?.request)}${cell(call?.response)}</tr>`
  })
  const head = '<tr><th>Scenario</th><th>Request</th><th>Response</th></tr>'
  return htmlPage(title, `<p>${escapeHtml(subtitle)}</p>\n<table>\n${head}\n${body.join('\n')}\n</table>`)
}
