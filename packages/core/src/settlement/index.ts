export { ReportError } from '../errors/errors.ts'
export type { FeeRule } from './fee-rule.ts'
export { type Finding, type FindingKind, findingKinds } from './finding.ts'
export { findingsCsvHeader, toFindingsCsvLine } from './findings-csv.ts'
export { maxHtmlFindings, toFindingsHtml } from './findings-html.ts'
export { type Product, products } from './ledger.ts'
export { type ReportSource, readReport } from './read-report.ts'
export type { Reconcile, ReconcileInput, Reconciliation } from './reconcile.ts'
export { createReconcile } from './reconcile.ts'
export type { Day } from './report-day.ts'
export {
  type AmountStyle,
  type DateOrder,
  type ReportField,
  type ReportProfile,
  settleProfile,
} from './report-profile.ts'
export type { Place, ReadLine, ReportRow } from './report-row.ts'
export { type DayRange, settlementDays } from './working-days.ts'
