import type { Lifecycle, Subject } from '../lifecycle/lifecycle.ts'
import {
  type UndoAction,
  type UndoData,
  type UndoEvent,
  type UndoState,
  undoLifecycle,
  undoSettleMillis,
} from '../lifecycle/undo.ts'
import type { HttpResult } from '../values/http.ts'
import { type EpochMillis, endOfJakartaDay } from '../values/jakarta-time.ts'
import type { PushToPayAsked } from './answer.ts'
import type { PushToPayCall, PushToPayTransaction } from './call.ts'
import { type PushData, transactionOf } from './push-data.ts'
import { buildVoidStatus, readVoidStatus } from './status.ts'
import { buildVoid, readVoid } from './void.ts'

/** A void: always the full amount, always on the push's own day. */
export type PushVoidData = UndoData & {
  readonly transaction: PushToPayTransaction
  readonly terminalId: string
  readonly mid: string
  readonly sealedPhone: string
}

type Void = Pick<Subject<UndoState, PushVoidData>, 'data'>

export const pushVoidKind = 'push-to-pay-void'

/**
 * Drafts the void of a paid push. It has no number of its own at OVO; ours is the push's and a count.
 *
 * @see docs/protocol/push-to-pay.md#void
 */
export function draftPushVoid(input: {
  readonly payment: Subject<string, PushData>
  /** How many undos of this payment there were before. */
  readonly earlier: number
  readonly isAutomatic: boolean
}): Omit<Subject<UndoState, PushVoidData>, 'id' | 'createdAt'> {
  const { id, merchant, reference, number, data } = input.payment
  const transaction = transactionOf(input.payment)
  return {
    kind: pushVoidKind,
    merchant,
    reference,
    number: `${number}-V${input.earlier + 1}`,
    parentId: id,
    state: 'created',
    data: {
      amount: data.amount,
      isAutomatic: input.isAutomatic,
      // The push's day, also when it was paid just after midnight: which of the two OVO counts is not public.
      cutoffAt: endOfJakartaDay(transaction.pushedAt),
      sends: 0,
      misses: 0,
      asked: 0,
      transaction,
      terminalId: data.terminalId,
      mid: data.mid,
      sealedPhone: data.sealedPhone,
    },
  }
}

/** The life of a void. @see docs/protocol/push-to-pay.md#void */
export const pushVoidLifecycle: Lifecycle<UndoState, PushVoidData, UndoEvent, UndoAction, PushToPayCall, HttpResult> =
  undoLifecycle({
    kind: pushVoidKind,
    notices: { succeeded: 'voided', failed: 'void-failed' },
    send: { build: ({ data }) => buildVoid(data), read: voidEvent },
    ask: { build: ({ data }) => buildVoidStatus(data), read: voidStatusEvent },
  })

function voidEvent(result: HttpResult, { data }: Void): UndoEvent {
  const outcome = readVoid(result, askedOf(data))
  switch (outcome.type) {
    case 'succeeded':
      return { type: 'succeeded', ovoReference: outcome.approvalCode, doneAt: null }
    case 'refused':
      // An earlier sending may be what stands in this one's way.
      if (data.sends > 1) return { type: 'unclear', reason: `code-${outcome.responseCode}` }
      return { type: 'refused', reason: 'refused', responseCode: outcome.responseCode }
    case 'unknown':
      return { type: 'unclear', reason: outcome.reason }
    case 'unsent':
      return { type: 'missed', reason: outcome.reason }
  }
}

function voidStatusEvent(result: HttpResult, { data }: Void, now: EpochMillis): UndoEvent {
  const outcome = readVoidStatus(result, askedOf(data))
  switch (outcome.type) {
    case 'succeeded':
      return { type: 'succeeded', ovoReference: null, doneAt: null }
    case 'unknown':
      return { type: 'unclear', reason: outcome.reason }
    case 'not-found':
      if (now <= data.cutoffAt) return { type: 'not-happened' }
      return now > data.cutoffAt + undoSettleMillis
        ? { type: 'never-happened' }
        : { type: 'unclear', reason: 'window-closed' }
  }
}

const askedOf = ({ transaction, terminalId, mid }: PushVoidData): PushToPayAsked => ({ transaction, terminalId, mid })
