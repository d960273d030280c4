import { OvoError } from '../errors/ovo-error.ts'
import { type LinkView, linkView } from '../payments/link-view.ts'
import type { Links } from '../payments/links.ts'
import type { CheckoutOptions } from './checkout.ts'
import { createDoorway, type DoorwayOptions, type Visitor } from './doorway.ts'
import { createLinkCheckout, type LinkCheckout, type LinkCheckoutOvo } from './link-checkout.ts'
import { createLinkDesk, type LinkOptions } from './link-options.ts'

export interface WalletOptions<Request> extends LinkOptions<Request>, DoorwayOptions {
  /** Asks OVO for what the customer has, with each `status` of a linked account. @default false */
  readonly showBalance?: boolean
}

/** Linked accounts with routes to come back to, for adapters that serve them: `LinkCheckout` and the way around it. */
export interface WalletCheckout<Request> extends Omit<LinkCheckout<Request>, 'complete'> {
  /** Every account that the customer has linked or tried to, newest first. */
  list(visitor: Visitor<Request>): Promise<{ readonly links: readonly LinkView[] }>
  /**
   * Takes the browser back from OVO's pages, and says where to send it. It comes from another site, so only the first
   * return of the attempt of the customer who is signed in changes anything.
   *
   * @param visitor.url - path and query
   */
  complete(visitor: Visitor<Request> & { readonly url: string }): Promise<{ readonly location: string }>
  /** @throws {CheckoutError} `not-signed-in` */
  checkSignedIn(visitor: Visitor<Request>): Promise<void>
  /** The shop's page of an order, where a browser goes from OVO's PIN page. */
  orderPage(orderId: string): string
  /** Has the signed-in customer pay for the orders that the shop finds. */
  payingFor(resolve: CheckoutOptions<Request>['resolveOrder']): CheckoutOptions<Request>['resolveOrder']
}

/** @throws {ConfigurationError} without `resolveCustomer`, `publicUrl` and `pages` */
export function createWalletCheckout<Request>(
  ovo: LinkCheckoutOvo & { readonly links: Pick<Links, 'list'> },
  options: WalletOptions<Request>,
): WalletCheckout<Request> {
  const desk = createLinkDesk(options)
  const doorway = createDoorway(options, () => ovo.now())
  const { start, status, unlink } = createLinkCheckout<Request>(ovo, {
    ...options,
    resolveCustomer: async (request) => ({
      ...(await desk.customer(request)),
      returnUrl: desk.address('/link/return'),
    }),
  })
  const signedIn = (request: Request) =>
    desk.customer(request).catch((error: unknown) => {
      if (OvoError.is(error) && error.code === 'not-signed-in') return null
      throw error
    })

  return {
    start,
    status,
    unlink,
    list: async (visitor) => {
      await doorway.look(visitor)
      const links = await ovo.links.list(await desk.customer(visitor.request))
      return { links: [...links].reverse().map((link) => linkView(link, { now: ovo.now() })) }
    },
    complete: async (visitor) => {
      await doorway.look(visitor)
      const customer = await signedIn(visitor.request)
      if (customer === null) return { location: desk.accountPage('not-signed-in') }
      const url = new URLSearchParams(visitor.url.replace(/^[^?]*\?/, ''))
      return { location: desk.accountPage((await ovo.links.complete({ ...customer, url })).outcome) }
    },
    checkSignedIn: async ({ request }) => void (await desk.customer(request)),
    orderPage: desk.orderPage,
    payingFor: (resolve) => async (request, orderId) => {
      const order = await resolve(request, orderId)
      const customer = order === null || order === undefined ? null : await signedIn(request)
      if (order === null || order === undefined || customer === null) return order
      const returnUrl = desk.address(`/orders/${encodeURIComponent(orderId)}/linked/return`)
      return { ...order, linked: { customer: customer.customer, returnUrl } }
    },
  }
}
