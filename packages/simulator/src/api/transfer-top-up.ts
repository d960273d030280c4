import type { Fault } from '../faults/fault-queue.ts'
import type { TopUp } from '../world/top-ups.ts'
import type { World } from '../world/world.ts'
import { type Call, type Handled, moneyOf } from './handler.ts'
import { maskNumber, reachable } from './inquire-top-up.ts'

/** topup: what was inquired about, once. */
export function transferTopUp(call: Call): Handled {
  const { world, partner, fields, fault } = call
  const { partnerReferenceNo = '', sessionId } = fields
  const { phone } = reachable(call)
  const amount = Number(fields['amount.value'])
  const fee = Number(fields['feeAmount.value'] ?? 0)
  const asked = { partner: partner.name, partnerReferenceNo, phone, amount, fee, sessionId }
  const topUp = world.topUps.transfer(asked)
  const body = {
    referenceNo: topUp.referenceNo,
    partnerReferenceNo,
    sessionId,
    customerNumber: maskNumber(phone),
    amount: moneyOf(amount),
  }
  return settle(world, topUp, fault) ? { body } : { body, responseCase: 'inProgress' }
}

/** False when it is not known yet what becomes of it. */
function settle({ clock, topUps }: World, topUp: TopUp, fault: Fault | undefined): boolean {
  const outcome = fault?.name === 'fail-late' ? 'failed' : 'done'
  if (fault?.name !== 'settle-late' && fault?.name !== 'fail-late') {
    topUps.settle(topUp, outcome)
    return true
  }
  clock.schedule(clock.now() + fault.delayMillis, () => topUps.settle(topUp, outcome))
  return false
}
