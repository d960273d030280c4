import { addressKey } from './address-key.ts'
import { createLimits, type LimitOptions } from './limits.ts'
import { checkSameOrigin, type RequestHeaders } from './same-origin.ts'
import { createStreamPlaces, type StreamCaps } from './stream-places.ts'

/** A request of a shopper's page, whatever it asks for. */
export interface Visitor<Request> {
  /** The shopper's address, as the framework finds it behind the shop's proxies. */
  readonly address: string | undefined
  readonly headers: RequestHeaders
  /** The framework's own request, for the shop's callbacks. */
  readonly request: Request
}

export interface DoorwayOptions {
  /** How often may be asked. `false` turns it off, for a shop that limits in front. */
  readonly limits?: LimitOptions | false
  /** How many event streams may be open at once in this process. */
  readonly streams?: StreamCaps
}

/** What every shopper passes before the shop or OVO is asked anything: CSRF, limits, places. */
export interface Doorway {
  /** For a visit that may change something. @throws {CheckoutError} `cross-site`, `too-many-requests` */
  change(visitor: Visitor<unknown>): Promise<void>
  /** For a visit that only looks. @throws {CheckoutError} `too-many-requests` */
  look(visitor: Visitor<unknown>): Promise<void>
  /** Counts one more of the kind. @throws {CheckoutError} `too-many-requests` */
  count(kind: 'order' | 'phone', key: string): Promise<void>
  /** Takes a place for a stream about a record, until it ends or the signal aborts. @throws {CheckoutError} `too-many-requests` */
  stream(
    events: AsyncIterable<string>,
    of: { readonly id: string; readonly visitor: Visitor<unknown>; readonly signal: AbortSignal },
  ): AsyncIterable<string>
}

export function createDoorway(options: DoorwayOptions, now: () => Date): Doorway {
  const limits = createLimits(options.limits ?? {}, now)
  const places = createStreamPlaces(options.streams)
  return {
    change: async ({ headers, address }) => {
      checkSameOrigin(headers)
      await limits.take('address', addressKey(address))
    },
    look: ({ address }) => limits.take('status', addressKey(address)),
    count: limits.take,
    stream: (events, { id, visitor, signal }) => {
      const leave = places.take({ payment: id, address: addressKey(visitor.address) })
      // Also for a stream that nobody ever reads.
      signal.addEventListener('abort', leave, { once: true })
      if (signal.aborted) leave()
      return leaving(events, leave)
    },
  }
}

async function* leaving(events: AsyncIterable<string>, leave: () => void): AsyncGenerator<string, void> {
  try {
    yield* events
  } finally {
    leave()
  }
}
