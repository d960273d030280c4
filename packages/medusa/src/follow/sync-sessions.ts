import { ContainerRegistrationKeys } from '@medusajs/framework/utils'
import type { Knex } from '@ovokit/core/postgres'
import { sessionStatus } from '../providers/ovo/session-status.ts'
import { isPaid, methodOf } from '../purchases/attempts.ts'
import { loadPurchase } from '../purchases/purchase.ts'
import type { Follower } from './follow-payments.ts'

/**
 * Writes into Medusa's session how the latest attempt stands: expired and reversed become `canceled`, failed `error`, and
 * a new attempt `requires_more`. Medusa drops these when they come as webhook actions.
 */
export async function syncSessions({ ovo, container }: Pick<Follower, 'ovo' | 'container'>, reference: string) {
  const [purchase, attempts] = await Promise.all([loadPurchase(container, reference), ovo.payments.find({ reference })])
  const latest = attempts.at(-1)
  if (purchase === null || latest === undefined || attempts.some(isPaid)) return
  const status = sessionStatus(latest)
  for (const session of purchase.sessions) {
    if (methodOf(session.provider_id) !== latest.method || session.status === status) continue
    const knex = container.resolve(ContainerRegistrationKeys.PG_CONNECTION) as unknown as Knex
    // In one statement: a session that is authorized meanwhile must stay so, or its cart could never be completed.
    await knex.raw(
      `update payment_session set status = ?, updated_at = now()
       where id = ? and authorized_at is null and deleted_at is null`,
      [status, session.id],
    )
  }
}
