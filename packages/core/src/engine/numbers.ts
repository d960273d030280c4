import type { EpochMillis } from '../values/jakarta-time.ts'
import { type PartnerReferenceNo, partnerReferenceFloor, partnerReferenceNo } from '../values/partner-reference-no.ts'
import type { Store } from './store.ts'

/** Hands out partnerReferenceNos that never repeat, also across processes, restarts and a lost store. */
export interface Numbers {
  /** @param client - whose numbers: two shops of one OVO client share them */
  next(client: string): Promise<PartnerReferenceNo>
}

interface Block {
  next: number
  end: number
  takenAt: EpochMillis
  size: number
}

const maxBlock = 64
const busyMillis = 1_000

/**
 * Takes numbers from the store in blocks that grow while the shop is busy, so that a rush does not queue up at one row.
 *
 * A number is at least the milliseconds since 2020: even an empty store, restored from nothing, starts above every
 * number ever given out, as long as no merchant makes more than a thousand payments a second for its whole life.
 */
export function createNumbers(store: Store): Numbers {
  const blocks = new Map<string, Block>()
  const flights = new Map<string, Promise<void>>()

  async function refill(client: string): Promise<void> {
    const old = blocks.get(client)
    const now = store.now()
    const isBusy = old !== undefined && now - old.takenAt < busyMillis
    const size = isBusy ? Math.min(old.size * 2, maxBlock) : 1
    const floor = partnerReferenceFloor(now)
    const first = await store.takeNumbers({ name: `partner-reference-no:${client}`, floor, count: size })
    blocks.set(client, { next: first, end: first + size, takenAt: now, size })
  }

  return {
    next: async (client) => {
      for (;;) {
        const block = blocks.get(client)
        if (block !== undefined && block.next < block.end) return partnerReferenceNo(block.next++)
        const flight = flights.get(client) ?? refill(client).finally(() => flights.delete(client))
        flights.set(client, flight)
        await flight
      }
    },
  }
}
