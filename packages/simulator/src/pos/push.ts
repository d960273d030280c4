import { faultOf } from '../faults/fault-queue.ts'
import { type MagicPhone, magicPhone } from '../faults/magic-phones.ts'
import { PosRefusal } from '../wire/pos-code.ts'
import { makePush, PUSH_SESSION_MILLIS, type PushIdentity, type PushOutcome, type PushRecord } from '../world/push.ts'
import type { World } from '../world/world.ts'
import { hasAccount } from './inquiry.ts'
import { checkFresh, type PosCall, type PosHandled, readIdentity, readPhone } from './pos-call.ts'

/** Push To Pay: a notification on the customer's phone. Resolves when she has acted, or after 60 seconds. */
export async function push(call: PosCall): Promise<PosHandled> {
  const { world, partner, fields } = call
  const identity = readIdentity(call)
  const phone = readPhone(call)
  checkFresh(call)
  checkNumbers(call, identity)
  const magic = magicPhone(phone)
  const fault = call.fault ?? (magic?.fault === undefined ? undefined : faultOf(magic.fault))
  const madeAt = world.clock.now()
  const record = makePush({ ...identity, phone, partner: partner.name, date: fields.date, madeAt, fault })
  if (fault?.name === 'reversal-overtakes') {
    world.pushes.hold(record, () => arrive(world, record, magic))
    world.clock.schedule(madeAt + PUSH_SESSION_MILLIS, () => record.settle('no-code'))
  } else {
    arrive(world, record, magic)
  }
  const outcome = await record.settled
  const code = fault?.name === 'answer-late' ? await holdBack(world, outcome, madeAt + fault.delayMillis) : outcome
  return { code, record, fault: magic?.fault }
}

/** A number that was used once is used up, whatever became of the push. */
function checkNumbers({ world, partner, notes }: PosCall, identity: PushIdentity): void {
  const { pushes, dialect } = world
  const { merchantInvoice, batchNo, referenceNumber } = identity
  if (pushes.byInvoice(partner.name, merchantInvoice) !== undefined) {
    throw new PosRefusal(dialect.pushDuplicate, 'merchantInvoice was used before')
  }
  if (pushes.byReference(partner.name, batchNo, referenceNumber) !== undefined) {
    throw new PosRefusal(dialect.pushDuplicate, 'referenceNumber was used before in this batch')
  }
  const highest = pushes.highestReference(partner.name, batchNo)
  if (referenceNumber !== highest + 1) {
    notes.push(`referenceNumber ${referenceNumber} follows ${highest}; every push should add 1`)
  }
}

/** The push reaches OVO: from here on the phone can act, and some do so by themselves. */
function arrive(world: World, record: PushRecord, magic: MagicPhone | undefined): void {
  world.pushPayments.receive(record)
  const answer = hasAccount(world, record.phone) ? magic?.answer : '14'
  if (answer !== undefined) world.pushPayments.fail(record, answer)
  else if (magic?.customer !== undefined) letCustomerAct(world, record, magic.customer)
}

function letCustomerAct(
  { clock, pushPayments }: World,
  record: PushRecord,
  { does, afterMillis }: NonNullable<MagicPhone['customer']>,
): void {
  const act = (): void => {
    if (does === 'approve') pushPayments.approveRecord(record)
    else pushPayments.rejectRecord(record)
  }
  if (afterMillis === 0) act()
  else clock.schedule(record.madeAt + afterMillis, act)
}

async function holdBack(world: World, outcome: PushOutcome, until: number): Promise<PushOutcome> {
  if (outcome === 'no-code' || outcome === 'cut') return outcome
  return (await world.waits.until(until)) === 'due' ? outcome : 'cut'
}
