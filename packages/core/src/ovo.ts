import type { Handler } from './engine/outbox.ts'
import type { Durability, StoreHealth } from './engine/store.ts'
import type { OvoErrorCode } from './errors/ovo-error.ts'
import type { ApiLog } from './evidence/api-log.ts'
import type { LinkNoticeType, NoticeType, TopUpNoticeType } from './lifecycle/lifecycle.ts'
import type { Handle } from './notification/handle.ts'
import type { LinkNotice, OvoEvent, TopUpNotice } from './payments/events.ts'
import type { Links } from './payments/links.ts'
import type { Payments } from './payments/payments.ts'
import type { Linked } from './payments/start-linked.ts'
import type { PushToPay } from './payments/start-push.ts'
import type { Qris } from './payments/start-qris.ts'
import type { TopUps } from './payments/start-top-up.ts'
import type { Reconcile } from './settlement/reconcile.ts'

export interface Ovo {
  readonly qris: Qris
  readonly pushToPay: PushToPay
  readonly topUp: TopUps
  /** Customers' OVO accounts at the shop. */
  readonly links: Links
  /** Payments out of them. */
  readonly linked: Linked
  readonly payments: Payments
  /** OVO's settlement reports, held against what the shop was paid. */
  readonly settlement: { readonly reconcile: Reconcile }
  /** Every call to and from OVO. */
  readonly log: ApiLog
  /**
   * Hears events, at least once and in order per payment, until the handler succeeds. Register the same handlers in
   * every process that runs the worker; a process without any delivers nothing. A handler has 50 seconds; one that
   * takes longer has failed and hears the event again. Returns how to stop hearing.
   */
  on(type: NoticeType | '*', handler: Handler<OvoEvent>): () => void
  /** About top-ups, which are no payments: `*` leaves them out. */
  on(type: TopUpNoticeType, handler: Handler<TopUpNotice>): () => void
  /** About customers' links, which `*` leaves out too. */
  on(type: LinkNoticeType, handler: Handler<LinkNotice>): () => void
  /** Opens the store, migrates it and starts the worker. @throws {StoreError} */
  start(options?: { readonly worker?: boolean }): Promise<void>
  /** Answers OVO: the whole inbound side. Adapters pass requests here and send back what comes out. */
  readonly handle: Handle
  /** Does everything that is due now and resolves when nothing is: for tests, cron jobs and functions. */
  runDue(): Promise<void>
  /** `tokens` also has a token fetched for each merchant, unless a good one is at hand. @default tokens false */
  health(options?: { readonly tokens?: boolean }): Promise<OvoHealth>
  /** The store's clock. */
  now(): Date
  /**
   * Stops the worker and waits for what has begun, while the rest goes on: the first half of a shutdown, for as long as
   * requests still come in. What is due waits for another process, or for the next start.
   */
  stopWorker(): Promise<void>
  /** Stops the worker, waits for what has begun, and closes the store. */
  close(): Promise<void>
}

export interface OvoHealth extends StoreHealth {
  readonly isWorking: boolean
  /** `process-death`: the embedded store, which a power cut may cost the last writes. */
  readonly durability: Durability
  /** When the worker of this process last looked through what is due, which it does every second; `null`: not yet. */
  readonly sweptAt: Date | null
  /** How far this machine's wall clock is ahead of the store's. Nothing of OvoKit's rests on it. */
  readonly clockSkewMillis: number
  /** For each merchant `ok`, or why no access token can be had. Empty unless asked for. */
  readonly tokens: Readonly<Record<string, 'ok' | OvoErrorCode>>
}
