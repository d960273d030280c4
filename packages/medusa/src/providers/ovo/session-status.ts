import type { Payment } from '@ovokit/core'

/** Medusa's word for the latest attempt of a purchase, where no money of it is there. */
export function sessionStatus(latest: Payment | undefined): 'pending' | 'requires_more' | 'error' | 'canceled' {
  if (latest === undefined) return 'pending'
  // The shopper gave it up and has not asked for another: the session itself can be paid.
  if (latest.isCancelled) return 'pending'
  return words[latest.status]
}

const words: Readonly<Record<Payment['status'], 'pending' | 'requires_more' | 'error' | 'canceled'>> = {
  created: 'requires_more',
  'awaiting-scan': 'requires_more',
  pushed: 'requires_more',
  'awaiting-pin': 'requires_more',
  // Not the shopper's any more, but not over either.
  reversing: 'requires_more',
  // Nobody knows yet; a person is told.
  unknown: 'requires_more',
  // Paid for another amount or another way: not this session's money.
  paid: 'requires_more',
  expired: 'canceled',
  reversed: 'canceled',
  failed: 'error',
  declined: 'error',
  refunded: 'canceled',
}
