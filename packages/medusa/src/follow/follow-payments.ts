import type { Logger, MedusaContainer } from '@medusajs/framework/types'
import type { Ovo, OvoEvent } from '@ovokit/core'
import type { Cases } from '../cases/cases.ts'
import { raiseCase } from '../cases/raise-case.ts'
import { recordRefund } from './record-refund.ts'
import { settlePaid } from './settle-paid.ts'
import { syncSessions } from './sync-sessions.ts'

/** What everything that follows OvoKit's events needs. */
export interface Follower {
  readonly ovo: Ovo
  readonly cases: Cases
  readonly container: MedusaContainer
  readonly logger: Logger
}

/**
 * Brings into Medusa what OvoKit knows. An event is delivered until its handler succeeds (G5), so each handler looks at
 * how things are now, may run twice, and throws when it could not finish.
 */
export function followPayments(follower: Follower): void {
  const { ovo } = follower
  ovo.on('paid', ({ payment }) => settlePaid(follower, payment.id))
  ovo.on('failed', ({ reference }) => syncSessions(follower, reference))
  ovo.on('expired', ({ reference }) => syncSessions(follower, reference))
  ovo.on('reversed', ({ reference }) => syncSessions(follower, reference))
  ovo.on('refunded', (event) => recordRefund(follower, event))
  ovo.on('voided', (event) => recordRefund(follower, event))
  ovo.on('refund-failed', (event) => raise(follower, event, refundFailed(event)))
  ovo.on('void-failed', (event) => raise(follower, event, refundFailed(event)))
  ovo.on('attention', (event) => raise(follower, event, event.attention ?? { reason: 'attention', message: '' }))
}

const raise = (
  follower: Follower,
  { payment }: OvoEvent,
  { reason, message }: { readonly reason: string; readonly message: string },
): Promise<void> => raiseCase(follower, { paymentId: payment.id, reference: payment.reference, reason, message })

const refundFailed = ({ refund }: OvoEvent): { reason: string; message: string } => ({
  reason: 'refund-failed',
  message: `OVO refused the refund (${refund?.responseCode ?? refund?.reason ?? 'no reason given'}). Pay the customer back another way.`,
})
