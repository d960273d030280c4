import type { Around, Lifecycle } from '../lifecycle/lifecycle.ts'
import type { HttpResult } from '../values/http.ts'
import type { PushToPayCall } from './call.ts'
import { isOrphan, looksAround, pushConsequences } from './consequences.ts'
import { readPush } from './push.ts'
import { askedOf, type PushData, type PushState, type PushSubject, transactionOf } from './push-data.ts'
import type { PushEvent } from './push-events.ts'
import { pushTable } from './push-table.ts'
import { buildReversal, readReversal } from './reversal.ts'
import { lookTimes, nextPushStep, type PushAction, reversalDue } from './schedule.ts'
import { buildPushStatus, readPushStatus } from './status.ts'

export const pushKind = 'push-to-pay'

/** The life of a push. The push itself is sent by whoever starts it; asking and reversing are the lifecycle's own. */
export const pushLifecycle: Lifecycle<PushState, PushData, PushEvent, PushAction, PushToPayCall, HttpResult> = {
  kind: pushKind,
  initial: 'created',
  terminal: ['refunded', 'declined', 'failed'],
  // A process that dies in a step must not keep the reversal waiting. Asking and reversing are safe to repeat.
  leaseMillis: 250,
  table: pushTable,
  quiet: ['asking', 'inconclusive', 'unanswered'],
  reduce,
  nextStep: nextPushStep,
  operations: {
    'give-up': { event: () => ({ type: 'unsent', reason: 'never-begun' }) },
    ask: {
      intent: { type: 'asking' },
      build: (subject) => {
        const transaction = transactionOf(subject)
        const { sealedPhone } = subject.data
        // Once it is reversing nothing more urgent waits; before that, the reversal does.
        if (['reversing', 'reversed'].includes(subject.state)) return buildPushStatus({ transaction, sealedPhone })
        return buildPushStatus({ transaction, sealedPhone, answerBy: reversalDue(transaction.pushedAt) })
      },
      read: statusEvent,
    },
    reverse: {
      intent: { type: 'reversing' },
      build: (subject) => buildReversal({ transaction: transactionOf(subject), sealedPhone: subject.data.sealedPhone }),
      read: reversalEvent,
    },
    raise: { event: () => ({ type: 'raised' }) },
    close: { event: () => ({ type: 'overdue' }) },
  },
  exclusive,
  looksAround,
  consequences: pushConsequences,
}

/** What the answer to a push means for its record, for whoever sent it. */
export function pushEvent(result: HttpResult, subject: PushSubject): PushEvent {
  const outcome = readPush(result, askedOf(subject))
  switch (outcome.type) {
    case 'paid':
      return { ...outcome, from: 'answer' }
    case 'refused':
    case 'configuration':
      return { type: 'refused', reason: outcome.type, responseCode: outcome.responseCode }
    case 'unknown':
      return { type: 'unanswered', reason: outcome.reason }
    case 'mismatched':
    case 'declined':
    case 'used':
    case 'unsent':
      return outcome
  }
}

function statusEvent(result: HttpResult, subject: PushSubject): PushEvent {
  const outcome = readPushStatus(result, askedOf(subject))
  const { data, state } = subject
  if (outcome.type === 'unknown') return { type: 'inconclusive', reason: outcome.reason }
  if (outcome.type === 'mismatched') {
    return isReversal(state) ? { type: 'inconclusive', reason: `${outcome.field}-differs` } : outcome
  }
  const responseCode = outcome.type === 'failed' ? outcome.responseCode : null
  const word = outcome.type
  if (outcome.type === 'paid') {
    if (state === 'reversing') return { type: 'asked', word, responseCode }
    if (state === 'reversed') return { type: 'reopened' }
    if (data.heldBy === 'used') return { type: 'used-paid' }
    // A held push was answered, so it is not reversed; if nobody wants it, it is voided.
    const isUnwanted = data.heldBy === undefined && (data.onLateSuccess === 'reverse' || data.givenUp !== undefined)
    return isUnwanted ? { type: 'asked', word, responseCode } : { ...outcome, from: 'status' }
  }
  const isFinal = isReversal(state) || data.heldBy !== undefined
  if (word === 'too-old' && isFinal) return { type: 'overdue' }
  if (state === 'reversing') return { type: 'confirmed', word, responseCode }
  return { type: data.heldBy === undefined ? 'asked' : 'closed', word, responseCode }
}

