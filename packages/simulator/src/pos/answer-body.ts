import type { PosBody } from '../faults/apply-pos-fault.ts'
import type { PosCode } from '../wire/pos-code.ts'
import { formatPosDate } from '../wire/pos-date.ts'
import type { Approval, PushRecord } from '../world/push.ts'
import type { PosFields } from './fields.ts'
import type { PosRow } from './operations.ts'
import type { PosCall } from './pos-call.ts'

/** The part of an answer that says what it answers. */
export function aboutBody({ answerType, processingCode }: PosRow): PosBody {
  return { type: answerType, processingCode }
}

/** The body of an answer: numbers and texts as OVO has them, the payment only when there is one. */
export function answerBody(
  { world, fields }: Pick<PosCall, 'world' | 'fields'>,
  row: PosRow,
  { code, record, approval }: { code: PosCode; record?: PushRecord; approval?: Approval | undefined },
): PosBody {
  const host = formatPosDate(world.clock.now())
  const isSuccess = code === '00'
  const stamp = approval ?? record?.approval ?? world.pushes.nextApproval()
  return {
    ...aboutBody(row),
    ...(fields.amount === undefined ? {} : { amount: fields.amount }),
    date: fields.date,
    traceNumber: stamp.traceNumber,
    hostTime: host.slice(11, 19).replaceAll(':', ''),
    hostDate: host.slice(5, 10).replace('-', ''),
    ...(fields.referenceNumber === undefined ? {} : { referenceNumber: Number(fields.referenceNumber) }),
    ...(isSuccess && approval !== undefined ? { approvalCode: approval.approvalCode } : {}),
    responseCode: code,
    tid: fields.tid,
    mid: fields.mid,
    transactionRequestData: requestData(fields),
    ...(isSuccess && record !== undefined ? { transactionResponseData: paymentData(world, record) } : {}),
  }
}

function requestData({ merchantInvoice, batchNo, phone }: PosFields): PosBody {
  const data = { merchantInvoice, batchNo, phone }
  return Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined))
}

/** Amounts are texts of digits here. The name is the customer's own, as with the real OVO: a client must not log it. */
function paymentData({ customers, partners }: PosCall['world'], record: PushRecord): PosBody {
  const { merchantName, pushToPay } = partners.get(record.partner)
  const customer = customers.find(record.phone)
  return {
    storeAddress1: 'Jalan Simulasi 1',
    ovoid: `********${record.phone.slice(-4)}`,
    cashUsed: String(record.amount),
    storeAddress2: 'Jakarta',
    ovoPointsEarned: '0',
    cashBalance: String(customer?.balance ?? 0),
    fullName: customer?.name ?? '',
    storeName: merchantName,
    ovoPointsUsed: '0',
    ovoPointsBalance: '0',
    storeCode: pushToPay.storeCode,
    paymentType: 'PUSH TO PAY',
  }
}
