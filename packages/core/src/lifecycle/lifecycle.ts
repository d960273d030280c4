import type { EpochMillis } from '../values/jakarta-time.ts'
import type { JsonObject } from '../values/json.ts'
import type { TransitionTable } from './transition.ts'

/** What a lifecycle sees of a stored record: plain data, no store, no clock. */
export interface Subject<State extends string = string, Data = JsonObject> {
  readonly id: string
  readonly kind: string
  readonly merchant: string
  readonly reference: string
  /** The number that OVO knows the record by (partnerReferenceNo, partnerRefundNo). */
  readonly number: string
  /** The payment that an undo belongs to. */
  readonly parentId: string | null
  readonly state: State
  readonly data: Data
  readonly createdAt: EpochMillis
}

/** The next thing to do and when. `null`: nothing is due by time alone. */
export interface Step<Action extends string = string> {
  readonly at: EpochMillis
  readonly action: Action
}

/** What a change brings with it, decided in the same breath and stored in the same transaction. */
export type Consequence =
  /** Tell the shop, at least once. */
  | { readonly kind: 'notify'; readonly type: AnyNoticeType; readonly details?: JsonObject }
  /** Another record changes too. */
  | { readonly kind: 'dispatch'; readonly id: string; readonly event: LifecycleEvent }
  /** A new record begins. */
  | { readonly kind: 'spawn'; readonly record: Omit<Subject, 'id' | 'createdAt'> }

/** What a shop can subscribe to about its payments. `attention` is for a person: something no rule may decide. */
export type NoticeType =
  | 'paid'
  | 'failed'
  | 'expired'
  | 'reversed'
  | 'refunded'
  | 'refund-failed'
  | 'voided'
  | 'void-failed'
  | 'attention'

/** And about its top-ups, whose money goes the other way. `top-up-attention` is for a person. */
export const topUpNotices = ['topped-up', 'top-up-failed', 'top-up-attention'] as const
export type TopUpNoticeType = (typeof topUpNotices)[number]

/** And about its customers' links. `link-attention` is for a person. */
export const linkNotices = ['linked', 'link-failed', 'link-revoked', 'unlinked', 'link-attention'] as const
export type LinkNoticeType = (typeof linkNotices)[number]

export type AnyNoticeType = NoticeType | TopUpNoticeType | LinkNoticeType

/** An event is its type and plain facts; it is kept in the record's history as it is. */
export interface LifecycleEvent {
  readonly type: string
}

/** An action is a pair: build the call, read the answer. Both are synchronous and pure. */
export interface CallOperation<State extends string, Data, Event extends LifecycleEvent, Call, Result> {
  /** The event stored before the call leaves, for calls whose sending must be remembered. */
  readonly intent?: Event
  readonly build: (subject: Subject<State, Data>) => Call
  readonly read: (result: Result, subject: Subject<State, Data>, now: EpochMillis) => Event
}

/** An action that needs no call: time alone decides. */
export interface TimedOperation<State extends string, Data, Event extends LifecycleEvent> {
  readonly event: (subject: Subject<State, Data>, now: EpochMillis) => Event
}

/**
 * One kind of record: its table, its time rules, its calls and what follows from a change. Pure throughout; the engine
 * stores, sends and sleeps.
 */
export interface Lifecycle<
  State extends string,
  Data,
  Event extends LifecycleEvent,
  Action extends string,
  Call,
  Result,
> {
  readonly kind: string
  readonly initial: State
  readonly terminal: readonly State[]
  /**
   * How long other processes leave a record alone that somebody has begun a step on, in milliseconds. Where it is given,
   * it is only a courtesy, so that not all of them try at once, and a dead process is hardly waited for: what keeps two
   * steps apart is then the record's version. So every call must have an `intent`, and be safe to send again.
   * @default 30000, and no two steps of a record overlap while it lasts
   */
  readonly leaseMillis?: number
  readonly table: TransitionTable<State, Event['type']>
  /** Events that change when to ask, not what is true: they leave no line in the history. */
  readonly quiet: readonly Event['type'][]
  readonly reduce: (subject: Subject<State, Data>, event: Event, around: Around) => Data
  readonly nextStep: (subject: Subject<State, Data>, now: EpochMillis) => Step<Action> | null
  readonly operations: Readonly<
    Record<Action, CallOperation<State, Data, Event, Call, Result> | TimedOperation<State, Data, Event>>
  >
  /** A key that only one record may hold at a time, or `null`. This is what makes one payable attempt a fact (G6). */
  readonly exclusive: (subject: Subject<State, Data>) => string | null
  /** True when `reduce` and `consequences` must see the other records under the same reference. */
  readonly looksAround: (event: Event) => boolean
  readonly consequences: (change: Change<State, Data, Event>) => readonly Consequence[]
}

/** What a change may look at besides its own record. */
export interface Around {
  readonly now: EpochMillis
  /** The other records under the same merchant and reference, when `looksAround` asked for them. */
  readonly relatives: readonly Subject[]
}

export interface Change<State extends string, Data, Event extends LifecycleEvent> extends Around {
  readonly before: Subject<State, Data>
  readonly after: Subject<State, Data>
  readonly event: Event
}
