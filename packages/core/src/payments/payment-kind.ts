import type { StoredRecord } from '../engine/store.ts'
import type { LifecycleEvent, Subject } from '../lifecycle/lifecycle.ts'
import type { RefundPlan } from '../linked/refund-plan.ts'
import type { EpochMillis } from '../values/jakarta-time.ts'
import type { Rupiah } from '../values/rupiah.ts'
import type { Refund } from './payment.ts'

/** What the operations on payments need to know about one way to pay. */
export interface PaymentKind<Row extends StoredRecord, View> {
  readonly kind: string
  readonly view: (record: Row, refund: Refund | null) => View
  /** Nothing more will happen to it by itself. */
  readonly isSettled: (record: Row) => boolean
  /** No rule may decide any more, and a person may. */
  readonly isForPerson: (record: Row) => boolean
  /** When nobody can pay it any more, if its outcome is clear by then. */
  readonly payableUntil: (record: Row) => EpochMillis
  /** How its money goes back. */
  readonly undo: WholeUndo<Row> | PartialUndo<Row>
}

/** Back in full, once. */
export interface WholeUndo<Row extends StoredRecord> {
  readonly takes: 'whole'
  /** For messages: OVO … only in full. */
  readonly does: string
  /** The last instant at which OVO takes it. */
  readonly until: (record: Row) => EpochMillis
  readonly draft: (input: {
    readonly payment: Row
    /** How many undos of the payment there were before. */
    readonly earlier: number
    readonly isAutomatic: boolean
    readonly note?: string
  }) => Omit<Subject<string>, 'id' | 'createdAt'>
}

/** Back in parts, as often as there is something left. */
export interface PartialUndo<Row extends StoredRecord> {
  readonly takes: 'parts'
  /** What no undo has taken yet. */
  readonly remaining: (payment: Row, relatives: readonly Subject[]) => number
  /** What a wish would come to. It is decided again inside the payment's own change. */
  readonly plan: (wish: {
    readonly payment: Row
    readonly relatives: readonly Subject[]
    readonly amount: number
    /** The shop's own name for it: the same key is the same refund. */
    readonly key: string
    readonly isAutomatic: boolean
    readonly now: EpochMillis
  }) => RefundPlan
  /** The change of the payment that begins it. */
  readonly event: (wish: { readonly amount: number; readonly key: string; readonly note?: string }) => LifecycleEvent
}

/** Data that every payment's record has. */
export type PaymentRecord = StoredRecord & {
  readonly data: {
    readonly amount: Rupiah
    readonly givenUp?: 'cancelled' | 'superseded'
    readonly watchedUntil?: EpochMillis
  }
}
