import { isPaid } from '../purchases/attempts.ts'
import { eachMinute } from './each-minute.ts'
import type { Follower } from './follow-payments.ts'

/** Medusa is given this long with a paid attempt before it is looked at again. */
const patienceMillis = 60_000
const windowMillis = 48 * 60 * 60_000
const limit = 200

/**
 * Looks once a minute whether each paid attempt has its order. The event that says paid is delivered until its handler
 * succeeds; this is for what Medusa undoes afterwards, such as a completion that fails in its last step.
 */
export function sweepPaid(
  follower: Pick<Follower, 'ovo' | 'logger'>,
  settle: (paymentId: string) => Promise<void>,
): () => void {
  const { ovo } = follower
  const settled = new Set<string>()

  async function sweep(): Promise<void> {
    const now = ovo.now().getTime()
    const recent = await ovo.payments.recent({ limit })
    for (const payment of recent) {
      const age = now - (payment.paidAt?.getTime() ?? now)
      if (!isPaid(payment) || settled.has(payment.id) || age < patienceMillis || age > windowMillis) continue
      // Also what throws is looked at again in a minute; a person has been told by then.
      await settle(payment.id).then(
        () => settled.add(payment.id),
        () => undefined,
      )
    }
    const ids = new Set(recent.map(({ id }) => id))
    for (const id of settled) if (!ids.has(id)) settled.delete(id)
  }

  return eachMinute(follower, { what: 'paid attempts', run: sweep })
}
