/** What pages see: plain JSON, and nothing that they must not. */
export type { LinkView, LinkViewStatus } from './link-view.ts'
export { type ShopperStatus, type ShopperView, shopperView } from './shopper-view.ts'
