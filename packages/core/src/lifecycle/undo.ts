import type { EpochMillis } from '../values/jakarta-time.ts'
import type { Rupiah } from '../values/rupiah.ts'
import type {
  Around,
  CallOperation,
  Change,
  Consequence,
  Lifecycle,
  LifecycleEvent,
  NoticeType,
  Step,
  Subject,
} from './lifecycle.ts'
import type { TransitionTable } from './transition.ts'

export type UndoState = 'created' | 'sent' | 'unknown' | 'succeeded' | 'failed'
export type UndoAction = 'send' | 'ask' | 'close' | 'raise'

/** What every undo remembers. A product adds what its calls need. */
export type UndoData = {
  readonly amount: Rupiah
  /** Started by a rule (money nobody waits for), not by the shop. */
  readonly isAutomatic: boolean
  /** OVO takes no undo of this payment after that instant. */
  readonly cutoffAt: EpochMillis
  /** Calls that left, or may have. */
  readonly sends: number
  readonly sentAt?: EpochMillis
  /** Calls that provably did not leave, or that OVO asked to send later. */
  readonly misses: number
  readonly missedAt?: EpochMillis
  readonly asked: number
  readonly askedAt?: EpochMillis
  readonly isRaised?: boolean
  readonly reason?: string
  readonly responseCode?: string
  /** OVO's own number for the undo, and when it says that it happened. */
  readonly ovoReference?: string
  readonly doneAt?: EpochMillis
}

export type UndoEvent =
  | { readonly type: 'sending' }
  /** It provably did not leave, or OVO asked for patience: it may be sent again. */
  | { readonly type: 'missed'; readonly reason: string }
  | { readonly type: 'succeeded'; readonly ovoReference: string | null; readonly doneAt: EpochMillis | null }
  | { readonly type: 'refused'; readonly reason: string; readonly responseCode: string | null }
  /** No clear answer: it may have happened. */
  | { readonly type: 'unclear'; readonly reason: string }
  /** OVO says that it did not happen, in time to send it again. */
  | { readonly type: 'not-happened' }
  /** OVO still says that it did not happen, long after it could have. */
  | { readonly type: 'never-happened' }
  /** The window closed before anything was sent. */
  | { readonly type: 'window-closed' }
  /** The window closed after something may have been sent: only OVO can tell. */
  | { readonly type: 'too-late' }
  | { readonly type: 'raised' }

/**
 * The life of an undo: refund, void or reversal.
 *
 * Its sending is written down before it leaves (`sending`), so a crash finds it `sent` and asks, instead of sending
 * twice. It is sent again only with the same number, and only after OVO says that it did not happen.
 *
 * @see docs/ARCHITECTURE.md#undo
 */
export const undoTable: TransitionTable<UndoState, UndoEvent['type']> = {
  created: { sending: 'sent', missed: 'created', 'window-closed': 'failed', 'too-late': 'unknown', raised: 'created' },
  sent: {
    missed: 'created',
    succeeded: 'succeeded',
    refused: 'failed',
    unclear: 'unknown',
    'not-happened': 'created',
    'never-happened': 'failed',
  },
  unknown: {
    succeeded: 'succeeded',
    unclear: 'unknown',
    'not-happened': 'created',
    'never-happened': 'failed',
    raised: 'unknown',
  },
  succeeded: {},
  failed: {},
}

/** How long after the window an undo that OVO denies is believed to have never happened. */
export const undoSettleMillis: number = 60 * 60_000
/** A sending that has no stored result by then belongs to a process that died. Longer than any HTTP deadline of ours. */
const lostSendMillis = 30_000
const raiseAfterMillis = 5 * 60_000
const delays = [2_000, 5_000, 10_000, 30_000, 60_000, 300_000, 900_000] as const
const delay = (count: number): number => delays[Math.min(count, delays.length - 1)] as number

/** Says when to do what next about an undo. Pure. */
export function nextUndoStep(
  { state, data, createdAt }: Pick<Subject<UndoState, UndoData>, 'state' | 'data' | 'createdAt'>,
  now: EpochMillis,
): Step<UndoAction> | null {
  const raiseAt = data.isRaised === true ? Number.POSITIVE_INFINITY : createdAt + raiseAfterMillis
  switch (state) {
    case 'created': {
      const base = Math.max(data.missedAt ?? 0, data.askedAt ?? 0)
      const at = base === 0 ? createdAt : base + delay(data.misses + data.sends - 1)
      if (Math.max(at, now) > data.cutoffAt) return { at: data.cutoffAt + 1, action: 'close' }
      return raiseAt < at ? { at: raiseAt, action: 'raise' } : { at, action: 'send' }
    }
    case 'sent':
      return { at: (data.sentAt ?? createdAt) + lostSendMillis, action: 'ask' }
    case 'unknown': {
      const at = Math.max(data.askedAt ?? 0, data.sentAt ?? createdAt) + delay(data.asked)
      return raiseAt < at ? { at: raiseAt, action: 'raise' } : { at, action: 'ask' }
    }
    case 'succeeded':
    case 'failed':
      return null
  }
}

