import { isHintAlive } from '../lifecycle/hint.ts'
import type { Around, Lifecycle, Subject } from '../lifecycle/lifecycle.ts'
import { type UndoAction, type UndoEvent, type UndoState, undoLifecycle } from '../lifecycle/undo.ts'
import type { SnapCall, SnapResult } from '../snap/call.ts'
import { readRefundAnswer } from '../snap/refund.ts'
import type { EpochMillis } from '../values/jakarta-time.ts'
import { isOrphan, looksAround, qrisConsequences } from './consequences.ts'
import type { QrisData, QrisState } from './qris-data.ts'
import type { QrisEvent } from './qris-events.ts'
import { qrisTable } from './qris-table.ts'
import { buildQuery, readQuery } from './query.ts'
import { buildRefund, buildRefundQuery, type QrisRefundData, qrisRefundKind, readRefundQuery } from './refund.ts'
import { nextQrisStep, type QrisAction } from './schedule.ts'

export const qrisKind = 'qris'

export const qrisLifecycle: Lifecycle<QrisState, QrisData, QrisEvent, QrisAction, SnapCall, SnapResult> = {
  kind: qrisKind,
  initial: 'created',
  terminal: ['refunded'],
  table: qrisTable,
  quiet: ['watched', 'pending', 'inconclusive'],
  reduce,
  nextStep: nextQrisStep,
  operations: {
    // Nobody waits for that answer any more, or the process that did has died. The QR was never shown.
    'give-up': { event: () => ({ type: 'lost', reason: 'no-answer-stored' }) },
    ask: { build: buildQuery, read: readQuery },
    raise: { event: () => ({ type: 'overdue' }) },
  },
  exclusive,
  looksAround,
  consequences: qrisConsequences,
}

export const qrisRefundLifecycle: Lifecycle<UndoState, QrisRefundData, UndoEvent, UndoAction, SnapCall, SnapResult> =
  undoLifecycle({
    kind: qrisRefundKind,
    notices: { succeeded: 'refunded', failed: 'refund-failed' },
    send: { build: buildRefund, read: readRefundAnswer },
    ask: { build: buildRefundQuery, read: readRefundQuery },
  })

/** The order's one slot (G6): held while a customer could pay, and for good once the order is paid. */
function exclusive({ merchant, reference, state, data }: Subject<QrisState, QrisData>): string | null {
  const holds =
    state === 'paid'
      ? data.isOrphan !== true
      : data.givenUp !== 'superseded' && ['created', 'awaiting-scan', 'unknown'].includes(state)
  return holds ? `payment:${merchant}:${reference}` : null
}

function reduce(subject: Subject<QrisState, QrisData>, event: QrisEvent, around: Around): QrisData {
  const { data, state } = subject
  const { now } = around
  switch (event.type) {
    case 'shown': {
      const { qrContent, referenceNo } = event
      return { ...data, qrContent, ...(referenceNo === null ? {} : { referenceNo }), answeredAt: now }
    }
    case 'refused': {
      const { reason, responseCode } = event
      return { ...data, reason, ...(responseCode === null ? {} : { responseCode }) }
    }
    case 'lost':
    case 'unsent':
      return { ...data, reason: event.type === 'lost' ? 'no-answer' : 'not-sent' }
    case 'payload-wrong':
      return { ...data, reason: `payload-${event.problem}` }
    case 'watched':
      return { ...data, watchedUntil: event.until }
    case 'hinted':
      return { ...data, hint: { at: now, asked: 0 } }
    case 'abandoned':
      return { ...data, givenUp: 'cancelled' }
    case 'superseded':
      return { ...data, givenUp: 'superseded' }
    case 'resumed': {
      const { givenUp: _, ...rest } = data
      return rest
    }
    case 'pending':
    case 'inconclusive':
      return asked(data, now)
    case 'declined':
      return { ...asked(data, now), reason: `status-${event.status}` }
    case 'lapsed':
      return { ...asked(data, now), ...(['05', '06'].includes(event.status) ? { isClosed: true } : {}) }
    case 'closed':
      return { ...asked(data, now), isClosed: true, reason: `status-${event.status}` }
    case 'overdue':
      return { ...data, isClosed: true }
    case 'mismatched':
      return { ...asked(data, now), reason: `${event.field}-differs` }
    case 'paid':
      return paid(subject, event, around)
    case 'accepted':
      return paid(subject, { type: 'paid', paidAt: now, referenceNo: null }, around)
    case 'written-off':
      return { ...data, reason: event.type }
    case 'refunded':
      return data
    default:
      return unreachable(event, state)
  }
}

/** One more question was asked; a hint that was asked about often enough is let go. */
function asked(data: QrisData, now: EpochMillis): QrisData {
  const { hint, ...rest } = data
  const next = hint === undefined ? undefined : { ...hint, asked: hint.asked + 1 }
  return {
    ...rest,
    asked: data.asked + 1,
    askedAt: now,
    ...(next !== undefined && isHintAlive(next) ? { hint: next } : {}),
  }
}

function paid(subject: Subject<QrisState, QrisData>, event: QrisEvent & { type: 'paid' }, around: Around): QrisData {
  const { hint: _, ...data } = subject.data
  const { paidAt, referenceNo } = event
  // The shop had heard an end of it before.
  const isLate = subject.state === 'expired' || subject.state === 'failed'
  return {
    ...asked(data, around.now),
    paidAt,
    ...(data.referenceNo === undefined && referenceNo !== null ? { referenceNo } : {}),
    ...(isLate ? { isLate } : {}),
    ...(isOrphan(subject, around.relatives, isLate) ? { isOrphan: true } : {}),
  }
}

function unreachable(event: never, state: string): never {
  throw new Error(`no rule for ${JSON.stringify(event)} in ${state}`)
}
