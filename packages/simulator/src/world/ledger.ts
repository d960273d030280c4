export type Account =
  | `customer:${string}`
  | `points:${string}`
  | `shop:${string}`
  | `deposit:${string}`
  | 'fees'
  | 'in-flight'
  | 'opening'

/** One movement of money, out of one account and into another. `amount` is whole rupiah, above zero. */
export interface LedgerEntry {
  readonly at: number
  readonly kind: 'opening' | 'payment' | 'settlement' | 'refund' | 'reversal' | 'void' | 'top-up'
  readonly from: Account
  readonly to: Account
  readonly amount: number
  readonly reference: string
}

/** Double-entry books: every rupiah that arrives somewhere left somewhere else, so the sum over accounts is always zero. */
export class Ledger {
  readonly #balances = new Map<Account, number>()
  readonly #entries: LedgerEntry[] = []

  move(entry: LedgerEntry): void {
    if (!Number.isSafeInteger(entry.amount) || entry.amount <= 0)
      throw new RangeError('ledger amounts are whole rupiah')
    this.#balances.set(entry.from, this.balance(entry.from) - entry.amount)
    this.#balances.set(entry.to, this.balance(entry.to) + entry.amount)
    this.#entries.push(entry)
  }

  balance(account: Account): number {
    return this.#balances.get(account) ?? 0
  }

  /** The sum of the accounts whose name starts with a prefix. */
  sum(prefix: 'customer:' | 'points:' | 'shop:' | 'deposit:'): number {
    let sum = 0
    for (const [account, balance] of this.#balances) if (account.startsWith(prefix)) sum += balance
    return sum
  }

  entries(): readonly LedgerEntry[] {
    return [...this.#entries]
  }

  clear(): void {
    this.#balances.clear()
    this.#entries.length = 0
  }
}
