import type { LinkedPaymentRecord } from '../world/linked-payment.ts'
import type { PushRecord } from '../world/push.ts'
import type { TopUp } from '../world/top-ups.ts'
import type { TransactionRecord } from '../world/transaction.ts'
import type { World } from '../world/world.ts'

/**
 * One line of what the holder's money did. `pending`: the money has left and not arrived. `returned`: it was on its way,
 * and came back. `refund` and `top-up` came in.
 */
export interface PhoneEntry {
  readonly id: string
  readonly merchant: string
  readonly amount: number
  readonly at: number
  readonly kind: 'payment' | 'pending' | 'returned' | 'refund' | 'top-up'
  /** OVO's number, or the merchant's for a push. */
  readonly referenceNo: string
}

type Told = Omit<PhoneEntry, 'merchant'> & { readonly partner: string }

/** Everything that moved a customer's money, newest first. */
export function readPhoneHistory(world: World, phone: string): readonly PhoneEntry[] {
  const { linkedPayments, partners, pushes, topUps, transactions } = world
  const isTheirs = (record: { readonly phone: string }): boolean => record.phone === phone
  return [
    ...transactions
      .all()
      .filter(({ paidBy }) => paidBy === phone)
      .flatMap(tellQr),
    ...pushes.all().filter(isTheirs).flatMap(tellPush),
    ...linkedPayments.all().filter(isTheirs).flatMap(tellLinked),
    ...topUps.all().filter(isTheirs).flatMap(tellTopUp),
  ]
    .map(({ partner, ...told }) => ({ ...told, merchant: partners.get(partner).merchantName }))
    .sort((a, b) => b.at - a.at)
}

export const qrId = ({ referenceNo }: Pick<TransactionRecord, 'referenceNo'>): string => `qr/${referenceNo}`

export const pushId = ({ partner, merchantInvoice }: Pick<PushRecord, 'partner' | 'merchantInvoice'>): string =>
  `push/${partner}/${merchantInvoice}`

function tellQr(record: TransactionRecord): Told[] {
  const { partner, payable, paidAt = 0, referenceNo, phase } = record
  const about = { partner, referenceNo }
  const kind = phase === 'in-flight' ? 'pending' : 'payment'
  const refunds = record.refunds.map(
    ({ amount, refundedAt, refundNo }): Told => ({ ...about, id: refundNo, amount, at: refundedAt, kind: 'refund' }),
  )
  return [{ ...about, id: qrId(record), amount: payable, at: paidAt, kind }, ...refunds]
}

function tellPush(record: PushRecord): Told[] {
  const { partner, amount, paidAt, returnedAt, merchantInvoice, phase } = record
  if (paidAt === undefined) return []
  const id = pushId(record)
  const about = { partner, amount, referenceNo: merchantInvoice }
  const payment: Told = { ...about, id, at: paidAt, kind: phase === 'in-flight' ? 'pending' : 'payment' }
  if (returnedAt === undefined) return [payment]
  return [payment, { ...about, id: `${id}/returned`, at: returnedAt, kind: 'refund' }]
}

function tellLinked(record: LinkedPaymentRecord): Told[] {
  const { partner, payable, paidAt, referenceNo, phase } = record
  if (paidAt === undefined) return []
  const about = { partner, referenceNo }
  const kind = phase === 'failed' ? 'returned' : phase === 'in-flight' ? 'pending' : 'payment'
  const refunds = record.refunds
    .filter(({ status }) => status === '00')
    .map(({ amount, at, refundNo }): Told => ({ ...about, id: refundNo, amount, at, kind: 'refund' }))
  return [{ ...about, id: `linked/${referenceNo}`, amount: payable, at: paidAt, kind }, ...refunds]
}

function tellTopUp({ partner, amount, at, referenceNo, state }: TopUp): Told[] {
  return state === 'done' ? [{ id: `top-up/${referenceNo}`, partner, amount, at, kind: 'top-up', referenceNo }] : []
}
