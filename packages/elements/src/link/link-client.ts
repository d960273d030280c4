import { readJson, type ShopRequest } from '../client/shop-request.ts'
import type { LinkView } from '../client/wire.ts'

/** What a page asks of the shop about the logged-in customer's OVO account. Every promise rejects with a `ShopError`. */
export interface LinkClient {
  look(): Promise<LinkView>
  /** Begins to link this number; the answer has the address of OVO's pages. */
  start(phone: string): Promise<LinkView>
  unlink(): Promise<LinkView>
  /** Passes on the address that OVO's pages have led the browser back to, whole. */
  complete(url: string): Promise<LinkView>
}

/** `GET /link`, `POST /link`, `POST /link/unlink` and `POST /link/return`, under the shop's own base. */
export const createLinkClient = (request: ShopRequest): LinkClient => ({
  look: () => readJson(request('GET', '/link')),
  start: (phone) => readJson(request('POST', '/link', { body: { phone } })),
  unlink: () => readJson(request('POST', '/link/unlink')),
  complete: (url) => readJson(request('POST', '/link/return', { body: { url } })),
})
