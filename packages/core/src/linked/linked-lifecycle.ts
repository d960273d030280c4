import { isHintAlive } from '../lifecycle/hint.ts'
import type { Around, Change, Lifecycle, LifecycleEvent, Subject } from '../lifecycle/lifecycle.ts'
import { type UndoAction, type UndoEvent, type UndoState, undoLifecycle } from '../lifecycle/undo.ts'
import type { SnapCall, SnapResult } from '../snap/call.ts'
import { readRefundAnswer } from '../snap/refund.ts'
import type { EpochMillis } from '../values/jakarta-time.ts'
import { isOrphan, linkedConsequences, looksAround } from './linked-consequences.ts'
import type { LinkedData, LinkedState, LinkedSubject } from './linked-data.ts'
import type { LinkedEvent } from './linked-events.ts'
import {
  buildLinkedRefund,
  buildLinkedRefundQuery,
  type LinkedRefundData,
  readLinkedRefundQuery,
} from './linked-refund.ts'
import { type LinkedAction, nextLinkedStep } from './linked-schedule.ts'
import { buildLinkedStatus, readLinkedStatus } from './linked-status.ts'
import { linkedTable } from './linked-table.ts'
import { linkedRefundKind, refundsOf } from './refund-plan.ts'

export const linkedKind = 'linked-payment'

/** The life of a linked payment. The payment call is sent by whoever starts it; asking is the lifecycle's own. */
export const linkedLifecycle: Lifecycle<LinkedState, LinkedData, LinkedEvent, LinkedAction, SnapCall, SnapResult> = {
  kind: linkedKind,
  initial: 'created',
  terminal: ['refunded'],
  table: linkedTable,
  quiet: ['watched', 'pending', 'inconclusive'],
  reduce,
  nextStep: nextLinkedStep,
  operations: {
    'give-up': { event: () => ({ type: 'lost', reason: 'no-answer-stored' }) },
    ask: { build: buildLinkedStatus, read: readLinkedStatus },
    raise: { event: () => ({ type: 'overdue' }) },
  },
  exclusive,
  looksAround,
  consequences: linkedConsequences,
}

/** Refunds run side by side: what they may come to together was decided with the payment. */
export const linkedRefundLifecycle: Lifecycle<
  UndoState,
  LinkedRefundData,
  UndoEvent,
  UndoAction,
  SnapCall,
  SnapResult
> = undoLifecycle({
  kind: linkedRefundKind,
  notices: { succeeded: 'refunded', failed: 'refund-failed' },
  send: { build: buildLinkedRefund, read: readRefundAnswer },
  ask: { build: buildLinkedRefundQuery, read: readLinkedRefundQuery },
  settled,
  exclusive: () => null,
})

/** The payment hears how much has gone back, and whether that is all. */
function settled({ after, relatives }: Change<UndoState, LinkedRefundData, UndoEvent>): LifecycleEvent {
  const others = refundsOf({ id: after.parentId ?? '' }, relatives).filter(
    ({ id, state }) => id !== after.id && state === 'succeeded',
  )
  const refunded = others.reduce((sum, { data }) => sum + data.amount, after.data.amount as number)
  const event: LinkedEvent =
    refunded >= after.data.paymentAmount ? { type: 'refunded' } : { type: 'partly-refunded', refunded }
  return event
}

/** The order's one slot (G6), shared with every other way to pay: held while the customer may pay or have paid. */
function exclusive({ merchant, reference, state, data }: LinkedSubject): string | null {
  const holds =
    state === 'paid'
      ? data.isOrphan !== true
      : data.givenUp !== 'superseded' && ['created', 'awaiting-pin', 'unknown'].includes(state)
  return holds ? `payment:${merchant}:${reference}` : null
}

function reduce(subject: LinkedSubject, event: LinkedEvent, around: Around): LinkedData {
  const { data, state } = subject
  const { now } = around
  switch (event.type) {
    case 'pin-asked': {
      const { sealedPage, sealedAppPage, referenceNo } = event
      return { ...named(data, referenceNo), sealedPage, ...(sealedAppPage === null ? {} : { sealedAppPage }) }
    }
    case 'taken':
      return named(data, event.referenceNo)
    case 'refused': {
      const { reason, responseCode } = event
      return { ...data, reason, ...(responseCode === null ? {} : { responseCode }) }
    }
    case 'lost':
    case 'unsent':
      return { ...data, reason: event.type === 'lost' ? 'no-answer' : 'not-sent' }
    case 'watched':
      return { ...data, watchedUntil: event.until }
    case 'hinted':
      return { ...data, hint: { at: now, asked: 0 } }
    case 'abandoned':
      return { ...data, givenUp: data.givenUp ?? 'cancelled' }
    case 'superseded':
      return { ...data, givenUp: 'superseded' }
    case 'resumed':
      return resumed(data)
    case 'pending':
    case 'inconclusive':
      return asked(data, now)
    case 'declined':
      return { ...withoutPages(asked(data, now)), isClosed: true, reason: `status-${event.status}` }
    case 'lapsed':
      return withoutPages(asked(data, now))
    case 'closed':
      return { ...withoutPages(asked(data, now)), isClosed: true, reason: `status-${event.status}` }
    case 'overdue':
      return { ...data, isClosed: true }
    case 'mismatched':
      return { ...asked(data, now), mismatch: data.mismatch ?? event.field, reason: `${event.field}-differs` }
    case 'paid':
      return paid(subject, event, around)
    case 'accepted':
      return paid(subject, { type: 'paid', paidAt: now, referenceNo: null }, around)
    case 'written-off':
      return { ...withoutPages(data), isClosed: true, reason: event.type }
    case 'refund-asked':
      return data
    case 'partly-refunded':
      return { ...data, refunded: event.refunded }
    case 'refunded':
      return { ...data, refunded: data.amount }
    default:
      return unreachable(event, state)
  }
}

const named = (data: LinkedData, referenceNo: string | null): LinkedData =>
  referenceNo === null || data.referenceNo !== undefined ? data : { ...data, referenceNo }

function resumed(data: LinkedData): LinkedData {
  const { givenUp, ...rest } = data
  return givenUp === 'superseded' ? data : rest
}

/** A page that cannot be used any more is not kept: its address may carry a token. */
function withoutPages({ sealedPage: _, sealedAppPage: __, ...data }: LinkedData): LinkedData {
  return data
}

/** One more question was asked; a hint that was asked about often enough is let go. */
function asked(data: LinkedData, now: EpochMillis): LinkedData {
  const { hint, ...rest } = data
  const next = hint === undefined ? undefined : { ...hint, asked: hint.asked + 1 }
  const isAlive = next !== undefined && isHintAlive(next)
  return { ...rest, asked: data.asked + 1, askedAt: now, ...(isAlive ? { hint: next } : {}) }
}

function paid(
  subject: Subject<LinkedState, LinkedData>,
  { paidAt, referenceNo }: LinkedEvent & { type: 'paid' },
  { now, relatives }: Around,
): LinkedData {
  const { hint: _, ...data } = withoutPages(subject.data)
  // The shop had heard an end of it before.
  const isLate = subject.state === 'expired' || subject.state === 'failed'
  return {
    ...named(asked(data, now), referenceNo),
    paidAt,
    ...(isLate ? { isLate } : {}),
    ...(isOrphan(subject, relatives, isLate) ? { isOrphan: true } : {}),
  }
}

function unreachable(event: never, state: string): never {
  throw new Error(`no rule for ${JSON.stringify(event)} in ${state}`)
}
