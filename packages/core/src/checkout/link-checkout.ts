import { sha256Hex } from '../crypto/digest.ts'
import { CheckoutError } from '../errors/errors.ts'
import type { Balance } from '../linked/balance.ts'
import type { Link } from '../payments/link.ts'
import { type LinkView, linkView } from '../payments/link-view.ts'
import type { Links } from '../payments/links.ts'
import { phoneNumber } from '../values/phone-number.ts'
import { createDoorway, type DoorwayOptions, type Visitor } from './doorway.ts'

/** Whose account it is, and where OVO leads them back to. */
export interface LinkingCustomer {
  /** The shop's own name for who is signed in, from its session and never from the browser's word. 1-64 characters. */
  readonly customer: string
  /** The shop's page that passes on what it is opened with to `complete`: https, or http on this machine. */
  readonly returnUrl: string
  /** @default 'default' */
  readonly merchant?: string
}

export interface LinkCheckoutOptions<Request> extends DoorwayOptions {
  /** Says who is asking, which is all the authorisation there is; `null` is answered with 401. */
  readonly resolveCustomer: (
    request: Request,
  ) => LinkingCustomer | null | undefined | Promise<LinkingCustomer | null | undefined>
  /**
   * Asks OVO for what the customer has, with each `status` of a linked account.
   * @default false
   */
  readonly showBalance?: boolean
}

/** What a page about a customer's own OVO account asks for, in no framework's words. Errors are as with `Checkout`. */
export interface LinkCheckout<Request> {
  /** Begins to link: send the browser to `page`. The number is the shopper's to write, so it has a limit of its own. */
  start(visitor: Visitor<Request>, shopper: { readonly phone: unknown }): Promise<LinkView>
  /** Takes what the browser came back from OVO with: the address of the shop's page, whole. */
  complete(visitor: Visitor<Request>, shopper: { readonly url: unknown }): Promise<LinkView>
  status(visitor: Visitor<Request>): Promise<LinkView>
  unlink(visitor: Visitor<Request>): Promise<LinkView>
}

/** What it needs of `Ovo`. */
export interface LinkCheckoutOvo {
  readonly links: Pick<Links, 'start' | 'complete' | 'find' | 'unlink' | 'balance'>
  now(): Date
}

/** Makes the shopper's side of linked accounts: the customer's own, by the shop's word on who that is. */
export function createLinkCheckout<Request>(
  ovo: LinkCheckoutOvo,
  options: LinkCheckoutOptions<Request>,
): LinkCheckout<Request> {
  const doorway = createDoorway(options, () => ovo.now())
  const view = (link: Link | null, more: { page?: string; balance?: Balance | null } = {}): LinkView =>
    linkView(link, { now: ovo.now(), ...more })

  async function customer({ request }: Visitor<Request>): Promise<LinkingCustomer> {
    const who = await options.resolveCustomer(request)
    if (who !== null && who !== undefined) return who
    throw new CheckoutError('not-signed-in', 'resolveCustomer knows no customer who is signed in')
  }

  async function change(visitor: Visitor<Request>): Promise<LinkingCustomer> {
    await doorway.change(visitor)
    const who = await customer(visitor)
    await doorway.count('order', `link:${who.merchant ?? 'default'}:${who.customer}`)
    return who
  }

  return {
    start: async (visitor, shopper) => {
      const who = await change(visitor)
      const phone = phoneNumber(shopper.phone)
      await doorway.count('phone', sha256Hex(phone))
      const { link, page } = await ovo.links.start({ ...who, phone, lookUpFirst: true })
      return view(link, { page })
    },
    complete: async (visitor, shopper) => {
      const who = await change(visitor)
      if (typeof shopper.url !== 'string') throw new CheckoutError('bad-request', 'send the address that was opened')
      return view((await ovo.links.complete({ ...who, url: shopper.url })).link)
    },
    status: async (visitor) => {
      await doorway.look(visitor)
      const who = await customer(visitor)
      const link = await ovo.links.find(who)
      if (options.showBalance !== true || link?.status !== 'linked') return view(link)
      // Asking may find that OVO knows the link no longer; what it cannot say now, the page does without.
      const balance = await ovo.links.balance(who).catch(() => null)
      return view(balance === null ? await ovo.links.find(who) : link, { balance })
    },
    unlink: async (visitor) => view(await ovo.links.unlink(await change(visitor))),
  }
}
