import type { StoredRecord } from '../engine/store.ts'
import { linkedPayments } from './linked-payment.ts'
import { type Payment, toRefund } from './payment.ts'
import type { PaymentKind, PaymentRecord } from './payment-kind.ts'
import { pushPayments } from './push-to-pay-payment.ts'
import { qrisPayments } from './qris-payment.ts'

type AnyKind = PaymentKind<PaymentRecord, Payment>

const kinds: ReadonlyMap<string, AnyKind> = new Map(
  [qrisPayments, pushPayments, linkedPayments].map((kind) => [kind.kind, kind as unknown as AnyKind]),
)

/** The names of all ways to pay, as records bear them. */
export const paymentKinds: readonly string[] = [...kinds.keys()]

/** A payment, and not an undo. */
export const isPayment = (record: StoredRecord): record is PaymentRecord => kinds.has(record.kind)

export function kindOf({ kind }: Pick<PaymentRecord, 'kind'>): AnyKind {
  const found = kinds.get(kind)
  if (found === undefined) throw new Error(`records of kind ${kind} are not payments`)
  return found
}

/** The payment as the shop sees it, with the latest of its undos among the `relatives`. */
export function toPayment(record: PaymentRecord, relatives: readonly StoredRecord[] = []): Payment {
  const undo = relatives.filter(({ parentId }) => parentId === record.id).at(-1)
  return kindOf(record).view(record, undo === undefined ? null : toRefund(undo))
}
