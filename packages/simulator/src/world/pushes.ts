import { type Approval, differingField, type PushIdentity, type PushRecord } from './push.ts'

/** Which push, in any of the merchant's or the customer's terms; everything that is given has to fit. */
export interface PushSelector {
  readonly merchantInvoice?: string
  readonly batchNo?: string
  readonly referenceNumber?: number
  readonly phone?: string
  /** The name of the partner it is from. */
  readonly partner?: string
}

/** Every push received, found by the merchant's numbers. */
export class Pushes {
  readonly #records: PushRecord[] = []
  /** Pushes that are late on their way: a reversal can come before them. */
  readonly #onTheWay: Array<{ record: PushRecord; land: () => void }> = []
  readonly #reversedEarly = new Set<string>()
  readonly #watchers = new Set<{ selector: PushSelector; resolve: (record: PushRecord) => void }>()
  #serial = 0

  add(record: PushRecord): void {
    this.#records.push(record)
    for (const watcher of this.#watchers) {
      if (!fits(record, watcher.selector)) continue
      this.#watchers.delete(watcher)
      watcher.resolve(record)
    }
  }

  byInvoice(partner: string, merchantInvoice: string): PushRecord | undefined {
    return this.#records.find((one) => one.partner === partner && one.merchantInvoice === merchantInvoice)
  }

  /** The push of a batch with a number. A partner has one mid and tid, so those need no asking. */
  byReference(partner: string, batchNo: string, referenceNumber: number): PushRecord | undefined {
    return this.#records.find(
      (one) => one.partner === partner && one.batchNo === batchNo && one.referenceNumber === referenceNumber,
    )
  }

  /** The highest referenceNumber of a batch so far; 0 in a new one. */
  highestReference(partner: string, batchNo: string): number {
    const batch = this.#records.filter((one) => one.partner === partner && one.batchNo === batchNo)
    return Math.max(0, ...batch.map(({ referenceNumber }) => referenceNumber))
  }

  /** The newest push that fits; one that waits for its customer comes before one that does not. */
  select(selector: PushSelector): PushRecord | undefined {
    const fitting = this.#records.filter((record) => fits(record, selector))
    return fitting.findLast(({ phase }) => phase === 'pending') ?? fitting.at(-1)
  }

  /** The next push that fits, at once when one that fits is waiting for its customer. */
  next(selector: PushSelector): Promise<PushRecord> {
    const known = this.#records.findLast((record) => record.phase === 'pending' && fits(record, selector))
    if (known !== undefined) return Promise.resolve(known)
    return new Promise((resolve) => this.#watchers.add({ selector, resolve }))
  }

  hold(record: PushRecord, land: () => void): void {
    this.#onTheWay.push({ record, land })
  }

  /** Lets a push that is late on its way arrive, now that its reversal has been answered. True when there was one. */
  release(partner: string, identity: PushIdentity): boolean {
    const index = this.#onTheWay.findIndex(
      ({ record }) =>
        record.partner === partner &&
        record.merchantInvoice === identity.merchantInvoice &&
        differingField(record, identity) === undefined,
    )
    if (index < 0) return false
    const [arrived] = this.#onTheWay.splice(index, 1)
    arrived?.land()
    return true
  }

  rememberReversal(partner: string, merchantInvoice: string): void {
    this.#reversedEarly.add(`${partner} ${merchantInvoice}`)
  }

  wasReversedEarly(partner: string, merchantInvoice: string): boolean {
    return this.#reversedEarly.has(`${partner} ${merchantInvoice}`)
  }

  /** The next numbers of OVO's own. */
  nextApproval(): Approval {
    this.#serial++
    return { traceNumber: this.#serial, approvalCode: String(400_000 + (this.#serial % 600_000)).padStart(6, '0') }
  }

  all(): readonly PushRecord[] {
    return this.#records
  }

  /** Forgets every push and ends the calls that wait for one. */
  clear(): void {
    for (const record of [...this.#records, ...this.#onTheWay.map((late) => late.record)]) record.settle('cut')
    this.#records.length = 0
    this.#onTheWay.length = 0
    this.#reversedEarly.clear()
  }
}

function fits(record: PushRecord, selector: PushSelector): boolean {
  const { merchantInvoice, batchNo, referenceNumber, phone, partner } = selector
  return (
    (merchantInvoice === undefined || merchantInvoice === record.merchantInvoice) &&
    (batchNo === undefined || batchNo === record.batchNo) &&
    (referenceNumber === undefined || referenceNumber === record.referenceNumber) &&
    (phone === undefined || phone === record.phone) &&
    (partner === undefined || partner === record.partner)
  )
}
