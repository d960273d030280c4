import { sha256Hex } from '../crypto/digest.ts'
import { CheckoutError, ConfigurationError, NotAllowedError, NotFoundError } from '../errors/errors.ts'
import type { TopUps } from '../payments/start-top-up.ts'
import type { TopUp } from '../payments/top-up.ts'
import { type TopUpView, topUpView } from '../payments/top-up-view.ts'
import { phoneNumber } from '../values/phone-number.ts'
import { createDoorway, type DoorwayOptions, type Visitor } from './doorway.ts'
import { eventStream } from './event-stream.ts'

/** What the shop lets a visitor top up. */
export interface AuthorizedTopUp {
  /** The shop's own reference for it. 1-64 characters. */
  readonly reference: string
  /** Whole rupiah, from the shop's own books, never from the browser. */
  readonly amount: number
  /**
   * The shop's own name for what pays for it, such as an order that was paid: it pays for one top-up, unless that one
   * fails. `null`: nothing does yet; then OVO may be asked, and nothing confirmed.
   */
  readonly funding: string | null
  /** @default 'default' */
  readonly merchant?: string
}

export interface TopUpCheckoutOptions<Request> extends DoorwayOptions {
  /**
   * Says what the visitor who is asking may top up, out of the shop's deposit with OVO; `null` is answered with 404. It
   * is asked at every request, so what it said a minute ago binds nobody.
   *
   * It is all that stands between a browser and the deposit: amount and funding come from here. What the customer is to
   * pay for the fee is for the shop to see to before it names a funding; `ovo.topUp.find` has the inquiries.
   */
  readonly authorizeTopUp: (
    request: Request,
    topUpId: string,
  ) => AuthorizedTopUp | null | undefined | Promise<AuthorizedTopUp | null | undefined>
}

/** A request of a page about a top-up. */
export interface TopUpVisit<Request> extends Visitor<Request> {
  /** The shop's own id of what is topped up. */
  readonly topUpId: string
}

/** What a page for a top-up asks for, in no framework's words. Errors are as with `Checkout`. */
export interface TopUpCheckout<Request> {
  /**
   * Asks OVO whom it would reach, what it costs and what is allowed. Of a top-up that is on its way or done, that one.
   * The number is the shopper's to write, so it has a limit of its own.
   */
  inquire(visit: TopUpVisit<Request>, shopper: { readonly phone: unknown }): Promise<TopUpView>
  /** Sends what the shopper has seen, by the `id` that was shown: this amount, to this customer, once. */
  confirm(visit: TopUpVisit<Request>, shopper: { readonly id: unknown }): Promise<TopUpView>
  /** The top-up that counts: the one that is on its way or done, or else the latest. */
  status(visit: TopUpVisit<Request>): Promise<TopUpView>
  /** Server-sent events of what `status` shows, as of a payment. */
  events(visit: TopUpVisit<Request>, options: { readonly signal: AbortSignal }): Promise<AsyncIterable<string>>
}

/** What a page for top-ups needs of `Ovo`. */
export interface TopUpCheckoutOvo {
  readonly topUp: Pick<TopUps, 'inquire' | 'find' | 'watch' | 'touch'>
  now(): Date
}

/**
 * Makes the shopper's side of top-ups.
 *
 * @throws {ConfigurationError} without `authorizeTopUp`: who may spend the deposit is for the shop to say
 */
export function createTopUpCheckout<Request>(
  ovo: TopUpCheckoutOvo,
  options: TopUpCheckoutOptions<Request>,
): TopUpCheckout<Request> {
  if (typeof options.authorizeTopUp !== 'function')
    throw new ConfigurationError([
      'authorizeTopUp: is missing; a top-up spends the deposit, so say who may top up what',
    ])
  const doorway = createDoorway(options, () => ovo.now())

  async function authorize({ request, topUpId }: TopUpVisit<Request>): Promise<AuthorizedTopUp> {
    const authorized = await options.authorizeTopUp(request, topUpId)
    if (authorized !== null && authorized !== undefined) return authorized
    throw new CheckoutError('top-up-not-authorized', 'authorizeTopUp lets this visitor top nothing up here')
  }

  async function change(visit: TopUpVisit<Request>): Promise<AuthorizedTopUp> {
    await doorway.change(visit)
    const authorized = await authorize(visit)
    await doorway.count('order', `top-up:${authorized.merchant ?? 'default'}:${authorized.reference}`)
    return authorized
  }

  const findAll = ({ reference, merchant = 'default' }: AuthorizedTopUp): Promise<readonly TopUp[]> =>
    ovo.topUp.find({ reference, merchant })

  async function look(visit: TopUpVisit<Request>): Promise<TopUp> {
    await doorway.look(visit)
    const all = await findAll(await authorize(visit))
    const found = all.findLast(isSpent) ?? all.at(-1)
    if (found === undefined) throw new NotFoundError('top-up-not-found', 'OVO has been asked nothing for it yet')
    return found
  }

  const view = (topUp: TopUp): TopUpView => topUpView(topUp, ovo.now())

  return {
    inquire: async (visit, shopper) => {
      const authorized = await change(visit)
      const { reference, amount, merchant } = authorized
      const spent = (await findAll(authorized)).findLast(isSpent)
      if (spent !== undefined) return view(spent)
      const phone = phoneNumber(shopper.phone)
      await doorway.count('phone', sha256Hex(phone))
      return view(
        await ovo.topUp.inquire({ reference, amount, phone, ...(merchant === undefined ? {} : { merchant }) }),
      )
    },
    confirm: async (visit, shopper) => {
      const authorized = await change(visit)
      if (typeof shopper.id !== 'string') throw new CheckoutError('bad-request', 'send the id that was shown')
      const all = await findAll(authorized)
      const shown = all.find(({ id }) => id === shopper.id)
      if (shown === undefined) throw new NotFoundError('top-up-not-found', 'there is no such inquiry here')
      const spent = all.findLast(isSpent)
      // A second click, also on an older inquiry: one top-up per reference.
      if (spent !== undefined) return view(spent)
      if (shown.status !== 'inquired') return view(shown)
      if (shown.amount !== authorized.amount)
        throw new NotAllowedError('top-up-expired', 'the shop allows another amount by now; inquire again')
      if (authorized.funding === null)
        throw new NotAllowedError('top-up-not-funded', 'authorizeTopUp names nothing yet that pays for this top-up')
      return view(await shown.confirm({ funding: authorized.funding }))
    },
    status: async (visit) => {
      const topUp = await look(visit)
      await ovo.topUp.touch(topUp.id)
      return view(topUp)
    },
    events: async (visit, { signal }) => {
      const { id } = await look(visit)
      const events = eventStream(
        async function* (ended): AsyncGenerator<TopUpView> {
          for await (const topUp of ovo.topUp.watch(id, { signal: ended })) yield view(topUp)
        },
        { signal },
      )
      return doorway.stream(events, { id, visitor: visit, signal })
    },
  }
}

/** Its money is gone, or may be. */
const isSpent = ({ status }: TopUp): boolean => status !== 'inquired' && status !== 'failed'
