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

/** `GET`, `POST`, `POST …/unlink` and `POST …/return`, all under one path. */
export const createLinkClient = (request: ShopRequest, path: string): LinkClient => ({
  look: () => readJson(request('GET', path)),
  start: (phone) => readJson(request('POST', path, { body: { phone } })),
  unlink: () => readJson(request('POST', `${path}/unlink`)),
  complete: (url) => readJson(request('POST', `${path}/return`, { body: { url } })),
})
