import type { RawRequest } from '../api/authenticate.ts'
import type { Answer } from '../faults/apply-fault.ts'
import { answerPosAfter, answerPosBefore } from '../faults/apply-pos-fault.ts'
import type { Fault } from '../faults/fault-queue.ts'
import type { PosOperation } from '../faults/fault-table.ts'
import { type PosCode, PosRefusal } from '../wire/pos-code.ts'
import type { PartnerRecord } from '../world/partners.ts'
import type { World } from '../world/world.ts'
import { aboutBody, answerBody } from './answer-body.ts'
import { authenticatePos } from './authenticate-pos.ts'
import { type PosFields, parsePosBody, readPosFields } from './fields.ts'
import { POS_OPERATIONS, type PosRow } from './operations.ts'
import type { PosCall, PosHandled } from './pos-call.ts'

/** A Push To Pay request under way: which one it is is known before it is answered. */
export interface PosExchange {
  readonly operation: PosOperation | 'unknown'
  readonly notes: readonly string[]
  readonly answer: Promise<Answer>
}

/** Takes one request: a fault that comes before, then the checks and the work, then a fault that comes after. */
export function servePos(world: World, request: RawRequest): PosExchange {
  const notes: string[] = []
  const root = parsePosBody(request.body)
  const row = POS_OPERATIONS.find((one) => one.type === root?.type && one.processingCode === root?.processingCode)
  const answer = row === undefined ? refuseUnknown(world, request, notes) : serveRow(world, row, request, notes)
  return { operation: row?.operation ?? 'unknown', notes, answer }
}

async function serveRow(world: World, row: PosRow, request: RawRequest, notes: string[]): Promise<Answer> {
  const fault = world.faults.take(row.operation)
  const early = answerPosBefore(fault?.name, aboutBody(row))
  if (early !== undefined) return early
  if (request.method !== 'POST') return { status: 405, text: '' }
  const { body, handled } = await act(world, row, request, { fault, notes })
  if (handled.code === 'cut') return 'hang-up'
  if (handled.code === 'no-code') return endSilently(world)
  if (fault?.name === 'delay' && (await world.waits.until(world.clock.now() + fault.delayMillis)) === 'cut') {
    return 'hang-up'
  }
  const name = fault?.name ?? handled.fault
  return answerPosBefore(name, aboutBody(row)) ?? answerPosAfter(name, body)
}

async function act(
  world: World,
  row: PosRow,
  request: RawRequest,
  { fault, notes }: { fault: Fault | undefined; notes: string[] },
): Promise<{ body: Readonly<Record<string, unknown>>; handled: PosHandled }> {
  let fields: PosFields | undefined
  const body = (code: PosCode, handled?: PosHandled): Readonly<Record<string, unknown>> =>
    fields === undefined
      ? { ...aboutBody(row), responseCode: code }
      : answerBody({ world, fields }, row, { ...handled, code })
  try {
    const partner = authenticatePos(world, request)
    fields = readPosFields(parsePosBody(request.body) ?? {})
    checkMerchant(partner, fields)
    const call: PosCall = { world, partner, fields, fault, notes }
    const handled = await row.handle(call)
    const { code } = handled
    return { handled, body: code === 'cut' || code === 'no-code' ? {} : body(code, withStamp(handled)) }
  } catch (error) {
    if (!(error instanceof PosRefusal)) throw error
    notes.push(error.message)
    return { handled: { code: error.code }, body: body(error.code) }
  }
}

/** A push that was paid shows the numbers of its payment. */
function withStamp(handled: PosHandled): PosHandled {
  const approval = handled.approval ?? handled.record?.approval
  return approval === undefined ? handled : { ...handled, approval }
}

function checkMerchant({ pushToPay }: PartnerRecord, { merchantId, storeCode, tid, mid }: PosFields): void {
  if (tid !== pushToPay.terminalId) throw new PosRefusal('EB', 'tid is not the one of this app-id')
  if (mid !== pushToPay.mid) throw new PosRefusal('EB', 'mid is not the one of this app-id')
  if (merchantId !== pushToPay.merchantId) throw new PosRefusal('58', 'merchantId is not the one of this app-id')
  if (storeCode !== pushToPay.storeCode) throw new PosRefusal('58', 'storeCode is not the one of this app-id')
}

async function refuseUnknown(world: World, request: RawRequest, notes: string[]): Promise<Answer> {
  if (request.method !== 'POST') return { status: 405, text: '' }
  let code: PosCode = '96'
  let note = 'no operation has this type and processingCode'
  try {
    authenticatePos(world, request)
    if (parsePosBody(request.body) === undefined) throw new PosRefusal('30', 'the body must be a JSON object')
  } catch (error) {
    if (!(error instanceof PosRefusal)) throw error
    code = error.code
    note = error.message
  }
  notes.push(note)
  return { status: 200, text: JSON.stringify({ responseCode: code }) }
}

function endSilently({ dialect }: World): Answer {
  return dialect.pushExpiry === 'silence' ? 'hang-up' : { status: 404, text: '' }
}
