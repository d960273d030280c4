import type { SimulatorClock } from './clock.ts'
import type { Ledger } from './ledger.ts'

export interface CustomerInput {
  readonly phone?: string
  readonly pin?: string
  readonly name?: string
  /** Whole rupiah. @default 10_000_000 */
  readonly balance?: number
  /** OVO Points: one is worth one rupiah. @default 0 */
  readonly points?: number
  /** An inactive account cannot be topped up. @default 'active' */
  readonly status?: 'active' | 'inactive'
}

/** A customer with an OVO balance. `balance` and `points` are read from the books each time. */
export interface Customer {
  readonly phone: string
  readonly pin: string
  readonly name: string
  /** OVO Cash, in whole rupiah. */
  readonly balance: number
  readonly points: number
  readonly status: 'active' | 'inactive'
}

interface Opening {
  readonly cash: number
  readonly points: number
}

/** The customers of this OVO. */
export class Customers {
  readonly #byPhone = new Map<string, { customer: Customer; opening: Opening }>()
  readonly #ledger: Ledger
  readonly #clock: SimulatorClock

  constructor({ ledger, clock }: { ledger: Ledger; clock: SimulatorClock }) {
    this.#ledger = ledger
    this.#clock = clock
  }

  add(input: CustomerInput = {}): Customer {
    const ledger = this.#ledger
    const phone = input.phone ?? this.#nextPhone()
    const pin = input.pin ?? '123456'
    const opening = { cash: input.balance ?? 10_000_000, points: input.points ?? 0 }
    if (!/^08\d{7,12}$/.test(phone))
      throw new TypeError('customer phone must be an Indonesian number such as 081200000001')
    if (!/^\d{6}$/.test(pin)) throw new TypeError('customer pin must be six digits')
    if (!Number.isSafeInteger(opening.cash) || opening.cash < 0)
      throw new TypeError('customer balance must be whole rupiah, 0 or more')
    if (!Number.isSafeInteger(opening.points) || opening.points < 0)
      throw new TypeError('customer points must be a whole number, 0 or more')
    if (this.#byPhone.has(phone)) throw new TypeError(`a customer with phone ${phone} exists already`)
    const customer: Customer = {
      phone,
      pin,
      status: input.status ?? 'active',
      name: input.name ?? `Pelanggan ${this.#byPhone.size + 1}`,
      get balance() {
        return ledger.balance(`customer:${phone}`)
      },
      get points() {
        return ledger.balance(`points:${phone}`)
      },
    }
    this.#byPhone.set(phone, { customer, opening })
    this.#open(phone, opening)
    return customer
  }

  find(phone: string): Customer | undefined {
    return this.#byPhone.get(phone)?.customer
  }

  /** The first customer; one is made when nobody has been added yet. */
  first(): Customer {
    return this.all()[0] ?? this.add()
  }

  all(): readonly Customer[] {
    return [...this.#byPhone.values()].map(({ customer }) => customer)
  }

  /** Writes everyone's opening balance again, after the books were cleared. */
  reopen(): void {
    for (const [phone, { opening }] of this.#byPhone) this.#open(phone, opening)
  }

  #open(phone: string, { cash, points }: Opening): void {
    const movement = { at: this.#clock.now(), kind: 'opening', from: 'opening', reference: phone } as const
    if (cash > 0) this.#ledger.move({ ...movement, to: `customer:${phone}`, amount: cash })
    if (points > 0) this.#ledger.move({ ...movement, to: `points:${phone}`, amount: points })
  }

  #nextPhone(): string {
    let ordinal = 1
    while (this.#byPhone.has(phoneOf(ordinal))) ordinal++
    return phoneOf(ordinal)
  }
}

function phoneOf(ordinal: number): string {
  return `0812${String(ordinal).padStart(8, '0')}`
}
