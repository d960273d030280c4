import { readQrisPayload } from '../wire/qris-payload.ts'
import type { SimulatorClock } from './clock.ts'
import type { Customers } from './customers.ts'
import type { Ledger } from './ledger.ts'
import { isPayable, type Refund, type TransactionRecord } from './transaction.ts'
import type { Transactions } from './transactions.ts'

export type PayRefusal =
  | 'unknown-qr'
  | 'invalid-qr'
  | 'expired'
  | 'already-paid'
  | 'declined'
  | 'unknown-customer'
  | 'wrong-pin'
  | 'insufficient'

export type PayResult =
  | { readonly ok: true; readonly referenceNo: string }
  | { readonly ok: false; readonly reason: PayRefusal }

export interface PayInput {
  readonly qrContent: string
  /** @default the first customer */
  readonly phone?: string
  /** @default the customer's own */
  readonly pin?: string
}

interface PaymentsDeps {
  readonly clock: SimulatorClock
  readonly customers: Customers
  readonly ledger: Ledger
  readonly transactions: Transactions
  readonly onPaid: (record: TransactionRecord) => void
}

/** The three things that move money: a customer pays, the payment settles, the merchant gives it back. */
export class Payments {
  readonly #deps: PaymentsDeps

  constructor(deps: PaymentsDeps) {
    this.#deps = deps
  }

  /** Finds the transaction behind a scanned payload, or says why there is none to pay. */
  scan(qrContent: string): TransactionRecord | Exclude<PayRefusal, 'wrong-pin' | 'insufficient' | 'unknown-customer'> {
    const { clock, transactions } = this.#deps
    const scanned = readQrisPayload(qrContent.trim())
    if (scanned === undefined) return 'invalid-qr'
    const record = transactions.byReference(scanned.referenceNo)
    if (record === undefined || record.payable !== scanned.amount) return 'unknown-qr'
    if (record.phase === 'declined') return 'declined'
    if (record.phase !== 'open') return 'already-paid'
    return isPayable(record, clock.now()) ? record : 'expired'
  }

  pay({ qrContent, phone, pin }: PayInput): PayResult {
    const { clock, customers, ledger } = this.#deps
    const record = this.scan(qrContent)
    if (typeof record === 'string') return { ok: false, reason: record }
    const customer = phone === undefined ? customers.first() : customers.find(phone)
    if (customer === undefined) return { ok: false, reason: 'unknown-customer' }
    if (pin !== undefined && pin !== customer.pin) return { ok: false, reason: 'wrong-pin' }
    if (customer.balance < record.payable) return { ok: false, reason: 'insufficient' }

    const at = clock.now()
    const { payable: amount, referenceNo: reference } = record
    ledger.move({ at, kind: 'payment', from: `customer:${customer.phone}`, to: 'in-flight', amount, reference })
    record.phase = 'in-flight'
    record.paidAt = at
    record.paidBy = customer.phone
    if (record.fault?.name === 'settle-late') {
      clock.schedule(at + record.fault.delayMillis, () => this.#settle(record))
    } else {
      this.#settle(record)
    }
    return { ok: true, referenceNo: reference }
  }

  /** The customer says no. Throws when there is nothing left to say no to. */
  decline(qrContent: string): void {
    const record = this.scan(qrContent)
    if (typeof record === 'string') throw new TypeError(`nothing to decline: the QR is ${record}`)
    record.phase = 'declined'
  }

  /** Gives the whole payment back to the customer who made it. The caller has checked that it is paid. */
  refund(record: TransactionRecord, partnerRefundNo: string): Refund {
    const { clock, ledger, transactions } = this.#deps
    const at = clock.now()
    const refund: Refund = {
      partnerRefundNo,
      refundNo: transactions.nextReference(at),
      amount: record.payable,
      refundedAt: at,
    }
    const movement = { at, kind: 'refund', amount: refund.amount, reference: record.referenceNo } as const
    ledger.move({ ...movement, from: `shop:${record.partner}`, to: 'in-flight' })
    ledger.move({ ...movement, from: 'in-flight', to: `customer:${record.paidBy}` })
    record.refunds.push(refund)
    record.refundedAt = at
    record.phase = 'refunded'
    return refund
  }

  #settle(record: TransactionRecord): void {
    const { clock, ledger, onPaid } = this.#deps
    const movement = { at: clock.now(), amount: record.payable, reference: record.referenceNo }
    ledger.move({ ...movement, kind: 'settlement', from: 'in-flight', to: `shop:${record.partner}` })
    record.phase = 'paid'
    onPaid(record)
  }
}
