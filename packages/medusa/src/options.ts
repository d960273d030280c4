import type { OvoConfig } from '@ovokit/core'
import type { CheckoutOptions } from '@ovokit/core/checkout'
import type { ReconcileInput } from '@ovokit/core/settlement'

// A type and not an interface: Medusa takes options as records, which an interface is not.
/**
 * What stands in `options` of the plugin in `medusa-config.ts`. OVO's credentials are `merchants`, as in `OvoConfig`;
 * the store is always the Medusa database.
 *
 * @see docs/medusa.md#options
 */
export type OvoPluginOptions = Omit<OvoConfig, 'store' | 'logger' | 'random'> & {
  /** The schema for OvoKit's tables, beside Medusa's own. @default 'ovokit' */
  readonly schema?: string
  /**
   * Asks OVO before a push whether the phone number has an account, so that nobody waits a minute for nothing.
   * @default true
   */
  readonly inquireFirst?: boolean
  /** For `ovo-linked`: the storefront's pages that OVO leads back to. https, or http on this machine. */
  readonly linked?: {
    /** After linking: a page with `<ovo-link>`, which passes its own address on. */
    readonly linkReturnUrl: string
    /** After the PIN: a page with `<ovo-linked-pay>`. Coming back proves nothing: it looks how the payment stands. */
    readonly paymentReturnUrl: string
    /** Shows the customer's balance with a linked account, which asks OVO each time. @default false */
    readonly showBalance?: boolean
  }
  /**
   * How OVO writes the shop's settlement reports, and what it keeps, for the admin's reconciliation.
   *
   * @see docs/guides/reconciliation.md#the-profile
   */
  readonly settlement?: Pick<ReconcileInput, 'profile' | 'fees' | 'holidays'>
  /** How often shoppers may ask. `false` turns it off, for a store that limits in front. */
  readonly limits?: CheckoutOptions<unknown>['limits']
  /** How many event streams may be open at once in this process. */
  readonly streams?: CheckoutOptions<unknown>['streams']
  /**
   * The path that OVO called, when a proxy in front changes paths: it is what OVO signed. Gets the path that Medusa saw.
   * @default (path) => path
   */
  readonly signedPath?: (path: string) => string
  /** Added to the database's clock, in milliseconds. Only tests and demonstrations move time. @default () => 0 */
  readonly timeOffset?: () => number
}
