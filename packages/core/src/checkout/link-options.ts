import { CheckoutError, ConfigurationError } from '../errors/errors.ts'
import { browserAddress } from '../linked/browser-address.ts'
import type { OfCustomer } from '../payments/find-link.ts'

/** What pages need to link a customer's OVO account, and to pay out of it. */
export interface LinkOptions<Request> {
  /**
   * Finds the shop's own customer who is asking, by the session that the shop has with them; `null` is answered with
   * 401. Never take the name from what the browser sends: whoever is named here pays.
   */
  readonly resolveCustomer: (request: Request) => OfCustomer | null | undefined | Promise<OfCustomer | null | undefined>
  /** Where browsers reach these routes, such as `https://shop.example/ovo`: OVO's pages send them back there. */
  readonly publicUrl: string
  /** The shop's own pages, where a browser goes after it came back. */
  readonly pages: {
    /** Gets `?ovo=` with what became of it: `linked`, `checking`, `declined`, `failed`, `ignored` or `not-signed-in`. */
    readonly account: string
    /** It says what the payment's status says, and nothing else: coming back proves nothing. */
    readonly order: (orderId: string) => string
  }
}

/** Who asks and where they come back to, checked once. */
export interface LinkDesk<Request> {
  /** @throws {CheckoutError} `not-signed-in` */
  customer(request: Request): Promise<OfCustomer>
  /** An address of these routes. */
  address(path: string): string
  accountPage(outcome: string): string
  orderPage(orderId: string): string
}

/** @throws {ConfigurationError} naming every option that is missing or cannot be used */
export function createLinkDesk<Request>(options: LinkOptions<Request>): LinkDesk<Request> {
  const { resolveCustomer, publicUrl, pages } = options
  const problems = [
    ...(typeof resolveCustomer === 'function'
      ? []
      : ['resolveCustomer: is missing; say which of your customers is signed in']),
    ...(typeof publicUrl === 'string' && browserAddress(publicUrl) !== null
      ? []
      : ['publicUrl: must be where browsers reach these routes: https, or http on this machine']),
    ...(typeof pages?.account === 'string' && typeof pages.order === 'function'
      ? []
      : ["pages: needs account, an address, and order, which gives an order's"]),
  ]
  if (problems.length > 0) throw new ConfigurationError(problems)
  return {
    customer: async (request) => {
      const customer = await resolveCustomer(request)
      if (customer !== null && customer !== undefined) return customer
      throw new CheckoutError('not-signed-in', 'resolveCustomer knows no customer who is signed in')
    },
    address: (path) => `${publicUrl.replace(/\/+$/, '')}${path}`,
    accountPage: (outcome) => `${pages.account}${pages.account.includes('?') ? '&' : '?'}ovo=${outcome}`,
    orderPage: (orderId) => pages.order(orderId),
  }
}
