import type { StartQris } from '@ovokit/core'
import type { Request } from 'express'
import type { LimitOptions } from './rate-limits.ts'

/**
 * Finds what an order costs, in the shop's own books, for the shopper who is asking; `null` is answered with 404.
 *
 * It is the authorisation too: say `null` for an order that is not this visitor's. The amount comes from here and never
 * from the browser.
 */
export type ResolveOrder = (req: Request, orderId: string) => StartQris | null | Promise<StartQris | null>

export interface CheckoutOptions {
  readonly resolveOrder: ResolveOrder
  /** How often may be asked. `false` turns it off, for a shop that limits in front. */
  readonly limits?: LimitOptions | false
}

export interface OvoRouterOptions {
  /** Adds the routes for your checkout page. Without it the router only answers OVO. */
  readonly checkout?: CheckoutOptions
  /**
   * The path and query that OVO called, which is what OVO signed. Give it when a proxy in front changes the path.
   * @default (req) => req.originalUrl
   */
  readonly signedPath?: (req: Request) => string
  /** Hears of every error that was answered with a 5xx. @default console.error */
  readonly onError?: (error: unknown, req: Request) => void
}

/** Tells somebody about an error. Never throws. */
export type Report = (error: unknown, req: Request) => void
