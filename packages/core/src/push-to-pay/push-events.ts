import type { EpochMillis } from '../values/jakarta-time.ts'
import type { StatusWord } from './push-data.ts'
import type { PushReceipt } from './receipt.ts'

/** Everything that can happen to a push. */
export type PushEvent =
  /** It is let go: stored before the call leaves, with the instant that stands in the request as `date`. */
  | { readonly type: 'pushing'; readonly at: EpochMillis }
  /** It provably never left, or was never begun. */
  | { readonly type: 'unsent'; readonly reason: string }
  /** The call ended without a clear answer: it may have happened. */
  | { readonly type: 'unanswered'; readonly reason: string }
  | { readonly type: 'paid'; readonly from: 'answer' | 'status'; readonly receipt: PushReceipt }
  | { readonly type: 'declined'; readonly responseCode: string }
  | { readonly type: 'refused'; readonly reason: 'refused' | 'configuration'; readonly responseCode: string }
  /** OVO knows our numbers already. */
  | { readonly type: 'used'; readonly responseCode: string }
  /** OVO says paid, but about something else than what was asked for. */
  | { readonly type: 'mismatched'; readonly field: string }
  /** A status check begins. */
  | { readonly type: 'asking' }
  /** A status check's clear word, which settles nothing by itself. */
  | { readonly type: 'asked'; readonly word: StatusWord; readonly responseCode: string | null }
  | { readonly type: 'inconclusive'; readonly reason: string }
  /** A person wants to know now what the schedule would ask later. */
  | { readonly type: 'hinted' }
  /** OVO's word on a push that no rule may reverse: not paid. */
  | { readonly type: 'closed'; readonly word: StatusWord; readonly responseCode: string | null }
  /** The numbers were used, and OVO says paid: whose payment that is, only a person can tell. */
  | { readonly type: 'used-paid' }
  /** A reversal begins: stored before the call leaves. */
  | { readonly type: 'reversing' }
  | { readonly type: 'acknowledged' }
  | { readonly type: 'unacknowledged'; readonly reason: string }
  /** After the acknowledgement a status check no longer says paid. */
  | { readonly type: 'confirmed'; readonly word: StatusWord; readonly responseCode: string | null }
  /** Paid after all, later than the reversal: it is reversed again. */
  | { readonly type: 'reopened' }
  | { readonly type: 'raised' }
  /** OVO no longer says, a week later. */
  | { readonly type: 'overdue' }
  /** A person has looked, and takes the money as this payment's. Only where {@link isForPerson}. */
  | { readonly type: 'accepted' }
  /** A person has looked, and no money of this payment is left. Only where {@link isForPerson}. */
  | { readonly type: 'written-off' }
  | { readonly type: 'abandoned' }
  | { readonly type: 'resumed' }
  | { readonly type: 'superseded'; readonly by: string }
  | { readonly type: 'refunded' }
