import { RateLimiterMemory } from 'rate-limiter-flexible'
import { CheckoutError } from '../errors/errors.ts'

/** So many within so long. */
export interface Rate {
  readonly limit: number
  /** @default 60, and 600 for phone numbers */
  readonly windowSeconds?: number
}

/** A limiter of `rate-limiter-flexible`: give one that counts in Redis or PostgreSQL to share limits between processes. */
export interface SharedLimiter {
  readonly points: number
  consume(key: string): Promise<unknown>
}

export interface LimitOptions {
  /** Starting and cancelling, per address. @default 60 a minute: mobile networks put many shoppers behind one */
  readonly address?: Rate | SharedLimiter
  /** Starting, cancelling and confirming, per reference. @default 10 a minute */
  readonly order?: Rate | SharedLimiter
  /** Pushes and inquiries about top-ups, each per phone number, which is counted by its hash. @default 5 in ten minutes */
  readonly phone?: Rate | SharedLimiter
  /** Status, events and pictures, per address. @default 600 a minute */
  readonly status?: Rate | SharedLimiter
}

export interface Limits {
  /**
   * Counts one more under the key.
   *
   * @throws {CheckoutError} `too-many-requests`, with `retryAt`
   */
  take(kind: keyof LimitOptions, key: string): Promise<void>
}

const defaults: Readonly<Record<keyof LimitOptions, Required<Rate>>> = {
  address: { limit: 60, windowSeconds: 60 },
  order: { limit: 10, windowSeconds: 60 },
  phone: { limit: 5, windowSeconds: 600 },
  status: { limit: 600, windowSeconds: 60 },
}

/** Makes the limits of a checkout; each counts within this process unless a shared limiter is given. `false`: none. */
export function createLimits(options: LimitOptions | false, now: () => Date): Limits {
  if (options === false) return { take: async () => {} }
  const limiters = new Map(
    Object.entries(defaults).map(([kind, rate]) => [kind, limiterOf(options[kind as keyof LimitOptions] ?? {}, rate)]),
  )
  return {
    take: async (kind, key) => {
      const limiter = limiters.get(kind) as SharedLimiter
      await limiter.consume(`${kind}:${key}`).catch((refusal: unknown) => {
        // A shared limiter whose database is away rejects with an error instead.
        const millis = (refusal as { msBeforeNext?: unknown } | null)?.msBeforeNext
        if (typeof millis !== 'number') throw refusal
        const retryAt = new Date(now().getTime() + millis)
        throw new CheckoutError('too-many-requests', `more than ${limiter.points} requests per ${kind}`, {
          retryAt,
          limit: limiter.points,
        })
      })
    },
  }
}

function limiterOf(option: Partial<Rate> | SharedLimiter, defaults: Required<Rate>): SharedLimiter {
  if ('consume' in option) return option
  const { limit, windowSeconds } = { ...defaults, ...option }
  return new RateLimiterMemory({ points: limit, duration: windowSeconds })
}
