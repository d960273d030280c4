import type { Fault } from '../faults/fault-queue.ts'
import type { PosCode } from '../wire/pos-code.ts'

/** How long a customer has to answer a push. */
export const PUSH_WINDOW_MILLIS = 55_000

/** When the call that made a push is over, answered or not. */
export const PUSH_SESSION_MILLIS = 60_000

/** How long a push can be asked about. */
export const PUSH_MEMORY_MILLIS: number = 7 * 24 * 60 * 60 * 1000

/**
 * `pending` until the customer acts or 55 seconds are over, then `expired`. `in-flight`: the money has left the customer
 * and not reached the shop. `failed`: refused for another reason than the customer's word.
 */
export type PushState = 'pending' | 'expired' | 'in-flight' | 'paid' | 'rejected' | 'failed' | 'reversed' | 'voided'

/** What tells one push from another, as the merchant numbers them. */
export interface PushIdentity {
  readonly merchantInvoice: string
  readonly batchNo: string
  readonly referenceNumber: number
  readonly amount: number
  /** Left out of a reversal by some clients. */
  readonly phone: string | undefined
}

/** A push and what became of it, as OVO has it. Instants are epoch milliseconds, amounts whole rupiah. */
export interface Push extends PushIdentity {
  readonly partner: string
  readonly phone: string
  readonly state: PushState
  /** The `date` of the request. */
  readonly date: string
  readonly madeAt: number
  readonly expiresAt: number
  readonly paidAt?: number
  readonly returnedAt?: number
  /** The code of the outcome, whether or not it reached the merchant; missing while there is none. */
  readonly responseCode?: PosCode
}

/** How the call that made a push ends. `no-code`: nobody acted. `cut`: this OVO forgot everything. */
export type PushOutcome = PosCode | 'no-code' | 'cut'

/** OVO's own numbers for something that succeeded. */
export interface Approval {
  readonly traceNumber: number
  readonly approvalCode: string
}

/** The stored form. Expiry is not stored: it follows from the clock. */
export interface PushRecord extends Omit<Push, 'state' | 'expiresAt' | 'responseCode'> {
  phase: Exclude<PushState, 'expired'>
  madeAt: number
  paidAt?: number
  returnedAt?: number
  approval?: Approval
  void?: Approval & { readonly date: string }
  outcome?: PushOutcome
  /** Ends the call that made the push. Only the first time counts. */
  readonly settle: (outcome: PushOutcome) => void
  readonly settled: Promise<PushOutcome>
  /** The fault the push was made with, for the faults that show later. */
  readonly fault?: Fault | undefined
}

type NewPush = Omit<Push, 'state' | 'expiresAt' | 'responseCode' | 'paidAt' | 'returnedAt'> & {
  readonly fault?: Fault | undefined
}

export function makePush(input: NewPush): PushRecord {
  const { promise, resolve } = withResolvers<PushOutcome>()
  const record: PushRecord = {
    ...input,
    phase: 'pending',
    settled: promise,
    settle(outcome) {
      record.outcome ??= outcome
      resolve(record.outcome)
    },
  }
  return record
}

/** True while the customer may still approve or reject. */
export function isAnswerable(record: PushRecord, now: number): boolean {
  return record.phase === 'pending' && now < record.madeAt + PUSH_WINDOW_MILLIS
}

/** A copy for the outside, with the state of this moment. */
export function snapshotPush(record: PushRecord, now: number): Push {
  const { phase, settle: _settle, settled: _settled, fault: _fault, approval: _approval, ...kept } = record
  const { void: _void, outcome, ...rest } = kept
  const expiresAt = record.madeAt + PUSH_WINDOW_MILLIS
  const state = phase === 'pending' && now >= expiresAt ? 'expired' : phase
  const responseCode = outcome === undefined || outcome === 'no-code' || outcome === 'cut' ? undefined : outcome
  return { ...rest, state, expiresAt, ...(responseCode === undefined ? {} : { responseCode }) }
}

/** The first field in which a request differs from the push it names; a phone that was left out fits. */
export function differingField(record: PushRecord, asked: PushIdentity): keyof PushIdentity | undefined {
  if (asked.phone !== undefined && asked.phone !== record.phone) return 'phone'
  return (['batchNo', 'referenceNumber', 'amount'] as const).find((field) => record[field] !== asked[field])
}

function withResolvers<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => undefined
  const promise = new Promise<T>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}
