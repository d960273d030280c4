import type { EpochMillis } from '../values/jakarta-time.ts'
import type { JsonObject } from '../values/json.ts'

/** A payment or an undo, as it is stored. */
export interface StoredRecord {
  readonly id: string
  readonly kind: string
  readonly merchant: string
  /** The shop's own reference for what is being paid. */
  readonly reference: string
  /** The number that OVO knows it by; unique per merchant and kind. */
  readonly number: string
  readonly parentId: string | null
  readonly state: string
  /** Counts every stored change; a change is accepted only on the version it was decided on. */
  readonly version: number
  readonly data: JsonObject
  /**
   * A key that only one record may hold. It is taken, kept and given up; no change replaces one by another. Within one
   * change it may pass from a record to another.
   */
  readonly exclusive: string | null
  /** When the next step is due; `null`: nothing is due by time alone. */
  readonly dueAt: EpochMillis | null
  readonly createdAt: EpochMillis
  readonly updatedAt: EpochMillis
}

export type NewRecord = Omit<StoredRecord, 'version' | 'updatedAt'>

export interface RecordUpdate {
  readonly id: string
  /** The version that this change was decided on. */
  readonly version: number
  readonly state: string
  readonly data: JsonObject
  readonly exclusive: string | null
  readonly dueAt: EpochMillis | null
  /** Keeps the lease, for a change in the middle of a step. Every other change ends it. */
  readonly keepsLease?: boolean
}

/** One line of a record's append-only history. */
export interface HistoryEntry {
  readonly recordId: string
  readonly at: EpochMillis
  readonly type: string
  readonly from: string
  /** Equal to `from` when the event was rejected or changed only data. */
  readonly to: string
  readonly isRejected: boolean
  readonly facts: JsonObject
}

/** Something that the shop must hear, at least once and in order within its stream. */
export interface NewDelivery {
  readonly id: string
  /** The payment it is about: deliveries of one stream go out one after another. */
  readonly stream: string
  readonly type: string
  readonly at: EpochMillis
  readonly payload: JsonObject
}

export interface Delivery extends NewDelivery {
  /** How often it was tried before. */
  readonly attempts: number
}

/** Where a row stands in the chain of the process that wrote it. A store keeps it with the row, as it is. */
export interface LogLink {
  readonly writer: string
  /** From 1, in the order of writing; unique per writer. */
  readonly seq: number
  readonly link: string
}

/**
 * An HTTP exchange with OVO, in either direction: written before it happens, completed after. Without a link only where
 * it was written before the log had chains.
 */
export interface ExchangeStart extends Partial<LogLink> {
  readonly id: string
  readonly at: EpochMillis
  readonly direction: 'out' | 'in'
  readonly merchant: string
  readonly operation: string
  readonly recordId: string | null
  /** For people: secrets and personal data taken out. */
  readonly request: JsonObject
  /** The original, readable only with the merchant's encryption key. */
  readonly sealedRequest: string
}

export interface ExchangeEnd extends Partial<LogLink> {
  readonly id: string
  readonly at: EpochMillis
  readonly outcome: string
  readonly response: JsonObject
  readonly sealedResponse: string
}

export interface StoredExchange extends Omit<ExchangeStart, keyof LogLink> {
  readonly end: Omit<ExchangeEnd, 'id' | keyof LogLink> | null
}

/** What a process writes into the log about the log itself: that it began, ended, saw other chains, removed old rows. */
export interface LogNote extends Partial<LogLink> {
  readonly at: EpochMillis
  readonly type: 'opened' | 'closed' | 'witnessed' | 'pruned'
  readonly facts: JsonObject
}

/** One row of a writer's chain. */
export type LogRow =
  | { readonly kind: 'request'; readonly row: ExchangeStart & LogLink }
  | { readonly kind: 'response'; readonly row: ExchangeEnd & LogLink }
  | { readonly kind: 'note'; readonly row: LogNote & LogLink }

/** Which exchanges are looked for. What is left out does not matter. */
export interface FindExchanges {
  readonly ids?: readonly string[]
  readonly recordIds?: readonly string[]
  /** Begun at or after `since`, and before `until`. */
  readonly since?: EpochMillis
  readonly until?: EpochMillis
  readonly limit: number
}

/**
 * A change as data. It is applied whole or not at all, in one transaction: that is what makes write-ahead (G1), the
 * outbox (G5), the one slot (G6) and replay protection (G9) facts instead of hopes.
 */
export interface ChangeSet {
  readonly now: EpochMillis
  readonly insert?: readonly NewRecord[]
  readonly update?: readonly RecordUpdate[]
  /** Records that must still be at this version, though they do not change. */
  readonly expect?: readonly { readonly id: string; readonly version: number }[]
  /** The caller must still hold this record's lease. */
  readonly holds?: { readonly id: string; readonly owner: string }
  readonly history?: readonly HistoryEntry[]
  readonly deliveries?: readonly NewDelivery[]
  /** Must be new; kept until `expiresAt`. */
  readonly claim?: { readonly key: string; readonly expiresAt: EpochMillis }
  /** With its end, when it was over before it could be stored: an answered callback. */
  readonly exchangeStarts?: readonly (ExchangeStart & { readonly end?: Omit<ExchangeEnd, 'id'> })[]
  readonly exchangeEnds?: readonly ExchangeEnd[]
  readonly notes?: readonly LogNote[]
  /** Removes a writer's rows up to and with `through` from the API log. */
  readonly prune?: readonly { readonly writer: string; readonly through: number }[]
}

/** Why a change was not applied. Nothing of it was. */
export type Conflict = 'version' | 'lease' | 'exclusive' | 'number' | 'claim'

export type CommitResult = { readonly committed: true } | { readonly committed: false; readonly conflict: Conflict }

