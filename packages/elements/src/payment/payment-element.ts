import {
  cartRoutes,
  createPaymentClient,
  orderRoutes,
  type PaymentClient,
  type PaymentMethod,
} from '../client/payment-client.ts'
import type { ShopRequest } from '../client/shop-request.ts'
import type { ShopperView } from '../client/wire.ts'
import type { Scene } from '../render/common-screens.ts'
import { OvoElement } from '../render/ovo-element.ts'
import type { Screen } from '../render/screen.ts'
import { paymentScreen } from './payment-screens.ts'
import { type PaymentSession, startPaymentSession } from './payment-session.ts'
import { paymentStyles } from './payment-styles.ts'
import { type PaymentTextName, paymentTexts } from './payment-texts.ts'
import { qrFile, saveFile } from './qr-drawing.ts'

/**
 * One order's payment, from the first request to the end, whichever way it is paid. What begins it is for the elements
 * made of it to say.
 *
 * @fires ovo-change - its `detail` is the payment as the shop says it, at every change
 * @fires ovo-paid - the same, when it is paid
 */
export abstract class PaymentElement extends OvoElement<PaymentTextName, PaymentClient, PaymentSession> {
  static readonly observedAttributes: readonly string[] = [
    ...['order', 'cart', 'base', 'publishable-key', 'amount', 'locale', 'heading-level'],
  ]

  declare order: string | null
  declare cart: string | null
  declare publishableKey: string | null
  declare amount: string | number | null

  /** The ways to pay that are offered. */
  protected abstract get offered(): readonly PaymentMethod[]

  /** What begins by itself; `null` lets the shopper choose. */
  protected get first(): PaymentMethod | null {
    return this.offered.length === 1 ? (this.offered[0] ?? null) : null
  }

  protected override get ownTexts(): typeof paymentTexts {
    return paymentTexts
  }

  protected override get ownStyles(): string {
    return paymentStyles
  }

  protected override get room(): 'code' | 'form' {
    return this.offered.includes('qris') ? 'code' : 'form'
  }

  /** `order` for Express and NestJS, `cart` for Medusa; nothing yet without either. */
  protected override connect(request: ShopRequest): PaymentClient | null {
    const { order, cart } = this
    if (cart !== null) return createPaymentClient(request, cartRoutes(cart))
    return order === null ? null : createPaymentClient(request, orderRoutes(order))
  }

  protected override begin(client: PaymentClient, onChange: () => void): PaymentSession {
    return startPaymentSession({
      client,
      methods: this.offered,
      begin: this.first,
      onChange,
      openPage: (address) => location.assign(address),
      onNews: (view) => this.#tell(view),
    })
  }

  protected override screen(scene: Scene<PaymentTextName, PaymentSession>): Screen {
    const save = (): void => void this.#save(scene.session)
    return paymentScreen({ ...scene, methods: this.offered, amount: this.wholeAmount, save })
  }

  async #save({ state: { qr, view } }: PaymentSession): Promise<void> {
    if (qr === null || view === null) return
    const file = await qrFile(qr, `qris-${view.reference.replace(/[^\w-]/g, '-')}.png`)
    if (file !== null) await saveFile(file)
  }

  #tell(view: ShopperView): void {
    this.tell('ovo-change', view)
    if (view.status === 'paid') this.tell('ovo-paid', view)
  }
}
