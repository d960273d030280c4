import { PUSH_SESSION_MILLIS } from '../world/push.ts'
import { checkFresh, findPush, type PosCall, type PosHandled, readIdentity } from './pos-call.ts'

/**
 * Reversal: 00 whenever it is well-formed. What the push took goes back, and a push that waits can no longer be approved.
 * A reversal that names no push returns nothing.
 */
export function reversal(call: PosCall): PosHandled {
  const { world, partner, notes } = call
  const identity = readIdentity(call)
  checkFresh(call)
  const record = findPush(call, identity)
  if (record !== undefined) {
    if (record.phase === 'pending' && world.clock.now() < record.madeAt + PUSH_SESSION_MILLIS) {
      notes.push('the 60 seconds of the push are not over')
    }
    world.pushPayments.reverse(record)
  } else if (world.pushes.byInvoice(partner.name, identity.merchantInvoice) === undefined) {
    world.pushes.rememberReversal(partner.name, identity.merchantInvoice)
    if (world.pushes.release(partner.name, identity)) notes.push('the push arrived after this reversal')
  }
  return { code: '00', approval: world.pushes.nextApproval() }
}
