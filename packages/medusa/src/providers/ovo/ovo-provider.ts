import { container } from '@medusajs/framework'
import type {
  AuthorizePaymentInput,
  AuthorizePaymentOutput,
  CancelPaymentInput,
  CancelPaymentOutput,
  CapturePaymentInput,
  CapturePaymentOutput,
  DeletePaymentInput,
  DeletePaymentOutput,
  GetPaymentStatusInput,
  GetPaymentStatusOutput,
  InitiatePaymentInput,
  InitiatePaymentOutput,
  Logger,
  PaymentSessionStatus,
  ProviderWebhookPayload,
  RefundPaymentInput,
  RefundPaymentOutput,
  RetrievePaymentInput,
  RetrievePaymentOutput,
  UpdatePaymentInput,
  UpdatePaymentOutput,
  WebhookActionResult,
} from '@medusajs/framework/types'
import { AbstractPaymentProvider, MathBN, MedusaError } from '@medusajs/framework/utils'
import type { Ovo, Payment } from '@ovokit/core'
import type { OvoPluginOptions } from '../../options.ts'
import { fits, isPaid } from '../../purchases/attempts.ts'
import { enteredRefunds } from '../../purchases/entered-refunds.ts'
import { loadPurchase, type Purchase, type PurchaseSession, referenceOf } from '../../purchases/purchase.ts'
import { rupiahOf } from '../../purchases/rupiah-of.ts'
import { abandon } from './abandon.ts'
import { checkPluginIsThere } from './check-plugin.ts'
import { refund } from './refund.ts'
import { resume } from './resume.ts'
import { sessionStatus } from './session-status.ts'

type Context = { readonly idempotency_key?: string } | undefined
type Data = Record<string, unknown>

/**
 * What the ways to pay share: Medusa's whole contract, as thin as it can be. The state of the money is OvoKit's, and
 * Medusa's session holds nothing but its own id: its `data` is public, and shoppers write into it.
 *
 * Medusa calls `initiatePayment` again whenever it makes a session anew, so nothing is sent to OVO there; the store
 * route starts the attempt. The reference of a payment is the payment collection.
 *
 * @see docs/medusa.md#what-medusa-calls-and-what-happens
 */
export abstract class OvoProvider extends AbstractPaymentProvider {
  protected abstract readonly method: Payment['method']
  protected abstract readonly maxAmount: number
  readonly #logger: Logger

  constructor(cradle: Record<string, unknown>, options: Record<string, unknown>) {
    super(cradle, options)
    this.#logger = cradle.logger as Logger
    checkPluginIsThere(cradle.configModule)
  }

  protected get service(): { readonly ovo: Ovo; readonly options: OvoPluginOptions } {
    return container.resolve('ovo')
  }

  protected get ovo(): Ovo {
    return this.service.ovo
  }

