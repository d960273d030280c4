import { jakartaDay } from '../wire/jakarta-time.ts'
import type { TransactionRecord } from './transaction.ts'

/** Every QR made, found by either side's number. */
export class Transactions {
  readonly #records: TransactionRecord[] = []
  #serial = 0

  add(record: TransactionRecord): void {
    this.#records.push(record)
  }

  byPartnerReference(partner: string, partnerReferenceNo: string): TransactionRecord | undefined {
    return this.#records.find((one) => one.partner === partner && one.partnerReferenceNo === partnerReferenceNo)
  }

  byReference(referenceNo: string): TransactionRecord | undefined {
    return this.#records.find((one) => one.referenceNo === referenceNo)
  }

  byRefund(partner: string, partnerRefundNo: string): TransactionRecord | undefined {
    return this.#records.find(
      (one) => one.partner === partner && one.refunds.some((refund) => refund.partnerRefundNo === partnerRefundNo),
    )
  }

  /** A number of OVO's own: the Jakarta day and a serial that never repeats, 20 digits. */
  nextReference(now: number): string {
    this.#serial++
    return jakartaDay(now).replaceAll('-', '') + String(this.#serial).padStart(12, '0')
  }

  all(): readonly TransactionRecord[] {
    return this.#records
  }

  clear(): void {
    this.#records.length = 0
  }
}
