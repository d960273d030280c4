import type { Step } from '../lifecycle/lifecycle.ts'
import type { EpochMillis } from '../values/jakarta-time.ts'
import { inquiryExpiresAt, type TopUpSubject } from './top-up-data.ts'

export type TopUpAction = 'lapse' | 'send' | 'give-up' | 'ask' | 'raise'

/** A sending that has no stored result by then belongs to a process that died. Longer than any HTTP deadline of ours. */
const lostSendMillis = 30_000
const raiseAfterMillis = 5 * 60_000
/** What was confirmed at the last moment still has a moment to leave in. */
const sendGraceMillis = 30_000
const delays = [2_000, 5_000, 10_000, 30_000, 60_000, 300_000, 900_000] as const
/** While a shopper waits for it. */
const watchedMillis = 5_000
const delay = (count: number): number => delays[Math.min(Math.max(count - 1, 0), delays.length - 1)] as number

/** Says when to do what next about a top-up. Pure. @see docs/protocol/top-up.md#lifecycle */
export function nextTopUpStep(
  { state, data }: Pick<TopUpSubject, 'state' | 'data'>,
  now: EpochMillis,
): Step<TopUpAction> | null {
  switch (state) {
    case 'inquired':
      return { at: inquiryExpiresAt(data) + 1, action: 'lapse' }
    case 'confirmed': {
      const confirmedAt = data.confirmedAt ?? data.inquiredAt
      const until = Math.max(inquiryExpiresAt(data), confirmedAt + sendGraceMillis)
      const at = data.missedAt === undefined ? confirmedAt : data.missedAt + delay(data.misses)
      return Math.max(at, now) > until ? { at: until + 1, action: 'give-up' } : { at, action: 'send' }
    }
    case 'sent':
      return { at: (data.sentAt ?? data.inquiredAt) + lostSendMillis, action: 'ask' }
    case 'unknown': {
      const sentAt = data.sentAt ?? data.inquiredAt
      const last = Math.max(data.askedAt ?? 0, sentAt)
      if ((data.hintedAt ?? 0) > last) return { at: data.hintedAt ?? now, action: 'ask' }
      const isWatched = (data.watchedUntil ?? 0) > now
      const at = last + (isWatched ? Math.min(delay(data.asked), watchedMillis) : delay(data.asked))
      const raiseAt = sentAt + raiseAfterMillis
      return data.isRaised !== true && raiseAt < at ? { at: raiseAt, action: 'raise' } : { at, action: 'ask' }
    }
    case 'succeeded':
    case 'failed':
      return null
  }
}
