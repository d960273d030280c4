import { NotAllowedError } from '../errors/errors.ts'
import type { EpochMillis } from '../values/jakarta-time.ts'
import type { PaymentRecord } from './payment-kind.ts'
import { kindOf } from './payment-kinds.ts'

/** Why no other attempt may begin while `record` holds its order's slot (G6). */
export function takenSlot(record: PaymentRecord, now: EpochMillis): NotAllowedError {
  const { reference, state } = record
  if (state === 'paid') return alreadyPaid(reference)
  const { isForPerson, payableUntil } = kindOf(record)
  if (isForPerson(record)) {
    return new NotAllowedError(
      'attempt-in-progress',
      `OVO says something about the payment of ${reference} that no rule may decide; a person must, with payments.resolve`,
    )
  }
  // Its life may be over already and only OVO's last word be missing: that takes a moment more.
  const retryAt = new Date(Math.max(payableUntil(record), now) + 1_000)
  return new NotAllowedError(
    'attempt-in-progress',
    `another attempt to pay ${reference} may still be paid; start again at ${retryAt.toISOString()}`,
    { retryAt },
  )
}

export const alreadyPaid = (reference: string): NotAllowedError =>
  new NotAllowedError('already-paid', `${reference} is paid already; show the shopper the order`)

/** Attempt after attempt of others took the slot and let it go again while one was being started: OVO refuses them all. */
export const contestedSlot = (reference: string, now: EpochMillis): NotAllowedError => {
  const message = `attempts to pay ${reference} begin and fail all the time, too many at once; try again in a moment`
  return new NotAllowedError('attempt-in-progress', message, { retryAt: new Date(now + 1_000) })
}
