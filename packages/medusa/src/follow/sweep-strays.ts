import { eachMinute } from './each-minute.ts'
import { findStrays, type Stray } from './find-strays.ts'
import type { Follower } from './follow-payments.ts'

/**
 * How many looks in a row, a minute apart, before an order is no longer taken for one under way. Medusa takes less than a
 * second between the steps of a completion, and locks its cart for two minutes. Looks are counted and not time, so that
 * a process that was frozen for an hour does not act on what it is in the middle of.
 */
const patience = 5

/** Looks once a minute for what a Medusa that died may have left among the orders, and puts it right. */
export function sweepStrays(
  follower: Pick<Follower, 'ovo' | 'logger' | 'container'>,
  clear: (stray: Stray) => Promise<void>,
  find: typeof findStrays = findStrays,
): () => void {
  const { container, logger } = follower
  let seen = new Map<string, number>()

  async function sweep(): Promise<void> {
    const strays = await find(container)
    seen = new Map(strays.map(({ orderId }) => [orderId, (seen.get(orderId) ?? 0) + 1]))
    for (const stray of strays) {
      if ((seen.get(stray.orderId) ?? 0) < patience) continue
      // The others must not wait for one that fails, which is looked at again in a minute.
      await clear(stray).catch((error: unknown) =>
        logger.warn(`ovokit: order ${stray.orderId} could not be put right: ${String(error)}`),
      )
    }
  }

  return eachMinute(follower, { what: 'orders', run: sweep })
}
