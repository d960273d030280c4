import type { Change, Consequence, Subject } from '../lifecycle/lifecycle.ts'
import { isPaidPayment, isReplacement, isRival } from '../lifecycle/rivals.ts'
import type { LinkedData, LinkedState, LinkedSubject } from './linked-data.ts'
import type { LinkedEvent } from './linked-events.ts'
import { planRefund } from './refund-plan.ts'

type LinkedChange = Change<LinkedState, LinkedData, LinkedEvent>

/** Other records matter when money has arrived, and when some of it is to go back. */
export const looksAround = (event: LinkedEvent): boolean =>
  event.type === 'paid' || event.type === 'accepted' || event.type === 'refund-asked'

/**
 * Says what follows from a change: what the shop hears, which other attempts are out of the race (G6), and what money
 * goes back by itself (G7) or at the shop's wish.
 */
export function linkedConsequences(change: LinkedChange): readonly Consequence[] {
  const { before, after, event } = change
  switch (event.type) {
    case 'paid':
    case 'accepted':
      return after.data.isOrphan === true ? sendBack(change) : settle(change)
    case 'refund-asked':
      return refund(change, { ...event, isAutomatic: false })
    case 'lapsed':
      return after.data.givenUp === undefined ? [{ kind: 'notify', type: 'expired' }] : []
    case 'declined':
      return [{ kind: 'notify', type: 'failed' }, ...(event.status === '04' ? [refundedAtOvo] : [])]
    case 'refused':
    case 'unsent':
    case 'written-off':
      return [{ kind: 'notify', type: 'failed' }]
    case 'closed':
      return [
        ...(before.state === 'unknown' ? ([{ kind: 'notify', type: 'failed' }] as const) : []),
        ...(event.status === '04' ? [refundedAtOvo] : []),
      ]
    case 'mismatched':
      if (before.data.mismatch !== undefined) return []
      return [attention('mismatched', `OVO says paid, but its ${event.field} is not ours; look at both and decide`)]
    case 'overdue':
      return [attention('not-final', 'OVO has not said whether this payment was made, a day after its time; ask OVO')]
    default:
      return []
  }
}

/** Money that nobody waits for: the shop had given up, another attempt is paid already, or the policy says so. */
export function isOrphan(
  { data, id, createdAt }: LinkedSubject,
  relatives: readonly Subject[],
  isLate: boolean,
): boolean {
  if (data.givenUp !== undefined) return true
  if (isLate && data.latePayment === 'refund') return true
  return relatives.some(
    (other) => other.id !== id && (isPaidPayment(other) || isReplacement(other, { createdAt, data })),
  )
}

function settle({ after, relatives }: LinkedChange): readonly Consequence[] {
  const rivals = relatives.filter((other) => other.id !== after.id && isRival(other))
  return [
    { kind: 'notify', type: 'paid' },
    ...rivals.map((rival): Consequence => {
      return { kind: 'dispatch', id: rival.id, event: { type: 'superseded', by: after.id } as LinkedEvent }
    }),
  ]
}

function sendBack(change: LinkedChange): readonly Consequence[] {
  const sent = refund(change, { amount: change.after.data.amount, key: 'orphan', isAutomatic: true })
  if (sent.length > 0) return sent
  return [attention('orphan-too-late', 'paid although the shop had given up, and OVO no longer refunds it')]
}

/** Decided here, inside the payment's own change: what does not fit any more begins nothing. */
function refund(
  { after, relatives, now }: LinkedChange,
  wish: { readonly amount: number; readonly key: string; readonly note?: string; readonly isAutomatic: boolean },
): readonly Consequence[] {
  const { amount, key, note, isAutomatic } = wish
  const plan = planRefund({ payment: after, relatives, amount, key, note, isAutomatic, now })
  return plan.type === 'new' ? [{ kind: 'spawn', record: plan.record }] : []
}

const attention = (reason: string, message: string): Consequence => ({
  kind: 'notify',
  type: 'attention',
  details: { reason, message },
})

const refundedAtOvo = attention('refunded-at-ovo', 'OVO says that this payment was refunded, not by us')
