import { type AnyNoticeType, linkNotices, topUpNotices } from '../lifecycle/lifecycle.ts'
import { createHands } from './hands.ts'
import type { Ports } from './ports.ts'
import type { Delivery, Store } from './store.ts'

export type Handler<Event> = (event: Event) => void | Promise<void>

export interface Outbox<Event> {
  /** Registers a handler; returns how to take it away again. `*` is everything about payments. */
  on(type: AnyNoticeType | '*', handler: Handler<Event>): () => void
  /** Begins to deliver what is due, one after another within a payment. Resolves with how many it began. */
  beginDue(): Promise<number>
  /** Resolves when everything begun has been taken or put off, with whether there was any. */
  idle(): Promise<boolean>
}

const leaseMillis = 60_000
/** Handlers that take longer together have failed: the event is delivered again, and nothing else waits for it. */
const handlerMillis = 50_000
const maxRunning = 32
/** The last one repeats for ever: an event is never given up, only made rarer. */
const retryDelays = [1_000, 2_000, 5_000, 10_000, 30_000, 60_000, 300_000, 900_000] as const

const forPeople = new Set(['attention', 'refund-failed', 'top-up-attention', 'top-up-failed', 'link-attention'])
const notOfPayments: ReadonlySet<string> = new Set([...topUpNotices, ...linkNotices])

/**
 * Tells the shop (G5): at least once, in order per payment, retried until every handler has succeeded.
 *
 * A process without any handler delivers nothing, so that a script that only looks at payments cannot swallow events.
 */
export function createOutbox<Event>(deps: {
  store: Store
  ports: Ports
  owner: string
  toEvent: (delivery: Delivery) => Promise<Event>
  /** There is room for more after there was none. */
  onRoom: () => void
  /** @default 50 s */
  handlerMillis?: number
}): Outbox<Event> {
  const { store, ports } = deps
  let claims = 0
  const limit = deps.handlerMillis ?? handlerMillis
  const hands = createHands(maxRunning, deps.onRoom)
  const handlers = new Set<{ type: AnyNoticeType | '*'; handler: Handler<Event> }>()

  async function tell(delivery: Delivery): Promise<void> {
    const event = await deps.toEvent(delivery)
    const isOfPayment = !notOfPayments.has(delivery.type)
    const wanted = [...handlers].filter(({ type }) => (type === '*' ? isOfPayment : type === delivery.type))
    if (wanted.length === 0 && forPeople.has(delivery.type)) {
      const { id, type, stream } = delivery
      ports.logger.error('nobody listens for an event that a person must see: add ovo.on for it', {
        event: id,
        type,
        payment: stream,
      })
    }
    for (const { handler } of wanted) await handler(event)
  }

  async function deliver(delivery: Delivery, owner: string): Promise<void> {
    const { id, type, attempts } = delivery
    try {
      await within(limit, tell(delivery))
      await store.endDelivery({ id, owner, retryAt: null })
    } catch (error) {
      const delay = retryDelays[Math.min(attempts, retryDelays.length - 1)] as number
      ports.logger.warn('a handler failed; the event will be delivered again', {
        event: id,
        type,
        attempts: attempts + 1,
        retryInMillis: delay,
        // The message is the shop's own and may name a customer: only the kind of error is logged.
        reason: error instanceof Error ? error.name : typeof error,
      })
      // When the store is away too, the lease runs out and the event is delivered again.
      await store.endDelivery({ id, owner, retryAt: store.now() + delay }).catch(() => {})
    }
  }

  return {
    on: (type, handler) => {
      const entry = { type, handler }
      handlers.add(entry)
      return () => handlers.delete(entry)
    },
    beginDue: async () => {
      const { free } = hands
      if (handlers.size === 0 || free === 0) return 0
      const now = store.now()
      // A name for each claim: a delivery that has lost its lease must not end its successor's.
      const owner = `${deps.owner}:${++claims}`
      const due = await store.claimDeliveries({ now, owner, until: now + leaseMillis, limit: free })
      for (const delivery of due) hands.hold(deliver(delivery, owner))
      return due.length
    },
    idle: hands.idle,
  }
}

/** A shop's handler may hang for ever; the others' money must not wait for it. */
async function within(millis: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new HandlerTimeout()), millis)
  })
  await Promise.race([work, late]).finally(() => clearTimeout(timer))
}

class HandlerTimeout extends Error {
  override readonly name = 'HandlerTimeout'
}
