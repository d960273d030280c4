import type { Change, Consequence, Subject } from '../lifecycle/lifecycle.ts'
import { isPaidPayment, isReplacement, isRival } from '../lifecycle/rivals.ts'
import { jakartaDate } from '../values/jakarta-time.ts'
import type { QrisData, QrisState } from './qris-data.ts'
import type { QrisEvent } from './qris-events.ts'
import { draftQrisRefund } from './refund.ts'

type QrisChange = Change<QrisState, QrisData, QrisEvent>

/** Other attempts matter only when money has arrived. */
export const looksAround = (event: QrisEvent): boolean => event.type === 'paid' || event.type === 'accepted'

/**
 * Says what follows from a change: what the shop hears, which other attempts are out of the race (G6), and what money
 * goes back by itself (G7).
 */
export function qrisConsequences(change: QrisChange): readonly Consequence[] {
  const { before, after, event } = change
  switch (event.type) {
    case 'paid':
    case 'accepted':
      return after.data.isOrphan === true ? sendBack(change) : settle(change)
    case 'lapsed':
      return after.data.givenUp === undefined ? [{ kind: 'notify', type: 'expired' }] : []
    case 'declined':
      return [{ kind: 'notify', type: 'failed' }, ...(event.status === '04' ? [refundedAtOvo()] : [])]
    case 'refused':
    case 'unsent':
      return [{ kind: 'notify', type: 'failed' }]
    case 'payload-wrong':
      return [
        { kind: 'notify', type: 'failed' },
        attention('payload-wrong', `OVO's QR was not shown: ${event.problem}`),
      ]
    case 'mismatched':
      if (before.state === 'unknown') return []
      return [attention('mismatched', `OVO says paid, but its ${event.field} is not ours; look at both and decide`)]
    case 'closed':
    case 'written-off':
      return [
        ...(before.state === 'unknown' ? ([{ kind: 'notify', type: 'failed' }] as const) : []),
        ...(event.type === 'closed' && event.status === '04' ? [refundedAtOvo()] : []),
      ]
    case 'overdue':
      return [attention('not-final', 'OVO has not said whether this expired payment was paid, a day later')]
    default:
      return []
  }
}

/** Money that nobody waits for: the shop had given up, another attempt is paid already, or the policy says so. */
export function isOrphan(
  subject: Subject<QrisState, QrisData>,
  relatives: readonly Subject[],
  isLate: boolean,
): boolean {
  const { data, id } = subject
  if (data.givenUp !== undefined) return true
  if (isLate && data.latePayment === 'refund') return true
  return relatives.some((other) => other.id !== id && (isPaidPayment(other) || isReplacement(other, subject)))
}

function settle({ after, relatives }: QrisChange): readonly Consequence[] {
  const rivals = relatives.filter((other) => other.id !== after.id && isRival(other))
  return [
    { kind: 'notify', type: 'paid' },
    ...rivals.map((rival): Consequence => {
      return { kind: 'dispatch', id: rival.id, event: { type: 'superseded', by: after.id } as QrisEvent }
    }),
  ]
}

function sendBack({ after, relatives, now }: QrisChange): readonly Consequence[] {
  if (jakartaDate(after.data.paidAt ?? now) !== jakartaDate(now)) {
    return [attention('orphan-too-late', 'paid although the shop had given up, and OVO refunds only on the same day')]
  }
  return [
    {
      kind: 'spawn',
      record: draftQrisRefund({ payment: after, earlier: undosOf(after.id, relatives), isAutomatic: true }),
    },
  ]
}

const refundedAtOvo = (): Consequence =>
  attention('refunded-at-ovo', 'OVO says that this payment was refunded, not by us')

const attention = (reason: string, message: string): Consequence => ({
  kind: 'notify',
  type: 'attention',
  details: { reason, message },
})

const undosOf = (id: string, relatives: readonly Subject[]): number =>
  relatives.filter((other) => other.parentId === id).length
