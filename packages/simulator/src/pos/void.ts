import { PosRefusal } from '../wire/pos-code.ts'
import { checkFresh, findPush, type PosCall, type PosHandled, readIdentity, readPhone } from './pos-call.ts'

/** Void: gives a whole payment back on the Jakarta day it was made. The same void again gets the same answer again. */
export function voidPush(call: PosCall): PosHandled {
  const { world, fields } = call
  const identity = readIdentity(call)
  readPhone(call)
  checkFresh(call)
  const record = findPush(call, identity)
  if (record === undefined) throw new PosRefusal('57', 'no such push')
  if (record.phase !== 'voided') {
    const reason = world.pushPayments.void(record, fields.date)
    if (reason !== undefined) throw new PosRefusal('57', reason)
  }
  return { code: '00', record, ...(record.void === undefined ? {} : { approval: record.void }) }
}
