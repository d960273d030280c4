import type { CheckoutOptions as CoreCheckoutOptions, TopUpCheckoutOptions, WalletOptions } from '@ovokit/core/checkout'
import type { Request } from './express-types.ts'

/** What the routes for your checkout page need; `resolveOrder` gets Express's request. */
export type CheckoutOptions = CoreCheckoutOptions<Request>

export type ResolveOrder = CheckoutOptions['resolveOrder']

/** What the routes for your top-up page need; `authorizeTopUp` gets Express's request. */
export type TopUpOptions = TopUpCheckoutOptions<Request>

export type AuthorizeTopUp = TopUpOptions['authorizeTopUp']

/** What the routes for linked accounts need; `resolveCustomer` gets Express's request. */
export type LinkOptions = WalletOptions<Request>

export type ResolveCustomer = LinkOptions['resolveCustomer']

export interface OvoRouterOptions {
  /** Adds the routes for your checkout page. Without it the router only answers OVO. */
  readonly checkout?: CheckoutOptions
  /**
   * Adds the routes with which signed-in customers link their OVO account, and, with `checkout`, pay out of it. There are
   * none without it.
   */
  readonly links?: LinkOptions
  /** Adds the routes for a page that tops OVO accounts up, out of the shop's deposit. There are none without it. */
  readonly topUp?: TopUpOptions
  /**
   * The path and query that OVO called, which is what OVO signed. Give it when a proxy in front changes the path.
   * @default (req) => req.originalUrl
   */
  readonly signedPath?: (req: Request) => string
  /** Hears of every error that was answered with a 5xx, and once of a proxy that Express was not told of. @default console.error */
  readonly onError?: (error: unknown, req: Request) => void
}

/** Tells somebody about an error. Never throws. */
export type Report = (error: unknown, req: Request) => void
