import type { Stage } from './stage.ts'

/** A short story, and what must be true at its end. */
export interface Scenario {
  readonly title: string
  readonly amount: number
  readonly onLateSuccess?: 'reverse'
  /** Plays it, and says what came out, in the words of `expected`. */
  readonly play: (stage: Stage, reference: string) => Promise<Record<string, unknown>>
  readonly expected: Record<string, unknown>
}

/** What the shop's order came to: its attempts, what the shop heard, and what it holds. */
export async function outcome(stage: Stage, reference: string): Promise<Record<string, unknown>> {
  const { order, payments } = await stage.page(reference)
  // OVO's own books, not the shop's: what the shop holds for the numbers of this order.
  const { shopBy } = stage.sim.books()
  const shopHolds = payments.reduce((sum, { number }) => sum + (shopBy[number] ?? 0), 0)
  return { attempts: payments.map(({ status }) => status), heard: order.heard.map(({ type }) => type), shopHolds }
}
