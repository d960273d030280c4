import { readEvents } from '../client/read-events.ts'
import { readJson, type ShopRequest } from '../client/shop-request.ts'
import type { TopUpView } from '../client/wire.ts'

/** What a page asks of the shop about one top-up. Every promise rejects with a `ShopError`. */
export interface TopUpClient {
  /** Asks OVO whom it would reach and what it costs. Nothing is spent. */
  inquire(phone: string): Promise<TopUpView>
  /** Sends what was shown under this id, once. */
  confirm(id: string): Promise<TopUpView>
  look(): Promise<TopUpView>
  listen(signal: AbortSignal): AsyncIterable<TopUpView>
}

/** The routes of `@ovokit/express` and `@ovokit/nestjs`. */
export function createTopUpClient(request: ShopRequest, topUpId: string): TopUpClient {
  const path = `/top-ups/${encodeURIComponent(topUpId)}`
  return {
    inquire: (phone) => readJson(request('POST', `${path}/inquiry`, { body: { phone } })),
    confirm: (id) => readJson(request('POST', `${path}/confirm`, { body: { id } })),
    look: () => readJson(request('GET', path)),
    listen: async function* (signal) {
      for await (const data of readEvents(await request('GET', `${path}/events`, { signal })))
        yield JSON.parse(data) as TopUpView
    },
  }
}
