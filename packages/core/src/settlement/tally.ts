import { type Finding, type FindingKind, findingKinds } from './finding.ts'

/** What is counted while a reconciliation goes on. */
export interface Tally {
  row(): void
  ignore(): void
  match(amount: number): void
  find(findings: readonly Finding[]): Promise<void>
  result(): Tallied
}

/** What it came to. Sums in rupiah. */
export interface Tallied {
  /** Lines of the reports that were read as a payment or a refund. */
  readonly rows: number
  /** Lines that the profile says are no payments. */
  readonly ignored: number
  /** Invoices that the reports and the shop agree on in everything. */
  readonly matched: number
  readonly matchedAmount: number
  readonly counts: Readonly<Record<FindingKind, number>>
  /** Not one difference. */
  readonly isClean: boolean
}

export function createTally(onFinding: ((finding: Finding) => void | Promise<void>) | undefined): Tally {
  const counts = Object.fromEntries(Object.keys(findingKinds).map((kind) => [kind, 0])) as Record<FindingKind, number>
  let [rows, ignored, matched, matchedAmount] = [0, 0, 0, 0]
  return {
    row: () => {
      rows++
    },
    ignore: () => {
      ignored++
    },
    match: (amount) => {
      matched++
      matchedAmount += amount
    },
    find: async (findings) => {
      for (const finding of findings) {
        counts[finding.kind]++
        await onFinding?.(finding)
      }
    },
    result: () => ({
      rows,
      ignored,
      matched,
      matchedAmount,
      counts,
      isClean: Object.values(counts).every((count) => count === 0),
    }),
  }
}
