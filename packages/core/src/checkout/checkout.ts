import { sha256Hex } from '../crypto/digest.ts'
import { CheckoutError, NotFoundError } from '../errors/errors.ts'
import { OvoError } from '../errors/ovo-error.ts'
import type { StartedLinkedPayment } from '../payments/linked-payment.ts'
import type { Payment } from '../payments/payment.ts'
import type { Payments } from '../payments/payments.ts'
import type { QrisPayment } from '../payments/qris-payment.ts'
import { type ShopperView, shopperView } from '../payments/shopper-view.ts'
import type { Linked, StartLinked } from '../payments/start-linked.ts'
import type { PushToPay, StartPush } from '../payments/start-push.ts'
import type { Qris, StartQris } from '../payments/start-qris.ts'
import { phoneNumber } from '../values/phone-number.ts'
import { createDoorway, type DoorwayOptions, type Visitor } from './doorway.ts'
import { paymentEvents } from './payment-events.ts'

/** What the shop says about an order: what is to be paid for it. */
export type CheckoutOrder = StartQris &
  Pick<StartPush, 'onLateSuccess'> & {
    /** Who pays, where that is a signed-in customer with a linked account; with where OVO's PIN page leads back to. */
    readonly linked?: Pick<StartLinked, 'customer' | 'returnUrl' | 'use'>
  }

export interface CheckoutOptions<Request> extends DoorwayOptions {
  /**
   * Finds what an order costs, in the shop's own books, for the shopper who is asking; `null` is answered with 404.
   *
   * It is the authorisation too: say `null` for an order that is not this visitor's. The amount comes from here and
   * never from the browser.
   */
  readonly resolveOrder: (
    request: Request,
    orderId: string,
  ) => CheckoutOrder | null | undefined | Promise<CheckoutOrder | null | undefined>
  /**
   * Asks OVO before a push whether the phone number has an account, so that nobody waits a minute for nothing.
   * @default true
   */
  readonly inquireFirst?: boolean
}

/** A request of a page about an order. */
export interface Visit<Request> extends Visitor<Request> {
  readonly orderId: string
}

/**
 * What a checkout page asks for, in no framework's words: each rejects with an `OvoError`, or with whatever
 * `resolveOrder` threw, and `shopperError` says what the page may know of it.
 */
export interface Checkout<Request> {
  /**
   * A QR: a new one, or the one that is being paid already. Of a paid order, the paid payment. Starting again after
   * expiry makes a new QR.
   */
  start(visit: Visit<Request>): Promise<ShopperView>
  /**
   * A prompt on the customer's phone, or the one that is out already. Of a paid order, the paid payment. The number is
   * the shopper's to write, so it has a limit of its own: nobody spams a stranger's phone through the shop.
   */
  push(visit: Visit<Request>, shopper: { readonly phone: unknown }): Promise<ShopperView>
  /**
   * A payment out of the customer's linked account, or the one that is being paid already: send the browser to `pinPage`.
   * Of a paid order, the paid payment.
   */
  linked(visit: Visit<Request>): Promise<ShopperView>
  /** For a browser that comes back from OVO's PIN page: OVO is asked at once. Coming back proves nothing. */
  backFromPin(visit: Visit<Request>): Promise<void>
  /** The payment that counts: the paid one, or else the latest. OVO is asked more often while somebody looks. */
  status(visit: Visit<Request>): Promise<ShopperView>
  /** Server-sent events, see `paymentEvents`. A place is taken until they end or the signal aborts. */
  events(visit: Visit<Request>, options: { readonly signal: AbortSignal }): Promise<AsyncIterable<string>>
  cancel(visit: Visit<Request>): Promise<ShopperView>
  /** The picture of the QR, while it can be paid. */
  qr(
    visit: Visit<Request>,
    format: 'svg' | 'png',
  ): Promise<{ readonly type: string; readonly body: string | Uint8Array }>
}

/** What a checkout needs of `Ovo`. */
export interface CheckoutOvo {
  readonly qris: Pick<Qris, 'start'>
  readonly pushToPay: Pick<PushToPay, 'start'>
  readonly linked: Pick<Linked, 'start' | 'pinPage'>
  readonly payments: Pick<Payments, 'find' | 'watch' | 'touch' | 'cancel' | 'check'>
  now(): Date
}

