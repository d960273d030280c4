import type { SimulatorClock } from './clock.ts'
import type { Ledger } from './ledger.ts'

export interface CustomerInput {
  readonly phone?: string
  readonly pin?: string
  readonly name?: string
  /** Whole rupiah. @default 10_000_000 */
  readonly balance?: number
  /** An inactive account cannot be topped up. @default 'active' */
  readonly status?: 'active' | 'inactive'
}

/** A customer with an OVO balance. `balance` is read from the books each time. */
export interface Customer {
  readonly phone: string
  readonly pin: string
  readonly name: string
  readonly balance: number
  readonly status: 'active' | 'inactive'
}

/** The customers of this OVO. */
export class Customers {
  readonly #byPhone = new Map<string, { customer: Customer; opening: number }>()
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
    const opening = input.balance ?? 10_000_000
    if (!/^08\d{7,12}$/.test(phone))
      throw new TypeError('customer phone must be an Indonesian number such as 081200000001')
    if (!/^\d{6}$/.test(pin)) throw new TypeError('customer pin must be six digits')
    if (!Number.isSafeInteger(opening) || opening < 0)
      throw new TypeError('customer balance must be whole rupiah, 0 or more')
    if (this.#byPhone.has(phone)) throw new TypeError(`a customer with phone ${phone} exists already`)
    const customer: Customer = {
      phone,
      pin,
      status: input.status ?? 'active',
      name: input.name ?? `Pelanggan ${this.#byPhone.size + 1}`,
      get balance() {
        return ledger.balance(`customer:${phone}`)
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

  #open(phone: string, amount: number): void {
    if (amount === 0) return
    const at = this.#clock.now()
    this.#ledger.move({ at, kind: 'opening', from: 'opening', to: `customer:${phone}`, amount, reference: phone })
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
