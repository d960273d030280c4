import type { SimulatorClock } from './clock.ts'
import type { Ledger } from './ledger.ts'
import type { Partners } from './partners.ts'

export interface FundDepositInput {
  /** Whole rupiah, above zero. */
  readonly amount: number
  /** @default the default partner */
  readonly partner?: string
}

/** What partners have paid in to top customers up with. Nothing, until somebody does. */
export class Deposits {
  readonly #deps: { readonly ledger: Ledger; readonly clock: SimulatorClock; readonly partners: Partners }
  readonly #opening = new Map<string, number>()

  constructor(deps: { readonly ledger: Ledger; readonly clock: SimulatorClock; readonly partners: Partners }) {
    this.#deps = deps
  }

  /** Pays in, and says what is there then. */
  fund({ amount, partner }: FundDepositInput): number {
    if (!Number.isSafeInteger(amount) || amount < 1)
      throw new TypeError('deposit amount must be whole rupiah, 1 or more')
    const { name } = this.#deps.partners.get(partner)
    this.#payIn(name, amount)
    this.#opening.set(name, (this.#opening.get(name) ?? 0) + amount)
    return this.balance(name)
  }

  balance(partner: string): number {
    return this.#deps.ledger.balance(`deposit:${partner}`)
  }

  /** Writes all that was paid in again, after the books were cleared. */
  reopen(): void {
    for (const [partner, amount] of this.#opening) this.#payIn(partner, amount)
  }

  #payIn(partner: string, amount: number): void {
    const { ledger, clock } = this.#deps
    ledger.move({
      at: clock.now(),
      kind: 'opening',
      from: 'opening',
      to: `deposit:${partner}`,
      amount,
      reference: partner,
    })
  }
}