function reduceUndo<Data extends UndoData>(
  { data, state }: Subject<UndoState, Data>,
  event: UndoEvent,
  { now }: Around,
): Data {
  switch (event.type) {
    case 'sending':
      return { ...data, sends: data.sends + 1, sentAt: now }
    case 'missed':
      // From `created` nothing had been counted yet: not even a token could be had.
      return {
        ...data,
        sends: state === 'sent' ? data.sends - 1 : data.sends,
        misses: data.misses + 1,
        missedAt: now,
        reason: event.reason,
      }
    case 'succeeded': {
      const { ovoReference, doneAt } = event
      return { ...data, ...(ovoReference === null ? {} : { ovoReference }), doneAt: doneAt ?? now }
    }
    case 'refused': {
      const { reason, responseCode } = event
      return { ...data, reason, ...(responseCode === null ? {} : { responseCode }) }
    }
    case 'unclear':
      return { ...data, asked: data.asked + 1, askedAt: now, reason: event.reason }
    case 'not-happened':
    case 'never-happened':
      return { ...data, asked: data.asked + 1, askedAt: now, reason: event.type }
    case 'window-closed':
    case 'too-late':
      return { ...data, reason: event.type }
    case 'raised':
      return { ...data, isRaised: true }
  }
}

function undoConsequences<Data extends UndoData>(
  change: Change<UndoState, Data, UndoEvent>,
  {
    notices,
    settled = () => ({ type: 'refunded' }),
  }: {
    readonly notices: UndoNotices
    readonly settled?: (change: Change<UndoState, Data, UndoEvent>) => LifecycleEvent
  },
): readonly Consequence[] {
  const { after, event } = change
  const attention = (reason: string, message: string): Consequence => ({
    kind: 'notify',
    type: 'attention',
    details: { reason, message },
  })
  if (after.state === 'succeeded') {
    return [
      { kind: 'dispatch', id: after.parentId ?? '', event: settled(change) },
      { kind: 'notify', type: notices.succeeded },
    ]
  }
  if (after.state === 'failed') {
    const failed: Consequence = { kind: 'notify', type: notices.failed }
    if (!after.data.isAutomatic) return [failed]
    return [failed, attention('automatic-refund-failed', 'money that the shop does not want could not be sent back')]
  }
  if (event.type === 'raised') {
    return [
      attention(
        'refund-unknown',
        'not through after five minutes; it goes on until OVO says what became of it, or its window closes',
      ),
    ]
  }
  return []
}

/** What the shop hears when it has worked, and when it has not. */
export interface UndoNotices {
  readonly succeeded: NoticeType
  readonly failed: NoticeType
}

/** What a product adds to the life of an undo. */
export interface UndoProduct<Data extends UndoData, Call, Result> {
  readonly kind: string
  readonly notices: UndoNotices
  readonly send: Omit<CallOperation<UndoState, Data, UndoEvent, Call, Result>, 'intent'>
  readonly ask: CallOperation<UndoState, Data, UndoEvent, Call, Result>
  /** What the payment hears of one that worked. Default: that it is refunded. */
  readonly settled?: (change: Change<UndoState, Data, UndoEvent>) => LifecycleEvent
  /**
   * Who may run side by side. Default: one undo at a time for a payment, so that a second click joins the first, and
   * only a failed one makes room for another.
   */
  readonly exclusive?: (subject: Subject<UndoState, Data>) => string | null
}

/** Makes an undo lifecycle out of a product's two calls: the one that undoes, and the one that asks whether it did. */
export function undoLifecycle<Data extends UndoData, Call, Result>(
  product: UndoProduct<Data, Call, Result>,
): Lifecycle<UndoState, Data, UndoEvent, UndoAction, Call, Result> {
  return {
    kind: product.kind,
    initial: 'created',
    terminal: ['succeeded', 'failed'],
    table: undoTable,
    quiet: [],
    reduce: reduceUndo,
    nextStep: nextUndoStep,
    operations: {
      send: { ...product.send, intent: { type: 'sending' } },
      ask: product.ask,
      close: { event: ({ data }) => ({ type: data.sends === 0 ? 'window-closed' : 'too-late' }) },
      raise: { event: () => ({ type: 'raised' }) },
    },
    exclusive: product.exclusive ?? (({ parentId, state }) => (state === 'failed' ? null : `undo:${parentId}`)),
    looksAround: (event) => event.type === 'succeeded',
    consequences: (change) => undoConsequences(change, product),
  }
}