const isReversal = (state: PushState): boolean => state === 'reversing' || state === 'reversed'

function reversalEvent(result: HttpResult, subject: PushSubject): PushEvent {
  const outcome = readReversal(result, askedOf(subject))
  return outcome.type === 'acknowledged' ? outcome : { type: 'unacknowledged', reason: outcome.reason }
}

/** The order's one slot (G6), shared with every other way to pay: held while the customer may pay or have paid. */
function exclusive({ merchant, reference, state, data }: PushSubject): string | null {
  const holds =
    state === 'paid'
      ? data.isOrphan !== true
      : data.givenUp !== 'superseded' &&
        data.isReopened !== true &&
        ['created', 'pushed', 'unknown', 'reversing'].includes(state)
  return holds ? `payment:${merchant}:${reference}` : null
}

function reduce(subject: PushSubject, event: PushEvent, around: Around): PushData {
  const { data, state } = subject
  const { now } = around
  switch (event.type) {
    case 'pushing':
      return { ...data, pushedAt: event.at }
    case 'unsent':
    case 'unanswered':
      return { ...data, reason: event.reason }
    case 'declined':
      return { ...data, reason: 'declined', responseCode: event.responseCode }
    case 'refused':
      return { ...data, reason: event.reason, responseCode: event.responseCode }
    case 'used':
      return { ...data, heldBy: 'used', reason: 'numbers-used', responseCode: event.responseCode }
    case 'mismatched':
      return mismatched(data, event.field)
    case 'paid':
      return isReversal(state) ? latePaid(data, now) : paid(subject, event, around)
    case 'accepted':
      return accepted(subject, around)
    case 'written-off':
      return { ...data, isClosed: true, reason: event.type }
    case 'asking':
      return asking(data, state, now)
    case 'inconclusive':
      // The call may have failed before it could be begun: that counts as asked too, or nothing else would ever be due.
      return { ...data, asked: Math.max(data.asked, 1), askedAt: data.askedAt ?? now, lastWord: 'unclear' }
    case 'hinted':
      return hinted(data, state)
    case 'asked':
      return state === 'reversed'
        ? looked(data, event.word, (data.looks ?? 0) + 1)
        : asked(data, state, event.word, now)
    case 'confirmed':
      return { ...looked(ended(data, event.responseCode), event.word, 0), reason: `status-${event.word}` }
    case 'reopened':
      return reopened(data, now)
    case 'closed':
      return { ...ended(data, event.responseCode), lastWord: event.word, reason: `status-${event.word}` }
    case 'used-paid':
      return { ...data, lastWord: 'paid', isClosed: true, reason: event.type }
    case 'overdue':
      return { ...data, isClosed: true, reason: 'not-final' }
    case 'reversing':
      return reversing(data, now)
    case 'acknowledged':
      return { ...data, reversalEndedAt: now, acknowledgedAt: now, confirmations: 0 }
    case 'unacknowledged':
      // From another state: the call failed before it could be begun.
      return {
        ...(state === 'reversing' ? data : reversing(data, now)),
        reversalEndedAt: now,
        reason: event.reason,
      }
    case 'raised':
      return { ...data, isRaised: true }
    case 'abandoned':
      return { ...data, givenUp: data.givenUp ?? 'cancelled', ...(state === 'created' ? { reason: 'cancelled' } : {}) }
    case 'superseded':
      return { ...data, givenUp: 'superseded', ...(state === 'created' ? { reason: 'superseded' } : {}) }
    case 'resumed': {
      const { givenUp, ...rest } = data
      return givenUp === 'superseded' ? data : rest
    }
    case 'refunded':
      return data
    default:
      return unreachable(event, state)
  }
}

