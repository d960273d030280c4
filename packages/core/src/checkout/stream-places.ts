import { CheckoutError } from '../errors/errors.ts'

/** How many event streams may be open at once. Each is a connection, and a look into the store every second. */
export interface StreamCaps {
  /** And per top-up. @default 10: a shopper has a few tabs open, not more */
  readonly payment?: number
  /** @default 100: mobile networks put many shoppers behind one */
  readonly address?: number
  /** @default 1,000 */
  readonly process?: number
}

const defaults = { payment: 10, address: 100, process: 1_000 }

export interface StreamPlaces {
  /**
   * Takes a place, or throws; returns how to give it back, which may be called more than once.
   *
   * @throws {CheckoutError} `too-many-requests`
   */
  take(who: { readonly payment: string; readonly address: string }): () => void
}

export function createStreamPlaces(options: StreamCaps = {}): StreamPlaces {
  const caps = { ...defaults, ...options }
  const open = new Map<string, number>()
  const count = (key: string, by: 1 | -1): void => {
    const now = (open.get(key) ?? 0) + by
    if (now === 0) open.delete(key)
    else open.set(key, now)
  }
  return {
    take: ({ payment, address }) => {
      const places = {
        [`payment:${payment}`]: caps.payment,
        [`address:${address}`]: caps.address,
        process: caps.process,
      }
      for (const [key, cap] of Object.entries(places)) {
        if ((open.get(key) ?? 0) < cap) continue
        throw new CheckoutError('too-many-requests', `${cap} event streams are open for this ${key.split(':')[0]}`)
      }
      const keys = Object.keys(places)
      for (const key of keys) count(key, 1)
      return () => {
        for (const key of keys.splice(0)) count(key, -1)
      }
    },
  }
}
