import { randomBytes } from 'node:crypto'
import type { Fault } from '../faults/fault-queue.ts'
import type { SimulatorClock } from './clock.ts'
import type { Customers } from './customers.ts'
import type { Ledger, LedgerEntry } from './ledger.ts'
import { isWaiting, type LinkedPaymentRecord, type LinkedRefund } from './linked-payment.ts'
import { type Links, MAX_WRONG_CODES } from './links.ts'

export type LinkedRefusal = 'unknown-payment' | 'closed' | 'expired' | 'wrong-pin' | 'blocked' | 'insufficient'

export type LinkedPayResult =
  | { readonly ok: true; readonly partnerReferenceNo: string; readonly returnUrl: string | undefined }
  | { readonly ok: false; readonly reason: LinkedRefusal }

/** Names a linked payment. All that is given has to fit; the newest one counts. */
export interface LinkedSelector {
  /** The address of the PIN page. */
  readonly page?: string
  readonly partnerReferenceNo?: string
  readonly phone?: string
  /** @default any */
  readonly partner?: string
}

export interface ApproveLinkedInput extends LinkedSelector {
  /** @default the customer's own */
  readonly pin?: string
}

type Begun = Pick<LinkedPaymentRecord, 'partner' | 'partnerReferenceNo' | 'phone' | 'amount' | 'payable'> &
  Pick<LinkedPaymentRecord, 'pointsUpTo' | 'validUntil' | 'notifyUrl' | 'fault'> & {
    /** Missing: OVO asks for no PIN. */
    readonly returnUrl: string | undefined
  }

interface Deps {
  readonly clock: SimulatorClock
  readonly customers: Customers
  readonly ledger: Ledger
  readonly links: Links
  readonly nextReference: (now: number) => string
  readonly onPaid: (record: LinkedPaymentRecord) => void
}

/** The payments out of linked accounts, and everything that moves their money. */
export class LinkedPayments {
  readonly #deps: Deps
  readonly #records: LinkedPaymentRecord[] = []

  constructor(deps: Deps) {
    this.#deps = deps
  }

  /** Opens a PIN page, or pays at once where OVO asks for no PIN. The caller has checked that there is enough. */
  begin({ returnUrl, ...input }: Begun): LinkedPaymentRecord {
    const { clock, nextReference } = this.#deps
    const madeAt = clock.now()
    const record: LinkedPaymentRecord = {
      ...input,
      madeAt,
      referenceNo: nextReference(madeAt),
      points: 0,
      refunds: [],
      phase: 'waiting',
      isOpened: false,
      wrong: 0,
      ...(returnUrl === undefined ? {} : { returnUrl, page: randomBytes(24).toString('base64url') }),
    }
    this.#records.push(record)
    if (returnUrl === undefined) this.#take(record)
    return record
  }

  /** True while the PIN page takes a PIN. */
  isWaiting(record: LinkedPaymentRecord): boolean {
    return isWaiting(record, this.#deps.clock.now())
  }

  /** Whether a customer has enough for a payment, points included where they may be used. */
  canPay(record: Pick<LinkedPaymentRecord, 'phone' | 'payable' | 'pointsUpTo'>): boolean {
    const customer = this.#deps.customers.find(record.phone)
    if (customer === undefined) return false
    return customer.balance >= record.payable - Math.min(customer.points, record.pointsUpTo)
  }

  find(partner: string, partnerReferenceNo: string): LinkedPaymentRecord | undefined {
    return this.#records.find((one) => one.partner === partner && one.partnerReferenceNo === partnerReferenceNo)
  }

  byReference(partner: string, referenceNo: string): LinkedPaymentRecord | undefined {
    return this.#records.find((one) => one.partner === partner && one.referenceNo === referenceNo)
  }

  byRefund(partner: string, partnerRefundNo: string): LinkedPaymentRecord | undefined {
    const isIts = (refund: LinkedRefund): boolean => refund.partnerRefundNo === partnerRefundNo
    return this.#records.find((one) => one.partner === partner && one.refunds.some(isIts))
  }

  byPage(page: string): LinkedPaymentRecord | undefined {
    return this.#records.find((one) => one.page === page)
  }

  select({ page, partnerReferenceNo, phone, partner }: LinkedSelector): LinkedPaymentRecord | undefined {
    const wanted = { page: page?.split('/').at(-1), partnerReferenceNo, phone, partner }
    const given = Object.entries(wanted).filter(([, value]) => value !== undefined)
    return this.#records.findLast((one) => given.every(([name, value]) => one[name as keyof typeof wanted] === value))
  }

  /** The customer types the PIN. Three wrong ones end the payment and block the number. */
  approve(record: LinkedPaymentRecord | undefined, pin?: string): LinkedPayResult {
    const { customers, links } = this.#deps
    const closed = this.#whyClosed(record)
    if (record === undefined || closed !== undefined) return { ok: false, reason: closed ?? 'unknown-payment' }
    record.isOpened = true
    if (links.isBlocked(record.phone)) return this.#fail(record, 'blocked')
    if (pin !== undefined && pin !== customers.find(record.phone)?.pin) {
      record.wrong++
      if (record.wrong < MAX_WRONG_CODES) return { ok: false, reason: 'wrong-pin' }
      links.block(record.phone)
      return this.#fail(record, 'blocked')
    }
    if (!this.canPay(record)) return this.#fail(record, 'insufficient')
    this.#take(record)
    return this.#done(record)
  }

  /** The customer gives up on OVO's page. */
  cancel(record: LinkedPaymentRecord | undefined): LinkedPayResult {
    const closed = this.#whyClosed(record)
    if (record === undefined || closed !== undefined) return { ok: false, reason: closed ?? 'unknown-payment' }
    record.phase = 'cancelled'
    record.finishedAt = this.#deps.clock.now()
    return this.#done(record)
  }

  /** Takes money from the shop, and gives it back to the customer. The caller has checked that it may. */
  refund(
    record: LinkedPaymentRecord,
    asked: Pick<LinkedRefund, 'partnerRefundNo' | 'amount' | 'reason'>,
    fault: Fault | undefined,
  ): LinkedRefund {
    const { clock, nextReference } = this.#deps
    const at = clock.now()
    const refund = { ...asked, at, refundNo: nextReference(at), status: '03' as LinkedRefund['status'] }
    record.refunds.push(refund)
    this.#move(record, { kind: 'refund', from: `shop:${record.partner}`, to: 'in-flight', amount: refund.amount })
    const end = (): void => this.#endRefund(record, refund, fault?.name === 'fail-late' ? '06' : '00')
    if (fault?.name === 'settle-late' || fault?.name === 'fail-late') clock.schedule(at + fault.delayMillis, end)
    else end()
    return refund
  }

  all(): readonly LinkedPaymentRecord[] {
    return this.#records
  }

  clear(): void {
    this.#records.length = 0
  }

  #whyClosed(record: LinkedPaymentRecord | undefined): 'closed' | 'expired' | undefined {
    if (record === undefined || this.isWaiting(record)) return undefined
    return record.phase === 'waiting' ? 'expired' : 'closed'
  }

