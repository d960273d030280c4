import type { Store } from '@ovokit/core'

/** Everything on a store that leaves something behind. What only reads is not here. */
const writes = [
  'commit',
  'claimDue',
  'release',
  'claimDeliveries',
  'endDelivery',
  'takeNumbers',
  'claimToken',
  'saveToken',
  'sweep',
] as const satisfies readonly (keyof Store)[]

export interface WatchedStore {
  readonly store: Store
  /** How often anything was written, or asked to be. */
  written(): number
  /** Everything that can be read of it, as one text. */
  contents(): Promise<string>
}

/** A store that counts what is written to it. */
export function watchStore(store: Store): WatchedStore {
  let count = 0
  const watched = new Proxy(store, {
    get: (target, property, receiver) => {
      const value: unknown = Reflect.get(target, property, receiver)
      if (typeof value !== 'function') return value
      const method = value.bind(target) as (...args: unknown[]) => unknown
      if (!writes.some((name) => name === property)) return method
      return (...args: unknown[]) => {
        count += 1
        return method(...args)
      }
    },
  })
  return {
    store: watched,
    written: () => count,
    contents: async () => {
      const records = await store.recentRecords({
        kinds: ['qris', 'qris-refund', 'linked-payment', 'link'],
        limit: 100_000,
      })
      const histories = await Promise.all(records.map(({ id }) => store.history(id)))
      return JSON.stringify([records, histories, await store.exchanges({ limit: 100_000 }), await store.health(0)])
    },
  }
}