const ended = (data: PushData, responseCode: string | null): PushData =>
  responseCode === null ? data : { ...data, responseCode }

function mismatched(data: PushData, field: string): PushData {
  // Somebody else's invoice under our numbers: a reversal could take that order's money. Anything else is just unclear.
  const held = field === 'merchantInvoice' ? ({ heldBy: data.heldBy ?? 'mismatched' } as const) : {}
  return { ...data, ...held, lastWord: 'unclear', mismatch: data.mismatch ?? field, reason: `${field}-differs` }
}

function asking(data: PushData, state: PushState, now: number): PushData {
  const { lastWord: _, ...rest } = data
  const confirmations = state === 'reversing' ? { confirmations: (data.confirmations ?? 0) + 1 } : {}
  return { ...rest, ...confirmations, asked: data.asked + 1, askedAt: now }
}

function asked(data: PushData, state: PushState, word: NonNullable<PushData['lastWord']>, now: number): PushData {
  const next: PushData = { ...data, lastWord: word }
  if (word !== 'paid' || state !== 'reversing') return next
  // The acknowledgement was worth nothing: it is reversed again, with the patience of the next try.
  const { acknowledgedAt: _, ...rest } = next
  return { ...rest, reversalEndedAt: now, reason: 'still-paid' }
}

/** Asked at once, where nothing more urgent is due: the seconds before a reversal keep their order. */
function hinted(data: PushData, state: PushState): PushData {
  if (state === 'unknown' && data.heldBy === undefined) return data
  const { askedAt: _, isClosed: __, ...rest } = data
  return rest
}

/** OVO's own word that it was reversed ends the looking; that it knows nothing has to be heard more than once. */
const looked = (data: PushData, word: NonNullable<PushData['lastWord']>, looks: number): PushData => ({
  ...data,
  lastWord: word,
  looks,
  ...(word === 'reversed' || looks >= lookTimes.length ? { isClosed: true } : {}),
})

/** It un-reverses nothing, but it is worth another look. */
function latePaid({ isClosed: _, ...data }: PushData, now: number): PushData {
  return { ...data, latePaidAt: data.latePaidAt ?? now, looks: 0 }
}

function reopened(data: PushData, now: number): PushData {
  const { acknowledgedAt: _, isRaised: __, looks: ___, ...rest } = data
  return { ...rest, isReopened: true, reversingAt: now, reversalEndedAt: now, lastWord: 'paid', reason: 'still-paid' }
}

function reversing(data: PushData, now: number): PushData {
  const { acknowledgedAt: _, reversalEndedAt: __, ...rest } = data
  return { ...rest, reversals: data.reversals + 1, reversingAt: data.reversingAt ?? now, reversalSentAt: now }
}

function paid(subject: PushSubject, event: PushEvent & { type: 'paid' }, { now, relatives }: Around): PushData {
  const { reason: _, responseCode: __, heldBy: ___, ...data } = subject.data
  return {
    ...data,
    paidAt: now,
    receipt: event.receipt,
    responseCode: '00',
    ...(event.from === 'status' ? { isLate: true } : {}),
    ...(isOrphan(subject, relatives) ? { isOrphan: true } : {}),
  }
}

function accepted(subject: PushSubject, { now, relatives }: Around): PushData {
  return {
    ...subject.data,
    paidAt: now,
    reason: 'accepted',
    ...(isOrphan(subject, relatives) ? { isOrphan: true } : {}),
  }
}

function unreachable(event: never, state: string): never {
  throw new Error(`no rule for ${JSON.stringify(event)} in ${state}`)
}
