import type { Customer } from '../world/customers.ts'
import type { LinkedPaymentRecord } from '../world/linked-payment.ts'
import { isAnswerable, PUSH_WINDOW_MILLIS, type PushRecord } from '../world/push.ts'
import { isPayable, QR_LIFE_MILLIS, type TransactionRecord } from '../world/transaction.ts'
import type { World } from '../world/world.ts'

/** What the phone shows: who can hold it, what waits for the holder, the QRs nearby, where the account is linked, payments. */
export interface PhoneState {
  readonly now: number
  readonly holder: Pick<Customer, 'phone' | 'name' | 'balance' | 'points'>
  readonly customers: ReadonlyArray<{ readonly phone: string; readonly name: string }>
  readonly pushes: readonly PhonePush[]
  readonly nearby: readonly PhoneQr[]
  /** The merchants that the holder's account is linked to. */
  readonly links: ReadonlyArray<{ readonly partner: string; readonly merchant: string; readonly linkedAt: number }>
  readonly history: readonly PhonePayment[]
}

export interface PhoneQr {
  readonly qrContent: string
  readonly merchant: string
  readonly amount: number
  readonly expiresAt: number
}

/** A push that waits for the holder. */
export interface PhonePush {
  readonly partner: string
  readonly merchantInvoice: string
  readonly merchant: string
  readonly amount: number
  readonly expiresAt: number
}

export interface PhonePayment {
  readonly merchant: string
  readonly amount: number
  readonly at: number
  readonly kind: 'payment' | 'pending' | 'refund'
  readonly referenceNo: string
}

export function readPhoneState(world: World, phone: string | null): PhoneState {
  const { clock, customers, linkedPayments, links, partners, pushes, transactions } = world
  const holder = customers.find(phone ?? '') ?? customers.first()
  const now = clock.now()
  const open = transactions.all().filter((record) => isPayable(record, now))
  const mine = transactions.all().filter((record) => record.paidBy === holder.phone)
  const pushed = pushes.all().filter((record) => record.phone === holder.phone)
  return {
    now,
    holder: { phone: holder.phone, name: holder.name, balance: holder.balance, points: holder.points },
    customers: customers.all().map(({ phone: number, name }) => ({ phone: number, name })),
    pushes: pushed.filter((record) => isAnswerable(record, now)).map((record) => describePush(world, record)),
    nearby: open.map((record) => describeQr(world, record)).reverse(),
    links: links.all().flatMap(({ clientId, phone: linked, linkedAt }) => {
      const partner = linked === holder.phone ? partners.byClientId(clientId) : undefined
      return partner === undefined ? [] : [{ partner: partner.name, merchant: partner.merchantName, linkedAt }]
    }),
    history: [
      ...mine.flatMap((record) => describePayments(world, record)),
      ...pushed.flatMap((record) => describePushPayments(world, record)),
      ...linkedPayments
        .all()
        .filter((record) => record.phone === holder.phone && record.paidAt !== undefined && record.phase !== 'failed')
        .flatMap((record) => describeLinkedPayments(world, record)),
    ].sort((a, b) => b.at - a.at),
  }
}

export function describeQr(world: World, record: TransactionRecord): PhoneQr {
  const { qrContent, payable, madeAt } = record
  return { qrContent, merchant: merchantOf(world, record), amount: payable, expiresAt: madeAt + QR_LIFE_MILLIS }
}

function describePayments(world: World, record: TransactionRecord): PhonePayment[] {
  const about = { merchant: merchantOf(world, record), referenceNo: record.referenceNo }
  const kind = record.phase === 'in-flight' ? 'pending' : 'payment'
  const payment: PhonePayment = { ...about, amount: record.payable, at: record.paidAt ?? 0, kind }
  const refunds = record.refunds.map(
    ({ amount, refundedAt }): PhonePayment => ({ ...about, amount, at: refundedAt, kind: 'refund' }),
  )
  return [payment, ...refunds]
}

function describePush(world: World, record: PushRecord): PhonePush {
  const { partner, merchantInvoice, amount, madeAt } = record
  const merchant = merchantOf(world, record)
  return { partner, merchantInvoice, merchant, amount, expiresAt: madeAt + PUSH_WINDOW_MILLIS }
}

function describePushPayments(world: World, record: PushRecord): PhonePayment[] {
  if (record.paidAt === undefined) return []
  const about = { merchant: merchantOf(world, record), amount: record.amount, referenceNo: record.merchantInvoice }
  const kind = record.phase === 'in-flight' ? 'pending' : 'payment'
  const returned: PhonePayment[] =
    record.returnedAt === undefined ? [] : [{ ...about, at: record.returnedAt, kind: 'refund' }]
  return [{ ...about, at: record.paidAt, kind }, ...returned]
}

function describeLinkedPayments(world: World, record: LinkedPaymentRecord): PhonePayment[] {
  const about = { merchant: merchantOf(world, record), referenceNo: record.referenceNo }
  const kind = record.phase === 'in-flight' ? 'pending' : 'payment'
  const payment: PhonePayment = { ...about, amount: record.payable, at: record.paidAt ?? 0, kind }
  const refunds = record.refunds
    .filter(({ status }) => status === '00')
    .map(({ amount, at }): PhonePayment => ({ ...about, amount, at, kind: 'refund' }))
  return [payment, ...refunds]
}

function merchantOf({ partners }: World, { partner }: { readonly partner: string }): string {
  return partners.get(partner).merchantName
}