  /** Out of the customer's points and cash, and to the shop, now or as late as the fault says. */
  #take(record: LinkedPaymentRecord): void {
    const { clock, customers } = this.#deps
    const { phone, payable, pointsUpTo, fault } = record
    record.points = Math.min(customers.find(phone)?.points ?? 0, pointsUpTo)
    this.#move(record, { kind: 'payment', from: `points:${phone}`, to: 'in-flight', amount: record.points })
    this.#move(record, { kind: 'payment', from: `customer:${phone}`, to: 'in-flight', amount: payable - record.points })
    record.phase = 'in-flight'
    record.paidAt = clock.now()
    const end = fault?.name === 'fail-late' ? () => this.#giveUp(record) : () => this.#settle(record)
    if (fault?.name === 'settle-late' || fault?.name === 'fail-late')
      clock.schedule(record.paidAt + fault.delayMillis, end)
    else end()
  }

  #settle(record: LinkedPaymentRecord): void {
    this.#move(record, { kind: 'settlement', from: 'in-flight', to: `shop:${record.partner}`, amount: record.payable })
    record.phase = 'paid'
    record.finishedAt = this.#deps.clock.now()
    this.#deps.onPaid(record)
  }

  /** The payment fails after all: the customer has the money back. */
  #giveUp(record: LinkedPaymentRecord): void {
    const { phone, payable, points } = record
    this.#move(record, { kind: 'reversal', from: 'in-flight', to: `points:${phone}`, amount: points })
    this.#move(record, { kind: 'reversal', from: 'in-flight', to: `customer:${phone}`, amount: payable - points })
    record.points = 0
    this.#fail(record, 'insufficient')
  }

  /** What cash paid goes back first, then what points paid. */
  #endRefund(record: LinkedPaymentRecord, refund: LinkedPaymentRecord['refunds'][number], status: '00' | '06'): void {
    const movement = { kind: 'refund', from: 'in-flight' } as const
    if (status === '06') {
      this.#move(record, { ...movement, to: `shop:${record.partner}`, amount: refund.amount })
    } else {
      const returned = sumOf(record.refunds.filter((one) => one.status === '00'))
      const cashLeft = Math.max(record.payable - record.points - returned, 0)
      const cash = Math.min(refund.amount, cashLeft)
      this.#move(record, { ...movement, to: `customer:${record.phone}`, amount: cash })
      this.#move(record, { ...movement, to: `points:${record.phone}`, amount: refund.amount - cash })
    }
    refund.status = status
    if (sumOf(record.refunds.filter((one) => one.status === '00')) === record.payable) record.phase = 'refunded'
  }

  #move(record: LinkedPaymentRecord, { amount, ...entry }: Omit<LedgerEntry, 'at' | 'reference'>): void {
    if (amount === 0) return
    const { clock, ledger } = this.#deps
    ledger.move({ ...entry, amount, at: clock.now(), reference: record.referenceNo })
  }

  #fail(record: LinkedPaymentRecord, reason: 'blocked' | 'insufficient'): LinkedPayResult {
    record.phase = 'failed'
    record.finishedAt = this.#deps.clock.now()
    return { ok: false, reason }
  }

  #done({ partnerReferenceNo, returnUrl }: LinkedPaymentRecord): LinkedPayResult {
    return { ok: true, partnerReferenceNo, returnUrl }
  }
}

const sumOf = (refunds: readonly LinkedRefund[]): number => refunds.reduce((sum, { amount }) => sum + amount, 0)