const pictures = {
  svg: { type: 'image/svg+xml', draw: (qr: Qr): Promise<string> => qr.toSvg() },
  png: { type: 'image/png', draw: (qr: Qr): Promise<Uint8Array> => qr.toPng() },
} as const

type Qr = NonNullable<QrisPayment['qr']>

/** Makes the shopper's side of a shop: whose order, how often, what may be seen. Adapters translate it to HTTP. */
export function createCheckout<Request>(ovo: CheckoutOvo, options: CheckoutOptions<Request>): Checkout<Request> {
  const doorway = createDoorway(options, () => ovo.now())

  async function resolve({ request, orderId }: Visit<Request>): Promise<CheckoutOrder> {
    const order = await options.resolveOrder(request, orderId)
    if (order === null || order === undefined)
      throw new CheckoutError('order-not-found', 'resolveOrder knows no such order of this visitor')
    return order
  }

  /** The order, for a visit that may change something. */
  async function change(visit: Visit<Request>): Promise<CheckoutOrder> {
    await doorway.change(visit)
    const order = await resolve(visit)
    // Counts only those who may pay it: a stranger cannot use it up.
    await doorway.count('order', `${order.merchant ?? 'default'}:${order.reference}`)
    return order
  }

  async function look(visit: Visit<Request>): Promise<Payment> {
    await doorway.look(visit)
    return find(await resolve(visit))
  }

  async function find({ reference, merchant = 'default' }: CheckoutOrder): Promise<Payment> {
    const attempts = await ovo.payments.find({ reference, merchant })
    const payment = attempts.findLast(({ status, isOrphan }) => status === 'paid' && !isOrphan) ?? attempts.at(-1)
    if (payment === undefined) throw new NotFoundError('payment-not-found', 'nothing was started for this order yet')
    return payment
  }

  const orPaid =
    (order: CheckoutOrder) =>
    (error: unknown): Promise<Payment> => {
      if (OvoError.is(error) && error.code === 'already-paid') return find(order)
      throw error
    }

  const view = (payment: Payment | StartedLinkedPayment): ShopperView => shopperView(payment, ovo.now())

  return {
    start: async (visit) => {
      const order = await change(visit)
      return view(await ovo.qris.start(order).catch(orPaid(order)))
    },
    push: async (visit, shopper) => {
      const order = await change(visit)
      const phone = phoneNumber(shopper.phone)
      await doorway.count('phone', sha256Hex(phone))
      const { inquireFirst = true } = options
      return view(await ovo.pushToPay.start({ ...order, phone, inquireFirst }).catch(orPaid(order)))
    },
    linked: async (visit) => {
      const order = await change(visit)
      const { linked, reference, amount, merchant } = order
      if (linked === undefined) throw new CheckoutError('order-not-found', 'resolveOrder names no customer who pays it')
      const wish = { ...linked, reference, amount, ...(merchant === undefined ? {} : { merchant }) }
      return view(await ovo.linked.start(wish).catch(orPaid(order)))
    },
    backFromPin: async (visit) => {
      const { id } = await look(visit)
      // Whatever it says, the payment's status shows it; what cannot be asked now is asked again by itself.
      await ovo.payments.check(id).catch(() => undefined)
    },
    status: async (visit) => {
      await doorway.look(visit)
      const order = await resolve(visit)
      const payment = await find(order)
      await ovo.payments.touch(payment.id)
      // A page that was reloaded finds its way to the PIN, if it is the customer's own.
      const isPayer = payment.method === 'linked' && payment.customer === order.linked?.customer
      return view(isPayer ? { ...payment, pinPage: await ovo.linked.pinPage(payment.id) } : payment)
    },
    events: async (visit, { signal }) => {
      const { id } = await look(visit)
      return doorway.stream(paymentEvents(ovo, id, { signal }), { id, visitor: visit, signal })
    },
    cancel: async (visit) => {
      const { id } = await find(await change(visit))
      return view(await ovo.payments.cancel(id))
    },
    qr: async (visit, format) => {
      const payment = await look(visit)
      if (payment.method !== 'qris' || payment.qr === null || view(payment).status !== 'scan')
        throw new CheckoutError('qr-gone', `the QR of ${payment.id} can no longer be paid`)
      const { type, draw } = pictures[format]
      return { type, body: await draw(payment.qr) }
    },
  }
}
