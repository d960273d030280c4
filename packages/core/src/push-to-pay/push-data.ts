import type { Subject } from '../lifecycle/lifecycle.ts'
import type { EpochMillis } from '../values/jakarta-time.ts'
import type { MerchantInvoice } from '../values/merchant-invoice.ts'
import type { Rupiah } from '../values/rupiah.ts'
import type { PushToPayAsked } from './answer.ts'
import type { PushToPayTransaction } from './call.ts'
import type { PushReceipt } from './receipt.ts'

export type PushState =
  | 'created'
  | 'pushed'
  | 'unknown'
  | 'reversing'
  | 'paid'
  | 'refunded'
  | 'declined'
  | 'failed'
  | 'reversed'

/** What to do when a status check, and not the answer to the push, says that it was paid. */
export type LateSuccessPolicy = 'accept' | 'reverse'

/**
 * Everything a push remembers besides its state; `merchantInvoice` is the record's `number`. Plain JSON: it is stored as
 * it is. No name and no phone number in the clear.
 */
export type PushData = {
  readonly amount: Rupiah
  readonly terminalId: string
  readonly mid: string
  readonly batchNo: number
  readonly referenceNumber: number
  /** Sealed by the engine; opened only to build a request. */
  readonly sealedPhone: string
  /** For people: `0812****7890`. */
  readonly maskedPhone: string
  readonly onLateSuccess: LateSuccessPolicy
  /** Our clock when the push was let go. All of its deadlines count from here, and it is its `date`. */
  readonly pushedAt?: EpochMillis
  /** Status checks begun, and when the last one was. */
  readonly asked: number
  readonly askedAt?: EpochMillis
  /** What the last finished status check said, or that it said nothing clear. Gone while one is under way. */
  readonly lastWord?: StatusWord | 'unclear'
  /**
   * OVO's answer shows that our numbers may belong to another order, so no rule may take money back: the numbers were
   * used (40, 94), or somebody else's invoice stands in an answer that says paid.
   */
  readonly heldBy?: 'used' | 'mismatched'
  /** The first identity that differed. */
  readonly mismatch?: string
  /** The shop no longer wants this money: the shopper cancelled, or another attempt was paid. */
  readonly givenUp?: 'cancelled' | 'superseded'
  /** Reversals begun. */
  readonly reversals: number
  readonly reversingAt?: EpochMillis
  readonly reversalSentAt?: EpochMillis
  /** When the last reversal's answer, or its failure, was stored. */
  readonly reversalEndedAt?: EpochMillis
  /** OVO said 00 to the last reversal, and no status check has said paid since. */
  readonly acknowledgedAt?: EpochMillis
  /** Status checks begun since then. */
  readonly confirmations?: number
  /** Clear status checks since it was reversed. */
  readonly looks?: number
  /** Paid after it had been reversed. The order's slot may be somebody else's by now. */
  readonly isReopened?: boolean
  /** A paid answer that came after the reversal had begun. It changes nothing. */
  readonly latePaidAt?: EpochMillis
  readonly isRaised?: boolean
  /** Nothing more is asked: a person decides. */
  readonly isClosed?: boolean
  readonly paidAt?: EpochMillis
  /** A status check said so, not the answer to the push. */
  readonly isLate?: boolean
  /** Paid although the shop had given up: it goes back. */
  readonly isOrphan?: boolean
  readonly receipt?: PushReceipt
  /** Why it is as it is, as a short machine word, and OVO's code where there is one. */
  readonly reason?: string
  readonly responseCode?: string
}

/** A status check's clear words. */
export type StatusWord = 'paid' | 'not-found' | 'reversed' | 'failed' | 'too-old'

export type PushSubject = Subject<PushState, PushData>

/**
 * True when no rule may decide any more and a person may: `accepted` or `written-off` out of `unknown`, `written-off` out of
 * `reversing`. Nowhere else, or a push that may have been paid would never be reversed. Once true it stays so until the
 * state changes.
 */
export const isForPerson = ({ state, data }: Pick<PushSubject, 'state' | 'data'>): boolean =>
  state === 'unknown'
    ? data.heldBy !== undefined || data.isClosed === true
    : state === 'reversing' && data.isClosed === true

/** What names the push at OVO. Before it is let go, its `date` is still to be. */
export function transactionOf({
  number,
  data,
  createdAt,
}: Omit<Subject<string, PushData>, 'state'>): PushToPayTransaction {
  const { amount, batchNo, referenceNumber } = data
  return {
    amount,
    batchNo,
    referenceNumber,
    merchantInvoice: number as MerchantInvoice,
    pushedAt: data.pushedAt ?? createdAt,
  }
}

/** What OVO's answers about the push must fit. */
export const askedOf = (subject: PushSubject): PushToPayAsked => ({
  transaction: transactionOf(subject),
  terminalId: subject.data.terminalId,
  mid: subject.data.mid,
})
