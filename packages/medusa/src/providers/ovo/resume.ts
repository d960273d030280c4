import type { Ovo } from '@ovokit/core'
import { fits } from '../../purchases/attempts.ts'
import type { Purchase } from '../../purchases/purchase.ts'

/** A QR with less time than this is not worth it, and asking for it again could make another. */
const lifeMillis = 5_000

/**
 * Takes back that a QR was given up, where a session of the purchase wants just this. Medusa makes a session anew beside
 * deleting the old one, in either order: whichever comes last calls this, so the QR that the shopper sees stays good.
 */
export async function resume(ovo: Ovo, { reference, sessions }: Purchase): Promise<void> {
  const latest = (await ovo.payments.find({ reference })).at(-1)
  if (latest?.method !== 'qris' || latest.status !== 'awaiting-scan' || !latest.isCancelled) return
  const isAlive = latest.expiresAt.getTime() - ovo.now().getTime() > lifeMillis
  if (isAlive && sessions.some((session) => fits(session, latest)))
    await ovo.qris.start({ reference, amount: latest.amount })
}
