import type { FaultInput } from '../faults/fault-queue.ts'
import type { Customer } from '../world/customers.ts'
import { isAnswerable, PUSH_WINDOW_MILLIS, type PushRecord } from '../world/push.ts'
import { isPayable, QR_LIFE_MILLIS, type TransactionRecord } from '../world/transaction.ts'
import type { World } from '../world/world.ts'
import { type PhoneEntry, pushId, qrId, readPhoneHistory } from './phone-history.ts'

/** What the phone shows: who can hold it, what waits for the holder, the QRs nearby, where the account is linked, payments. */
export interface PhoneState {
  readonly now: number
  readonly holder: Pick<Customer, 'phone' | 'name' | 'balance' | 'points'>
  readonly customers: ReadonlyArray<{ readonly phone: string; readonly name: string }>
  readonly pushes: readonly PhonePush[]
  readonly nearby: readonly PhoneQr[]
  readonly links: readonly PhoneLink[]
  /** Newest first. */
  readonly history: readonly PhoneEntry[]
  /** The misbehaviour that waits to happen. */
  readonly faults: ReadonlyArray<Required<FaultInput>>
}

/** A QR that can be paid. */
export interface PhoneQr {
  /** The same as its payment's in the history. */
  readonly id: string
  readonly qrContent: string
  readonly merchant: string
  readonly amount: number
  readonly madeAt: number
  readonly expiresAt: number
}

/** A push that waits for the holder. */
export interface PhonePush {
  /** The same as its payment's in the history. */
  readonly id: string
  readonly partner: string
  readonly merchantInvoice: string
  readonly merchant: string
  readonly amount: number
  readonly madeAt: number
  readonly expiresAt: number
}

/** A merchant that the holder's account is linked to. */
export interface PhoneLink {
  readonly partner: string
  readonly merchant: string
  readonly linkedAt: number
}

export function readPhoneState(world: World, phone: string | null): PhoneState {
  const { clock, customers, faults, links, partners, pushes, transactions } = world
  const holder = customers.find(phone ?? '') ?? customers.first()
  const now = clock.now()
  const waiting = pushes.all().filter((record) => record.phone === holder.phone && isAnswerable(record, now))
  const open = transactions.all().filter((record) => isPayable(record, now))
  return {
    now,
    holder: { phone: holder.phone, name: holder.name, balance: holder.balance, points: holder.points },
    customers: customers.all().map(({ phone: number, name }) => ({ phone: number, name })),
    pushes: waiting.map((record) => describePush(world, record)),
    nearby: open.map((record) => describeQr(world, record)).reverse(),
    links: links.all().flatMap(({ clientId, phone: linked, linkedAt }) => {
      const partner = linked === holder.phone ? partners.byClientId(clientId) : undefined
      return partner === undefined ? [] : [{ partner: partner.name, merchant: partner.merchantName, linkedAt }]
    }),
    history: readPhoneHistory(world, holder.phone),
    faults: faults.list(),
  }
}

export function describeQr({ partners }: World, record: TransactionRecord): PhoneQr {
  const { qrContent, payable: amount, madeAt } = record
  const { merchantName: merchant } = partners.get(record.partner)
  return { id: qrId(record), qrContent, merchant, amount, madeAt, expiresAt: madeAt + QR_LIFE_MILLIS }
}

function describePush({ partners }: World, record: PushRecord): PhonePush {
  const { partner, merchantInvoice, amount, madeAt } = record
  const { merchantName: merchant } = partners.get(partner)
  const expiresAt = madeAt + PUSH_WINDOW_MILLIS
  return { id: pushId(record), partner, merchantInvoice, merchant, amount, madeAt, expiresAt }
}
