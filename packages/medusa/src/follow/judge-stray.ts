import type { Payment } from '@ovokit/core'
import { sessionStatus } from '../providers/ovo/session-status.ts'
import { isPaid } from '../purchases/attempts.ts'
import type { Stray } from './find-strays.ts'

/** What is made long after the cart's own order is no stray: the shop has copied an order, metadata and all. */
const copiedMillis = 60 * 60_000

/** Why a person has to look at it. */
export type StrayReason = 'stray-order' | 'two-orders' | 'unpaid-order'

/** `cancel` is for an order that nobody has touched, and otherwise a reason. `wait` may become something else. */
export type Verdict = { readonly cancel: boolean; readonly reason: StrayReason } | 'wait' | 'none'

/** What is to become of an order that was left behind, given all attempts to pay for its cart. */
export function judgeStray({ isLinked, own, createdAt }: Stray, attempts: readonly Payment[]): Verdict {
  if (isLinked && own !== null) return { cancel: false, reason: 'two-orders' }
  if (isLinked) {
    // While one can still be paid, the order may be what it pays for.
    const isOver = attempts.every((attempt) => sessionStatus(attempt) !== 'requires_more')
    return isOver ? { cancel: false, reason: 'unpaid-order' } : 'wait'
  }
  // A paid attempt without its order is tried again and again; until then nothing is known to be too much.
  if (own === null) return attempts.some(isPaid) ? 'wait' : { cancel: true, reason: 'unpaid-order' }
  const laterMillis = createdAt.getTime() - own.createdAt.getTime()
  if (laterMillis > copiedMillis) return 'none'
  return { cancel: laterMillis < 0, reason: 'stray-order' }
}
