import type { SimulatorDialect } from '../dialect.ts'
import { jakartaDay } from '../wire/jakarta-time.ts'
import type { PosCode } from '../wire/pos-code.ts'
import type { SimulatorClock } from './clock.ts'
import type { Customers } from './customers.ts'
import type { Account, Ledger, LedgerEntry } from './ledger.ts'
import { isAnswerable, PUSH_SESSION_MILLIS, type PushOutcome, type PushRecord } from './push.ts'
import type { Pushes, PushSelector } from './pushes.ts'

export type PushRefusal = 'unknown-push' | 'closed' | 'expired' | 'wrong-pin' | 'insufficient'

export type PushResult =
  | { readonly ok: true; readonly merchantInvoice: string; readonly amount: number }
  | { readonly ok: false; readonly reason: PushRefusal }

export interface ApprovePushInput extends PushSelector {
  /** @default the customer's own */
  readonly pin?: string
}

interface PushPaymentsDeps {
  readonly clock: SimulatorClock
  readonly customers: Customers
  readonly ledger: Ledger
  readonly pushes: Pushes
  readonly dialect: SimulatorDialect
}

/** What moves money by Push To Pay: a customer approves a push, the merchant reverses or voids it. */
export class PushPayments {
  readonly #deps: PushPaymentsDeps

  constructor(deps: PushPaymentsDeps) {
    this.#deps = deps
  }

  /** A push arrives. From now on the customer has 55 seconds, and the call that made it ends after 60. */
  receive(record: PushRecord): void {
    const { clock, dialect, pushes } = this.#deps
    record.madeAt = clock.now()
    pushes.add(record)
    if (dialect.pushEarlyReversal === 'remembered' && pushes.wasReversedEarly(record.partner, record.merchantInvoice)) {
      record.phase = 'reversed'
      record.settle('73')
    }
    clock.schedule(record.madeAt + PUSH_SESSION_MILLIS, () => record.settle('no-code'))
  }

  approve({ pin, ...selector }: ApprovePushInput): PushResult {
    const record = this.#find(selector)
    return typeof record === 'string' ? { ok: false, reason: record } : this.approveRecord(record, pin)
  }

  reject(selector: PushSelector): PushResult {
    const record = this.#find(selector)
    return typeof record === 'string' ? { ok: false, reason: record } : this.rejectRecord(record)
  }

  approveRecord(record: PushRecord, pin?: string): PushResult {
    const { clock, customers, pushes } = this.#deps
    const refusal = this.#whyNot(record)
    if (refusal !== undefined) return { ok: false, reason: refusal }
    const customer = customers.find(record.phone)
    if (pin !== undefined && pin !== customer?.pin) return { ok: false, reason: 'wrong-pin' }
    if (customer === undefined || customer.balance < record.amount) {
      this.#close(record, 'failed', '51')
      return { ok: false, reason: 'insufficient' }
    }
    record.paidAt = clock.now()
    record.approval = pushes.nextApproval()
    if (record.fault?.name === 'settle-late') {
      this.#move(record, 'payment', `customer:${record.phone}`, 'in-flight')
      this.#close(record, 'in-flight', '68')
      clock.schedule(record.paidAt + record.fault.delayMillis, () => this.#arrive(record))
    } else {
      this.#move(record, 'payment', `customer:${record.phone}`, `shop:${record.partner}`)
      this.#close(record, 'paid', '00')
    }
    return { ok: true, merchantInvoice: record.merchantInvoice, amount: record.amount }
  }

  rejectRecord(record: PushRecord): PushResult {
    const refusal = this.#whyNot(record)
    if (refusal !== undefined) return { ok: false, reason: refusal }
    this.#close(record, 'rejected', '17')
    return { ok: true, merchantInvoice: record.merchantInvoice, amount: record.amount }
  }

  /** The push is refused before, or without, the customer. */
  fail(record: PushRecord, code: PosCode): void {
    if (record.phase === 'pending') this.#close(record, 'failed', code)
  }

  /** Takes a push back: what it took is returned, and what it has not taken it never will. */
  reverse(record: PushRecord): void {
    const { phase } = record
    if (phase !== 'paid' && phase !== 'in-flight' && phase !== 'pending') return
    if (phase !== 'pending') this.#giveBack(record, 'reversal')
    record.phase = 'reversed'
  }

  /** Gives a whole payment of today back. Says why when it does not. */
  void(record: PushRecord, date: string): string | undefined {
    const { clock, pushes } = this.#deps
    if (record.phase !== 'paid' || record.paidAt === undefined) return 'the push is not paid'
    if (jakartaDay(record.paidAt) !== jakartaDay(clock.now())) return 'the push was not paid today'
    this.#giveBack(record, 'void')
    record.phase = 'voided'
    record.void = { ...pushes.nextApproval(), date }
    return undefined
  }

  #find(selector: PushSelector): PushRecord | 'unknown-push' {
    return this.#deps.pushes.select(selector) ?? 'unknown-push'
  }

  #whyNot(record: PushRecord): 'closed' | 'expired' | undefined {
    if (record.phase !== 'pending') return 'closed'
    return isAnswerable(record, this.#deps.clock.now()) ? undefined : 'expired'
  }

  #close(record: PushRecord, phase: PushRecord['phase'], outcome: PushOutcome): void {
    record.phase = phase
    record.settle(outcome)
  }

  #arrive(record: PushRecord): void {
    if (record.phase !== 'in-flight') return
    this.#move(record, 'settlement', 'in-flight', `shop:${record.partner}`)
    record.phase = 'paid'
  }

  #giveBack(record: PushRecord, kind: 'reversal' | 'void'): void {
    const holder = record.phase === 'in-flight' ? 'in-flight' : (`shop:${record.partner}` as const)
    this.#move(record, kind, holder, `customer:${record.phone}`)
    record.returnedAt = this.#deps.clock.now()
  }

  #move({ amount, merchantInvoice }: PushRecord, kind: LedgerEntry['kind'], from: Account, to: Account): void {
    const { clock, ledger } = this.#deps
    ledger.move({ at: clock.now(), kind, from, to, amount, reference: merchantInvoice })
  }
}
