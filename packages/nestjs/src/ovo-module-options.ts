import type { OvoConfig } from '@ovokit/core'
import type { LimitOptions, StreamCaps, WalletOptions } from '@ovokit/core/checkout'

/** A request of Express or Fastify, as far as both are alike. */
export interface HttpRequest {
  readonly method: string
  readonly originalUrl: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly params: Readonly<Record<string, string>>
  readonly ip?: string
}

/** What may come from configuration, a factory or a class: core's options, and a few of Nest's side. */
export interface OvoModuleOptions extends OvoConfig {
  /** Runs due work in this process, between bootstrap and shutdown. @default true */
  readonly worker?: boolean
  /**
   * The path and query that OVO called, which is what OVO signed. Give it when a proxy in front changes the path.
   * @default (request) => request.originalUrl
   */
  readonly signedPath?: (request: HttpRequest) => string
  /**
   * Asks OVO before a push whether the phone number has an account, so that nobody waits a minute for nothing.
   * @default true
   */
  readonly inquireFirst?: boolean
  /** How often shoppers may ask; `false` turns it off. See `@ovokit/core/checkout`. */
  readonly limits?: LimitOptions | false
  /** How many event streams may be open at once in this process. */
  readonly streams?: StreamCaps
  /** Where linked accounts bring browsers back to, and whether pages show the balance: needed with `links`. */
  readonly wallet?: Omit<WalletOptions<HttpRequest>, 'resolveCustomer' | 'limits' | 'streams'>
}

export interface OvoControllerOptions {
  /** Below the application's global prefix. @default 'ovo' */
  readonly path?: string
  /** As of `@Controller`. @default VERSION_NEUTRAL: versioning does not change the path */
  readonly version?: string | string[] | typeof import('@nestjs/common').VERSION_NEUTRAL
  /** Class decorators for the controller: `[Public()]`, `[SkipThrottle()]`. */
  readonly decorators?: readonly ClassDecorator[]
}

/** What must be known before any factory has run. Stands beside the options, in `forRoot` and `forRootAsync` alike. */
export interface OvoModuleExtras {
  /** @default true */
  readonly isGlobal?: boolean
  /** The routes that OVO calls. `false`: you write your own with `@OvoNotification()`. @default {} */
  readonly notifications?: OvoControllerOptions | false
  /** The routes that a checkout page calls; they need one `@ResolveOvoOrder()`. @default false */
  readonly checkout?: OvoControllerOptions | boolean
  /**
   * The routes with which signed-in customers link their OVO account, and, with `checkout`, pay out of it. They need one
   * `@ResolveOvoCustomer()` and the option `wallet`. @default false
   */
  readonly links?: OvoControllerOptions | boolean
  /** The routes that a page for top-ups calls; they spend the deposit, and need one `@AuthorizeOvoTopUp()`. @default false */
  readonly topUp?: OvoControllerOptions | boolean
}

/** For `forRootAsync({ useClass })` and `useExisting`. */
export interface OvoOptionsFactory {
  createOvoOptions(): OvoModuleOptions | Promise<OvoModuleOptions>
}
