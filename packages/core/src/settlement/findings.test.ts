import { describe, expect, test } from 'vitest'
import { type Finding, type FindingKind, findingKinds } from './finding.ts'
import { findingsCsvHeader, toFindingsCsvLine } from './findings-csv.ts'
import { toFindingsHtml } from './findings-html.ts'
import type { Reconciliation } from './reconcile.ts'

const finding: Finding = {
  kind: 'missing-at-shop',
  message: 'there is no payment "A", here',
  place: { file: 'day.csv', line: 7 },
  invoice: 'A',
  product: null,
  reference: null,
  paymentId: null,
  shopAmount: null,
  reportAmount: 25_000,
  paidOn: '2026-11-20',
}

describe('toFindingsCsvLine', () => {
  test('writes one line, quoted where it must be', () => {
    expect(findingsCsvHeader).toBe(
      '\uFEFFkind,message,file,line,invoice,product,reference,payment,shop_amount,report_amount,paid_on\r\n',
    )
    expect(toFindingsCsvLine(finding)).toBe(
      'missing-at-shop,"there is no payment ""A"", here",day.csv,7,A,,,,,25000,2026-11-20\r\n',
    )
  })

  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', ' =1', '\r=1', '＝1', '|calc', '%0A=1'])(
    'lets no spreadsheet take %j for a formula',
    (invoice) => {
      const line = toFindingsCsvLine({ ...finding, message: 'm', invoice, reference: `${invoice},"` })
      expect(line).toMatch(/^missing-at-shop,m,day\.csv,7,"?'/)
      expect(line).toContain(`,"'${invoice},""",`)
    },
  )
})

describe('toFindingsHtml', () => {
  const counts = Object.fromEntries(Object.keys(findingKinds).map((kind) => [kind, 0])) as Record<FindingKind, number>
  const clean: Reconciliation = {
    merchant: 'default',
    from: '2026-11-20',
    to: '2026-11-20',
    rows: 1_234,
    ignored: 0,
    matched: 1_234,
    matchedAmount: 2_000_000,
    counts,
    isClean: true,
  }

  test('says that everything matches', () => {
    const page = toFindingsHtml(clean, [])
    expect(page).toContain('Everything matches.')
    expect(page).toContain('1,234 (Rp2.000.000)')
  })

  test('lists the differences, lets no text of a report be markup, and says how many it leaves out', () => {
    const result = { ...clean, isClean: false, counts: { ...counts, 'missing-at-shop': 3 } }
    const page = toFindingsHtml(result, [{ ...finding, invoice: '<script>alert(1)</script>' }])
    expect(page).toContain('3 differences.')
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(page).not.toContain('<script')
    expect(page).toContain('2 more are in the CSV.')
  })
})