  /** Only records, and refuses what OVO cannot take before a shopper sees anything of it. */
  async initiatePayment({ amount, currency_code, data }: InitiatePaymentInput): Promise<InitiatePaymentOutput> {
    this.#check({ amount, currency_code })
    const id = String(data?.session_id ?? '')
    await this.#find({ session: id })
      .then(({ purchase, session }) => resume(this.ovo, { ...purchase, sessions: session === null ? [] : [session] }))
      .catch((error: unknown) => this.#logger.warn(`ovokit: an earlier QR could not be taken up again: ${said(error)}`))
    return { id, status: 'pending' as PaymentSessionStatus, data: this.#data(id) }
  }

  async updatePayment({ amount, currency_code, data }: UpdatePaymentInput): Promise<UpdatePaymentOutput> {
    this.#check({ amount, currency_code })
    return { data: this.#data(String(data?.session_id ?? '')) }
  }

  /**
   * Gives the attempt up, unless another session of the same purchase wants just the same. Never throws: that would
   * keep the shopper from changing the cart. What is paid all the same goes back by itself, or a person is told.
   */
  async deletePayment({ data }: DeletePaymentInput): Promise<DeletePaymentOutput> {
    try {
      const { purchase, session } = await this.#find({ session: data?.session_id })
      const isWanted = purchase.sessions.some((other) => other.id !== session?.id && isAlike(other, session))
      if (session === null || isWanted) return {}
      await abandon(this.ovo, purchase.reference)
      // Its successor may have come meanwhile; this one is on its way out.
      const now = await loadPurchase(container, purchase.reference)
      const others = now?.sessions.filter(({ id }) => id !== session.id) ?? []
      await resume(this.ovo, { ...purchase, sessions: others })
    } catch (error) {
      this.#logger.warn(`ovokit: a deleted session's attempt could not be given up: ${said(error)}`)
    }
    return {}
  }

  /** Reads our own state, and nothing else: fast, and true. Paid is captured, OVO knows nothing in between. */
  async authorizePayment({ data, context }: AuthorizePaymentInput): Promise<AuthorizePaymentOutput> {
    return this.#status({ session: (context as Context)?.idempotency_key ?? data?.session_id })
  }

  async getPaymentStatus({ data, context }: GetPaymentStatusInput): Promise<GetPaymentStatusOutput> {
    return this.#status({ session: data?.session_id ?? (context as Context)?.idempotency_key })
  }

  async #status(find: { readonly session: unknown }): Promise<{ status: PaymentSessionStatus; data: Data }> {
    const { purchase, session } = await this.#find(find)
    const id = session?.id ?? ''
    if (session === null) return { status: 'error' as PaymentSessionStatus, data: this.#data(id) }
    const attempts = await this.ovo.payments.find({ reference: purchase.reference })
    const paid = attempts.findLast((payment) => isPaid(payment) && fits(session, payment))
    if (paid !== undefined) return { status: 'captured' as PaymentSessionStatus, data: this.#data(id, paid) }
    return { status: sessionStatus(attempts.at(-1)) as PaymentSessionStatus, data: this.#data(id) }
  }

  /** OVO captures when the shopper pays; there is nothing to do but to say whether it has. */
  async capturePayment({ data, context }: CapturePaymentInput): Promise<CapturePaymentOutput> {
    const { status, data: own } = await this.#status({ session: data?.session_id })
    if (status === 'captured') return { data: own }
    throw new MedusaError(
      MedusaError.Types.NOT_ALLOWED,
      `OVO has not confirmed this payment, so it cannot be captured (${(context as Context)?.idempotency_key ?? ''}).`,
    )
  }

  /** @throws {MedusaError} `not_allowed` for OVO's rules, `conflict` while OVO has not said whether it happened */
  async refundPayment({ amount, data, context }: RefundPaymentInput): Promise<RefundPaymentOutput> {
    const key = (context as Context)?.idempotency_key
    const { purchase } = await this.#find({ refund: key })
    const rupiah = rupiahOf({ amount, currency: 'idr' })
    const done = await refund(this.ovo, { purchase, paymentId: data?.ovo_payment_id, amount: rupiah, key })
    return { data: { ...data, ovo_refunds: { ...enteredRefunds(data), [key ?? done.id]: done.id } } }
  }

  /** Never undoes money: a paid attempt ends in an order or goes back by itself, whatever Medusa is undoing here. */
  async cancelPayment({ data, context }: CancelPaymentInput): Promise<CancelPaymentOutput> {
    const payment = (context as Context)?.idempotency_key
    const { purchase } = await this.#find(payment === undefined ? { session: data?.session_id } : { payment })
    await abandon(this.ovo, purchase.reference)
    return { ...(data === undefined ? {} : { data }) }
  }

  async retrievePayment({ data }: RetrievePaymentInput): Promise<RetrievePaymentOutput> {
    const { data: own } = await this.#status({ session: data?.session_id })
    return { data: own }
  }

  /** OVO calls `/ovo/v1.0/qr/qr-mpm-notify`: this one can neither refuse a forgery nor answer as SNAP wants it. */
  async getWebhookActionAndData(_payload: ProviderWebhookPayload['payload']): Promise<WebhookActionResult> {
    this.#logger.warn(
      'ovokit: something called /hooks/payment. Give OVO the address /ovo/v1.0/qr/qr-mpm-notify instead',
    )
    return { action: 'not_supported' }
  }

  #check({ amount, currency_code }: Pick<InitiatePaymentInput, 'amount' | 'currency_code'>): void {
    const rupiah = rupiahOf({ amount, currency: currency_code })
    if (rupiah <= this.maxAmount) return
    throw new MedusaError(
      MedusaError.Types.INVALID_DATA,
      `OVO takes at most Rp${this.maxAmount.toLocaleString('id-ID')} this way, and this cart costs Rp${rupiah.toLocaleString('id-ID')}. Offer another way to pay.`,
    )
  }

  /** All that ever stands in Medusa's data: nothing secret, nothing that authorises, nothing that is believed. */
  #data(sessionId: string, paid?: Payment): Data {
    return { session_id: sessionId, method: this.method, ...(paid === undefined ? {} : { ovo_payment_id: paid.id }) }
  }

  async #find(
    find: Parameters<typeof referenceOf>[1],
  ): Promise<{ readonly purchase: Purchase; readonly session: PurchaseSession | null }> {
    const reference = await referenceOf(container, find)
    const purchase = reference === null ? null : await loadPurchase(container, reference)
    if (purchase === null)
      throw new MedusaError(MedusaError.Types.NOT_FOUND, 'OvoKit was asked about a payment that Medusa does not have.')
    const session = purchase.sessions.find(({ id }) => id === find.session) ?? null
    return { purchase, session }
  }
}

const isAlike = (one: PurchaseSession, other: PurchaseSession | null): boolean =>
  one.provider_id === other?.provider_id && MathBN.eq(one.amount, other.amount)

const said = (error: unknown): string => (error instanceof Error ? error.message : String(error))
