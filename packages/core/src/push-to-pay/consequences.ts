import type { Change, Consequence, Subject } from '../lifecycle/lifecycle.ts'
import { isPaidPayment, isRival } from '../lifecycle/rivals.ts'
import { jakartaDate } from '../values/jakarta-time.ts'
import { type PushData, type PushState, type PushSubject, transactionOf } from './push-data.ts'
import type { PushEvent } from './push-events.ts'
import { draftPushVoid } from './void-undo.ts'

type PushChange = Change<PushState, PushData, PushEvent>

/** Other attempts matter only when money has arrived. */
export const looksAround = (event: PushEvent): boolean => event.type === 'paid' || event.type === 'accepted'

/**
 * Says what follows from a change: what the shop hears, which other attempts are out of the race (G6), and what money
 * goes back by itself (G7).
 */
export function pushConsequences(change: PushChange): readonly Consequence[] {
  const { before, after, event } = change
  switch (event.type) {
    case 'paid':
    case 'accepted':
      if (after.state !== 'paid') return []
      return after.data.isOrphan === true ? sendBack(change) : settle(change)
    case 'refused': {
      const isOurFault = event.reason === 'configuration'
      return isOurFault ? [failed, attention('configuration', setUp(event.responseCode))] : [failed]
    }
    case 'declined':
    case 'unsent':
    case 'closed':
    case 'written-off':
      return [failed]
    case 'confirmed':
      return before.data.isReopened === true ? [] : [{ kind: 'notify', type: 'reversed' }]
    case 'reopened':
      return [attention('paid-after-reversal', 'the customer paid after the reversal; it is being reversed again')]
    case 'abandoned':
      return after.state === 'failed' ? [failed] : []
    case 'used':
      return [attention('numbers-used', `OVO knows these numbers already (${event.responseCode}); ${notReversed}`)]
    case 'mismatched':
      return mismatched(before, after, event.field)
    case 'used-paid':
      return [
        attention('used-paid', 'OVO says paid under numbers that were used before; look at both orders and decide'),
      ]
    case 'raised':
      return [
        attention('not-reversed', 'OVO has not confirmed for five minutes that this push is reversed; it goes on'),
      ]
    case 'overdue':
      return [attention('not-final', 'OVO no longer says whether this push was paid or reversed; ask OVO and decide')]
    default:
      return []
  }
}

/** Money that nobody waits for: the shop had given up, or another attempt is paid already. */
export function isOrphan({ data, id }: PushSubject, relatives: readonly Subject[]): boolean {
  return data.givenUp !== undefined || relatives.some((other) => other.id !== id && isPaidPayment(other))
}

const failed: Consequence = { kind: 'notify', type: 'failed' }

const attention = (reason: string, message: string): Consequence => ({
  kind: 'notify',
  type: 'attention',
  details: { reason, message },
})

const notReversed = 'it is not reversed by itself, because another order may be paid under them'
const setUp = (code: string): string =>
  `OVO refused a push because of the request or the set-up (${code}); see the codes`

function mismatched({ data }: PushSubject, after: PushSubject, field: string): readonly Consequence[] {
  if (data.mismatch !== undefined) return []
  const next = after.data.heldBy === undefined ? 'it is reversed unless OVO confirms it as ours' : notReversed
  return [attention('mismatched', `OVO says paid, but its ${field} is not ours; ${next}`)]
}

function settle({ after, relatives }: PushChange): readonly Consequence[] {
  const rivals = relatives.filter((other) => other.id !== after.id && isRival(other))
  return [
    { kind: 'notify', type: 'paid' },
    ...rivals.map((rival): Consequence => {
      return { kind: 'dispatch', id: rival.id, event: { type: 'superseded', by: after.id } as PushEvent }
    }),
  ]
}

function sendBack({ after, relatives, now }: PushChange): readonly Consequence[] {
  if (jakartaDate(transactionOf(after).pushedAt) !== jakartaDate(now)) {
    return [attention('orphan-too-late', 'paid although the shop had given up, and OVO voids only on the same day')]
  }
  const earlier = relatives.filter((other) => other.parentId === after.id).length
  return [{ kind: 'spawn', record: draftPushVoid({ payment: after, earlier, isAutomatic: true }) }]
}
