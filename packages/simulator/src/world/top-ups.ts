import { jakartaDay } from '../wire/jakarta-time.ts'
import { Refusal } from '../wire/response-code.ts'
import type { SimulatorClock } from './clock.ts'
import type { Ledger } from './ledger.ts'

/** What this OVO takes and charges, in whole rupiah, as in the sample of OVO's guidance. */
export const TOP_UP_TERMS = { min: 10_000, max: 20_000_000, monthly: 40_000_000, fee: 1_000 } as const

/** How long an inquiry can be used. No source says. */
const INQUIRY_LIFE_MILLIS = 15 * 60_000

export interface TopUpInquiry {
  readonly partner: string
  readonly partnerReferenceNo: string
  readonly sessionId: string
  readonly phone: string
  readonly amount: number
  readonly at: number
}

/** A top-up as OVO has it. */
export interface TopUp {
  readonly partner: string
  readonly partnerReferenceNo: string
  readonly referenceNo: string
  readonly phone: string
  readonly amount: number
  readonly fee: number
  readonly at: number
  readonly state: 'in-flight' | 'done' | 'failed'
}

type TopUpRecord = { -readonly [Key in keyof TopUp]: TopUp[Key] }

/** Inquiries and top-ups, and the only two things that move a deposit's money. */
export class TopUps {
  readonly #deps: { readonly clock: SimulatorClock; readonly ledger: Ledger }
  readonly #inquiries: TopUpInquiry[] = []
  readonly #records: TopUpRecord[] = []
  #serial = 0

  constructor(deps: { readonly clock: SimulatorClock; readonly ledger: Ledger }) {
    this.#deps = deps
  }

  inquire(input: Omit<TopUpInquiry, 'sessionId' | 'at'>): TopUpInquiry {
    const { min, max, monthly } = TOP_UP_TERMS
    if (input.amount < min) throw new Refusal('invalidAmount')
    if (input.amount > max || this.#receivedThisMonth(input.phone) + input.amount > monthly)
      throw new Refusal('overLimit')
    const inquiry = { ...input, sessionId: `session${++this.#serial}`, at: this.#deps.clock.now() }
    this.#inquiries.push(inquiry)
    return inquiry
  }

  /** Takes amount and fee out of the deposit. The customer has the amount when it is settled. */
  transfer(
    asked: Omit<TopUpInquiry, 'sessionId' | 'at'> & { readonly sessionId: string | undefined; readonly fee: number },
  ): TopUp {
    const { clock, ledger } = this.#deps
    const { partner, partnerReferenceNo, phone, amount, sessionId } = asked
    if (this.find(partner, partnerReferenceNo) !== undefined) throw new Refusal('duplicateReference')
    const inquiry = this.#inquiries.findLast(
      (one) => one.partner === partner && one.partnerReferenceNo === partnerReferenceNo,
    )
    if (inquiry === undefined) throw new Refusal('notAllowed', 'There was no inquiry')
    const isSame = inquiry.phone === phone && inquiry.amount === amount && inquiry.sessionId === sessionId
    if (!isSame || asked.fee !== TOP_UP_TERMS.fee) throw new Refusal('inconsistent')
    const at = clock.now()
    if (at > inquiry.at + INQUIRY_LIFE_MILLIS) throw new Refusal('expired')
    if (this.#receivedThisMonth(phone) + amount > TOP_UP_TERMS.monthly) throw new Refusal('overLimit')
    const { fee } = TOP_UP_TERMS
    if (ledger.balance(`deposit:${partner}`) < amount + fee) throw new Refusal('insufficientFunds')
    const referenceNo = `${jakartaDay(at).replaceAll('-', '')}${String(++this.#serial).padStart(12, '0')}`
    const record: TopUpRecord = { partner, partnerReferenceNo, referenceNo, phone, amount, fee, at, state: 'in-flight' }
    this.#records.push(record)
    const movement = {
      at,
      kind: 'top-up',
      from: `deposit:${partner}`,
      to: 'in-flight',
      reference: referenceNo,
    } as const
    ledger.move({ ...movement, amount: amount + fee })
    return record
  }

  /** The money arrives, or goes back to the deposit. */
  settle(topUp: TopUp, state: 'done' | 'failed'): void {
    const { clock, ledger } = this.#deps
    const record = this.#records.find((one) => one === topUp)
    // Forgotten by a reset, or settled before.
    if (record?.state !== 'in-flight') return
    const { partner, phone, amount, fee, referenceNo } = record
    const movement = { at: clock.now(), kind: 'top-up', from: 'in-flight', reference: referenceNo } as const
    if (state === 'done') {
      ledger.move({ ...movement, to: `customer:${phone}`, amount })
      ledger.move({ ...movement, to: 'fees', amount: fee })
    } else {
      ledger.move({ ...movement, to: `deposit:${partner}`, amount: amount + fee })
    }
    record.state = state
  }

  find(partner: string, partnerReferenceNo: string): TopUp | undefined {
    return this.#records.find((one) => one.partner === partner && one.partnerReferenceNo === partnerReferenceNo)
  }

  all(): readonly TopUp[] {
    return this.#records.map((record) => ({ ...record }))
  }

  clear(): void {
    this.#inquiries.length = 0
    this.#records.length = 0
  }

  #receivedThisMonth(phone: string): number {
    const month = jakartaDay(this.#deps.clock.now()).slice(0, 7)
    return this.#records
      .filter((one) => one.phone === phone && one.state !== 'failed' && jakartaDay(one.at).startsWith(month))
      .reduce((sum, { amount }) => sum + amount, 0)
  }
}