/** An access token as the cluster shares it. `generation` grows with every refresh. */
export interface StoredToken {
  readonly generation: number
  readonly sealed: string
  readonly refreshAt: EpochMillis
  readonly expiresAt: EpochMillis
}

export interface StoreHealth {
  /** Due work that nobody has begun, and how long the oldest has waited. */
  readonly overdue: number
  readonly oldestOverdueMillis: number
  readonly undelivered: number
}

/** What an acknowledged write survives. */
export type Durability = 'none' | 'process-death' | 'power-cut'

export interface Lease {
  readonly now: EpochMillis
  readonly owner: string
  readonly until: EpochMillis
}

/**
 * Where OvoKit keeps the money's state. Every implementation runs the same contract suite (`@ovokit/core/testing`).
 *
 * Values survive a JSON round trip. Time comes from `now()` and goes into every call: no implementation reads a clock
 * inside a statement.
 */
export interface Store {
  readonly durability: Durability
  /** The merchant has accepted less than `power-cut` for production. */
  readonly acceptsPowerLoss?: boolean
  /** Opens, migrates, and is safe to call from several processes at once. @throws {StoreError} `store-unavailable`, `store-locked` */
  open(): Promise<void>
  close(): Promise<void>
  /** The store's own clock, epoch milliseconds: the database's for PostgreSQL, so that processes agree. */
  now(): EpochMillis
  commit(change: ChangeSet): Promise<CommitResult>

  record(id: string): Promise<StoredRecord | null>
  recordByExclusive(key: string): Promise<StoredRecord | null>
  recordByNumber(find: {
    readonly merchant: string
    readonly kind: string
    readonly number: string
  }): Promise<StoredRecord | null>
  /** By OVO's own number (`data.referenceNo`), for callbacks that carry nothing else. */
  recordByReferenceNo(find: { readonly merchant: string; readonly referenceNo: string }): Promise<StoredRecord | null>
  /** Every record under the reference, oldest first. */
  recordsByReference(find: { readonly merchant: string; readonly reference: string }): Promise<readonly StoredRecord[]>
  /** The newest records first, at most `limit`. */
  recentRecords(find: { readonly kinds: readonly string[]; readonly limit: number }): Promise<readonly StoredRecord[]>
  /**
   * Records made from `from` to before `to`, oldest first, at most `limit`, and only those behind `after`: for reading
   * through any number of them a page at a time. Epoch milliseconds.
   */
  recordsBetween(find: {
    readonly merchant: string
    readonly kinds: readonly string[]
    readonly from: EpochMillis
    readonly to: EpochMillis
    readonly after: Pick<StoredRecord, 'createdAt' | 'id'> | null
    readonly limit: number
  }): Promise<readonly StoredRecord[]>
  history(recordId: string): Promise<readonly HistoryEntry[]>
  /** The newest that fit, at most `limit`, oldest first. */
  exchanges(find: FindExchanges): Promise<readonly StoredExchange[]>
  /** Every writer that has rows in the log, or of the `newest` ones that began, each with its last row's place. */
  logWriters(find?: { readonly newest?: number }): Promise<readonly LogLink[]>
  /** A writer's rows behind `after`, in order, at most `limit`. */
  logRows(find: { readonly writer: string; readonly after: number; readonly limit: number }): Promise<readonly LogRow[]>
  /** How many exchanges (not ends) have no link, and when the first and last of them began. */
  unlinkedExchanges(): Promise<{ readonly count: number; readonly from: EpochMillis; readonly to: EpochMillis }>

  /**
   * Leases up to `limit` due records that nobody holds, the longest due first; `id` leases that one, due or not.
   * `untilByKind` replaces `until` for records of those kinds.
   */
  claimDue(
    lease: Lease & {
      readonly limit: number
      readonly id?: string
      readonly untilByKind?: Readonly<Record<string, EpochMillis>>
    },
  ): Promise<readonly StoredRecord[]>
  /**
   * Gives a lease back without a change, with a new due time if the record is still at `version`. Does nothing when the
   * lease is not the owner's.
   */
  release(release: {
    readonly id: string
    readonly owner: string
    readonly version: number
    readonly dueAt: EpochMillis | null
  }): Promise<void>

  /** Leases deliveries, each the oldest undelivered of its stream. */
  claimDeliveries(lease: Lease & { readonly limit: number }): Promise<readonly Delivery[]>
  /** Ends a leased delivery: done, or to be tried again at `retryAt`. */
  endDelivery(end: { readonly id: string; readonly owner: string; readonly retryAt: EpochMillis | null }): Promise<void>

  /** Takes `count` numbers and returns the first: at least `floor`, and above every number taken before. */
  takeNumbers(take: { readonly name: string; readonly floor: number; readonly count: number }): Promise<number>

  token(key: string): Promise<StoredToken | null>
  /** The right to refresh, for one caller at a time, and only if `generation` is still the stored one (0: none yet). */
  claimToken(claim: Lease & { readonly key: string; readonly generation: number }): Promise<boolean>
  /** Stores a token for whoever holds the claim, and ends it. `null` ends the claim without a token. */
  saveToken(save: { readonly key: string; readonly owner: string; readonly token: StoredToken | null }): Promise<void>

  /** Removes what has had its time: expired claims, and older than given: delivered deliveries, exchanges without a link. */
  sweep(sweep: {
    readonly now: EpochMillis
    readonly deliveredBefore: EpochMillis
    readonly unlinkedBefore?: EpochMillis
  }): Promise<void>
  health(now: EpochMillis): Promise<StoreHealth>
  /** Calls back when another process may have made something due. Optional: the sweep finds it within a second anyway. */
  onWake?(listener: () => void): void
}
