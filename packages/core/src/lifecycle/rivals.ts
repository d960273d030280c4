import type { EpochMillis } from '../values/jakarta-time.ts'
import type { Subject } from './lifecycle.ts'

// Payments of several kinds may stand under one reference, so only what all of them share is read.

/** Money that counts for the order. */
export const isPaidPayment = (other: Subject): boolean =>
  other.parentId === null && other.state === 'paid' && other.data.isOrphan !== true

/** An attempt that could still be paid, or could turn out to have been. */
export const isRival = (other: Subject): boolean => other.parentId === null && open.has(other.state)

/** The shop has asked for another amount since: what it wants for the order now is not this. */
export const isReplacement = (
  other: Subject,
  { createdAt, data }: { readonly createdAt: EpochMillis; readonly data: { readonly amount: number } },
): boolean =>
  other.parentId === null &&
  other.createdAt > createdAt &&
  typeof other.data.amount === 'number' &&
  other.data.amount !== data.amount

const open: ReadonlySet<string> = new Set([
  'created',
  'awaiting-scan',
  'awaiting-pin',
  'pushed',
  'reversing',
  'expired',
  'unknown',
])
