import type { HttpResult, Store, Transport } from '@ovokit/core'

/**
 * Names every boundary of an effect: just before and just after each call to a port that changes something outside
 * this process. A crash can only matter at one of them, and a new effect brings its own.
 */
export type Reached = (boundary: string) => void | Promise<void>

const watched = new Set<keyof Store>([
  'commit',
  'claimDue',
  'release',
  'claimDeliveries',
  'endDelivery',
  'takeNumbers',
  'claimToken',
  'saveToken',
])

export function withBoundaries({
  store,
  transport,
  reached,
}: {
  store: Store
  transport: Transport
  reached: Reached
}): {
  store: Store
  transport: Transport
} {
  const around = async <Result>(name: string, run: () => Promise<Result>): Promise<Result> => {
    await reached(`before ${name}`)
    const result = await run()
    await reached(`after ${name}`)
    return result
  }
  return {
    store: new Proxy(store, {
      get: (target, property, receiver) => {
        const value: unknown = Reflect.get(target, property, receiver)
        if (typeof value !== 'function' || !watched.has(property as keyof Store)) return value
        const method = value.bind(target) as (...args: unknown[]) => Promise<unknown>
        return (...args: unknown[]) => {
          const name = nameOf(String(property), args[0])
          return name === null ? method(...args) : around(name, () => method(...args))
        }
      },
    }),
    transport: (request, options) =>
      around<HttpResult>(`send ${nameOfCall(request)}`, () => transport(request, options)),
  }
}

/** What Push To Pay is asked at its one path. */
const pushToPayCalls: Readonly<Record<string, string>> = {
  '0100 050000': 'inquiry',
  '0200 040000': 'push',
  '0400 040000': 'reversal',
  '0200 020040': 'void',
  '0100 040000': 'push-status',
  '0100 020040': 'void-status',
}

function nameOfCall({ url, body }: Parameters<Transport>[0]): string {
  const path = url.split('/').at(-1) ?? ''
  if (path !== 'pos') return path
  const { type, processingCode } = JSON.parse(Buffer.from(body).toString()) as Record<string, string>
  return pushToPayCalls[`${type} ${processingCode}`] ?? path
}

/** A commit is named by what it brings about, so that the list reads like the story of a payment. */
function nameOf(method: string, argument: unknown): string | null {
  // A sweep that may find nothing is not an effect; what it finds is stored by commits of its own.
  if (method === 'claimDue' || method === 'claimDeliveries' || method === 'release') return null
  if (method !== 'commit') return method
  const change = argument as {
    history?: { type: string; isRejected: boolean }[]
    exchangeStarts?: { operation: string }[]
    exchangeEnds?: unknown[]
    claim?: unknown
  }
  const events = (change.history ?? []).filter(({ isRejected }) => !isRejected).map(({ type }) => type)
  // A callback is over when it is stored: its claim says it all.
  const begun = (change.exchangeStarts ?? []).filter(({ operation }) => !operation.endsWith('.notify'))
  const starts = begun.map(({ operation }) => `begin ${operation}`)
  const parts = [...events, ...starts, ...(change.claim === undefined ? [] : ['claim'])]
  return `commit ${parts.length > 0 ? parts.join(' + ') : 'quiet'}`
}
