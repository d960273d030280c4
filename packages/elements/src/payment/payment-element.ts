import { elementRequest } from '../client/element-request.ts'
import {
  cartRoutes,
  createPaymentClient,
  orderRoutes,
  type PaymentClient,
  type PaymentMethod,
} from '../client/payment-client.ts'
import type { ShopperView } from '../client/wire.ts'
import { OvoElement } from '../render/ovo-element.ts'
import type { Screen } from '../render/screen.ts'
import { paymentScreen } from './payment-screens.ts'
import { type PaymentSession, startPaymentSession } from './payment-session.ts'
import { type PaymentTextName, paymentTexts } from './payment-texts.ts'
import { qrFile, saveFile } from './qr-drawing.ts'

/**
 * One order's payment, from the first request to the end, whichever way it is paid. What begins it is for the elements
 * made of it to say.
 *
 * @fires ovo-change - its `detail` is the payment as the shop says it, at every change
 * @fires ovo-paid - the same, when it is paid
 */
export abstract class PaymentElement extends OvoElement<PaymentTextName> {
  static readonly observedAttributes: readonly string[] = [
    ...['order', 'cart', 'base', 'publishable-key', 'amount', 'locale', 'methods', 'start-with'],
  ]

  #session: PaymentSession | null = null
  #client: PaymentClient | null = null

  /** A client of the shop's own, instead of the one that the attributes describe. */
  set client(client: PaymentClient | null) {
    this.#client = client
    if (this.isConnected) this.connectedCallback()
  }

  get client(): PaymentClient | null {
    return this.#client
  }

  /** The ways to pay that are offered. */
  protected abstract get methods(): readonly PaymentMethod[]
  /** What begins by itself; `null` lets the shopper choose. */
  protected abstract get first(): PaymentMethod | null

  protected override begin(): void {
    const client = this.#client ?? this.#clientOfAttributes()
    if (client === null) return
    this.#session = startPaymentSession({
      client,
      methods: this.methods,
      begin: this.first,
      openPage: (address) => location.assign(address),
      onChange: () => this.draw(),
      onView: (view) => this.#tell(view),
    })
    this.draw()
  }

  protected override end(): void {
    this.#session?.stop()
    this.#session = null
  }

  protected override screen(): Screen | null {
    const session = this.#session
    if (session === null) return null
    const { choose, push, goToPin, cancel, retry, neverMind } = session
    return paymentScreen({
      ...{ state: session.state, words: this.wordsOf(paymentTexts), locale: this.locale, methods: this.methods },
      ...{ choose, push, goToPin, cancel, retry, neverMind, amount: this.wholeAmount },
      save: () => void this.#save(),
    })
  }

  protected override get room(): 'qr' | 'form' {
    return this.methods.includes('qris') ? 'qr' : 'form'
  }

  protected override banner(): string | null {
    const state = this.#session?.state
    const isOver = state === undefined || ['paid', 'refunded', 'problem'].includes(state.step)
    return isOver || state.isReached ? null : this.wordsOf(paymentTexts).offline
  }

  /** `order` for Express and NestJS, `cart` for Medusa; nothing yet without either. */
  #clientOfAttributes(): PaymentClient | null {
    const [order, cart] = [this.getAttribute('order'), this.getAttribute('cart')]
    const routes = cart !== null ? cartRoutes(cart) : order !== null ? orderRoutes(order) : null
    return routes === null ? null : createPaymentClient(elementRequest(this, this.token), routes)
  }

  async #save(): Promise<void> {
    const { qr, view } = this.#session?.state ?? { qr: null, view: null }
    if (qr === null || view === null) return
    const file = await qrFile(qr, `qris-${view.reference.replace(/[^\w-]/g, '-')}.png`)
    if (file !== null) await saveFile(file)
  }

  #tell(view: ShopperView): void {
    this.tell('ovo-change', view)
    if (view.status === 'paid') this.tell('ovo-paid', view)
  }
}
