import { type PosCode, PosRefusal } from '../wire/pos-code.ts'
import { PUSH_MEMORY_MILLIS, PUSH_SESSION_MILLIS, type PushRecord } from '../world/push.ts'
import { dateOf, findPush, type PosCall, type PosHandled, readIdentity } from './pos-call.ts'

/** Check payment status of a push: 00 only when the shop has the money. */
export function status(call: PosCall): PosHandled {
  const { world, notes } = call
  const record = findOriginal(call, ({ date }) => [date])
  const now = world.clock.now()
  if (record.phase === 'pending' && now < record.madeAt + PUSH_SESSION_MILLIS) {
    notes.push('the 60 seconds of the push are not over')
  }
  const code = statusOf(record, now)
  if (code !== '00') throw new PosRefusal(code, `the push is ${record.phase}`)
  return { code, record, ...(record.approval === undefined ? {} : { approval: record.approval }) }
}

/** Check payment status of a void: 00 when the payment was voided. */
export function voidStatus(call: PosCall): PosHandled {
  const record = findOriginal(call, (push) => [push.date, push.void?.date])
  if (record.void === undefined) throw new PosRefusal('25', 'the push was not voided')
  return { code: '00', record, approval: record.void }
}

/** What a status request says of a push. A push that took no money, for whatever reason, is not found. */
function statusOf({ phase, madeAt }: PushRecord, now: number): PosCode {
  switch (phase) {
    case 'paid':
      return '00'
    case 'in-flight':
      return '68'
    case 'pending':
      return now < madeAt + PUSH_SESSION_MILLIS ? '68' : '25'
    case 'reversed':
    case 'voided':
      return '73'
    case 'rejected':
    case 'failed':
      return '25'
  }
}

/** The push that is asked about, with all its numbers, its date, and not older than 7 days. */
function findOriginal(call: PosCall, datesOf: (record: PushRecord) => ReadonlyArray<string | undefined>): PushRecord {
  const { world, fields } = call
  const { clock, dialect } = world
  const identity = readIdentity(call)
  const sentDate = dateOf(fields)
  const record = findPush(call, identity)
  if (record !== undefined && dialect.pushStatusDate !== 'any' && !datesOf(record).includes(fields.date)) {
    const code = dialect.pushStatusDate === 'not-found' ? '25' : '30'
    throw new PosRefusal(code, 'date must be the date of the push')
  }
  if (clock.now() - (record?.madeAt ?? sentDate) > PUSH_MEMORY_MILLIS) throw new PosRefusal('54', 'older than 7 days')
  if (record === undefined) throw new PosRefusal('25', 'no such push')
  return record
}
