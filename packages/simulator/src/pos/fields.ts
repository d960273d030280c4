import { PosRefusal } from '../wire/pos-code.ts'

/** The fields of a Push To Pay body. What was not sent is `undefined`. */
export interface PosFields {
  readonly type: string
  readonly processingCode: string
  readonly date: string
  readonly tid: string
  readonly mid: string
  readonly merchantId: string
  readonly storeCode: string
  readonly amount: number | undefined
  readonly referenceNumber: string | number | undefined
  readonly batchNo: string | undefined
  readonly merchantInvoice: string | undefined
  readonly phone: string | undefined
}

type Json = Readonly<Record<string, unknown>>

/** The object that a body is; `undefined` for any other text. */
export function parsePosBody(body: string): Json | undefined {
  try {
    const root: unknown = JSON.parse(body)
    return isObject(root) ? root : undefined
  } catch {
    return undefined
  }
}

/** Reads the fields every operation has, and those it may have. Unknown fields are ignored. */
export function readPosFields(root: Json): PosFields {
  const { amount, referenceNumber, transactionRequestData: data } = root
  if (!isObject(data)) throw new PosRefusal('30', 'transactionRequestData must be an object')
  const text = (name: string, format: RegExp): string => {
    const value = optional(root, name, format)
    if (value === undefined) throw new PosRefusal('30', `${name} is missing`)
    return value
  }
  text('appSource', /^(POS|EDC)$/)
  if (amount !== undefined && (typeof amount !== 'number' || !Number.isInteger(amount))) {
    throw new PosRefusal('30', 'amount must be a whole number, not a text')
  }
  if (referenceNumber !== undefined && typeof referenceNumber !== 'string' && typeof referenceNumber !== 'number') {
    throw new PosRefusal('30', 'referenceNumber must be a text or a number')
  }
  return {
    type: text('type', /^\d{4}$/),
    processingCode: text('processingCode', /^\d{6}$/),
    date: text('date', /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}$/),
    tid: text('tid', /^.+$/),
    mid: text('mid', /^.+$/),
    merchantId: text('merchantId', /^.+$/),
    storeCode: text('storeCode', /^.+$/),
    amount,
    referenceNumber,
    batchNo: optional(data, 'batchNo', /^\d{1,6}$/),
    merchantInvoice: optional(data, 'merchantInvoice', /^.{1,50}$/s),
    phone: optional(data, 'phone', /^.+$/),
  }
}

function optional(from: Json, name: string, format: RegExp): string | undefined {
  const value = from[name]
  if (value === undefined || value === null || value === '') return undefined
  if (typeof value !== 'string' || !format.test(value)) throw new PosRefusal('30', `${name} is malformed`)
  return value
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
