import type { Fault } from '../faults/fault-queue.ts'
import type { FaultName } from '../faults/fault-table.ts'
import { PosRefusal } from '../wire/pos-code.ts'
import { parsePosDate } from '../wire/pos-date.ts'
import type { PartnerRecord } from '../world/partners.ts'
import { type Approval, differingField, type PushIdentity, type PushOutcome, type PushRecord } from '../world/push.ts'
import type { World } from '../world/world.ts'
import type { PosFields } from './fields.ts'

const SKEW_MILLIS = 5 * 60 * 1000

/** A Push To Pay request whose headers, hmac, common fields and merchant have been checked. */
export interface PosCall {
  readonly world: World
  readonly partner: PartnerRecord
  readonly fields: PosFields
  readonly fault: Fault | undefined
  /** Goes to the request log: what a stricter reader would have complained about, or why a code came. */
  readonly notes: string[]
}

/** How a request ends. With `record`, the answer tells of its payment. */
export interface PosHandled {
  readonly code: PushOutcome
  readonly record?: PushRecord
  readonly approval?: Approval
  /** A fault that the phone asks for; a queued one comes first. */
  readonly fault?: FaultName | undefined
}

/** Does the work of one operation, or throws a PosRefusal and leaves everything as it was. */
export type PosHandler = (call: PosCall) => PosHandled | Promise<PosHandled>

/** The numbers of a push; all of them have to be there. */
export function readIdentity({ world, fields }: PosCall): PushIdentity {
  const { batchNo, merchantInvoice, amount, phone } = fields
  if (batchNo === undefined) throw new PosRefusal('30', 'batchNo is missing')
  if (merchantInvoice === undefined) throw new PosRefusal('30', 'merchantInvoice is missing')
  if (amount === undefined) throw new PosRefusal('30', 'amount is missing')
  if (amount <= 0) throw new PosRefusal('13', 'amount must be above zero')
  const referenceNumber = readReference(fields.referenceNumber, world.dialect.pushReferenceNumber)
  if (phone !== undefined) checkPhone(phone)
  return { batchNo, merchantInvoice, amount, referenceNumber, phone }
}

export function readPhone({ fields: { phone } }: PosCall): string {
  if (phone === undefined) throw new PosRefusal('30', 'phone is missing')
  checkPhone(phone)
  return phone
}

/** The date of a request is the time it is sent. */
export function checkFresh({ world, fields }: PosCall): void {
  if (Math.abs(dateOf(fields) - world.clock.now()) > SKEW_MILLIS) {
    throw new PosRefusal('30', 'date is more than 5 minutes from the clock')
  }
}

export function dateOf({ date }: PosFields): number {
  const at = parsePosDate(date)
  if (at === undefined) throw new PosRefusal('30', 'date must be yyyy-MM-dd HH:mm:ss.SSS, a time in Jakarta')
  return at
}

/** The push that a request names, when every number it sends is the push's own. */
export function findPush({ world, partner, notes }: PosCall, identity: PushIdentity): PushRecord | undefined {
  const record = world.pushes.byInvoice(partner.name, identity.merchantInvoice)
  const field = record === undefined ? undefined : differingField(record, identity)
  if (record === undefined) notes.push('no push has this merchantInvoice')
  if (field !== undefined) notes.push(`${field} is not the one of the push`)
  return field === undefined ? record : undefined
}

function readReference(value: string | number | undefined, layout: World['dialect']['pushReferenceNumber']): number {
  const isRight =
    layout === 'number'
      ? typeof value === 'number' && Number.isInteger(value) && value <= 999_999
      : typeof value === 'string' && (layout === 'padded' ? /^\d{6}$/ : /^[1-9]\d{0,5}$/).test(value)
  if (!isRight || Number(value) < 1) {
    throw new PosRefusal('30', `referenceNumber must be 1 to 999999 in the layout "${layout}"`)
  }
  return Number(value)
}

function checkPhone(phone: string): void {
  if (!/^08\d{7,12}$/.test(phone)) throw new PosRefusal('14', 'phone must be a number that starts with 08')
}
