import { type Audit, pushedAt } from './push-invariants.ts'

/** What one run came to, or many. Times in milliseconds of the clock that is moved. */
export interface PushFigures {
  readonly kills: number
  /** Payments of which OVO holds something else than the shop says. */
  readonly lost: number
  /** Pushes that left twice, and orders that were paid twice. */
  readonly doubled: number
  /** Payments whose outcome nobody knows, and no person has been told of. */
  readonly unknown: number
  /** How many payments ended in each state. */
  readonly states: Readonly<Record<string, number>>
  /** From each push to its first reversal leaving, where some process lived all along. */
  readonly firstReversals: readonly number[]
  /** The same, to its being stored: a process can still die between the two. */
  readonly firstStored: readonly number[]
  /** From the next start of a process to the first reversal, where every one had been dead. */
  readonly afterRestart: readonly number[]
}

export function readFigures(audit: Audit): PushFigures {
  const { payments, kills } = audit
  const states: Record<string, number> = {}
  for (const { status } of payments) states[status] = (states[status] ?? 0) + 1
  return { kills, states, ...readBooks(audit), ...readTimes(audit) }
}

function readBooks({ sim, payments, sendings, events }: Audit): Pick<PushFigures, 'lost' | 'doubled' | 'unknown'> {
  const { invoices } = sim.books()
  const kept = ({ merchantInvoice }: Audit['payments'][number]): number => invoices[merchantInvoice]?.kept ?? 0
  const isRaised = (id: string): boolean =>
    events.some(({ type, payment }) => type === 'attention' && payment.id === id)
  const isOpen = ({ status }: Audit['payments'][number]): boolean =>
    ['created', 'pushed', 'unknown', 'reversing'].includes(status)
  const pushed = sendings.filter(({ operation }) => operation === 'pos.push').map((one) => one.merchantInvoice)
  const paid = payments
    .filter(({ status, isOrphan }) => status === 'paid' && !isOrphan)
    .map(({ reference }) => reference)
  return {
    lost: payments.filter((one) => !isOpen(one) && kept(one) !== (one.status === 'paid' ? one.amount : 0)).length,
    doubled: pushed.length - new Set(pushed).size + paid.length - new Set(paid).size,
    unknown: payments.filter((one) => isOpen(one) && !(one.needsDecision && isRaised(one.id))).length,
  }
}

function readTimes({ payments, histories, sendings, gaps }: Audit) {
  const firstReversals: number[] = []
  const firstStored: number[] = []
  const afterRestart: number[] = []
  for (const payment of payments) {
    const { id, merchantInvoice } = payment
    const left = sendings.find((one) => one.operation === 'pos.reversal' && one.merchantInvoice === merchantInvoice)
    const stored = histories.get(id)?.find(({ event }) => event === 'reversing')
    if (left === undefined || stored === undefined) continue
    const letGo = pushedAt(payment)
    // Reversing begins with the asking at 60 s: from there on somebody has to live.
    const gap = gaps.findLast(({ from, to }) => from < left.at && to > letGo + 60_000)
    if (gap === undefined) {
      firstReversals.push(left.at - letGo)
      firstStored.push(stored.at.getTime() - letGo)
    } else afterRestart.push(left.at - Math.max(gap.to, letGo + 65_000))
  }
  return { firstReversals, firstStored, afterRestart }
}

/** The figures of many runs as one. */
export function addFigures(all: readonly PushFigures[]): PushFigures {
  const sum = (name: 'kills' | 'lost' | 'doubled' | 'unknown'): number => all.reduce((so, one) => so + one[name], 0)
  const states: Record<string, number> = {}
  for (const one of all)
    for (const [state, count] of Object.entries(one.states)) states[state] = (states[state] ?? 0) + count
  return {
    kills: sum('kills'),
    lost: sum('lost'),
    doubled: sum('doubled'),
    unknown: sum('unknown'),
    states,
    firstReversals: all.flatMap((one) => one.firstReversals),
    firstStored: all.flatMap((one) => one.firstStored),
    afterRestart: all.flatMap((one) => one.afterRestart),
  }
}

/** The smallest value that so large a part of all does not exceed. */
export function percentile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(Math.ceil(sorted.length * part) - 1, 0)] ?? Number.NaN
}
