import type { BigNumberInput, MedusaContainer } from '@medusajs/framework/types'
import { ContainerRegistrationKeys } from '@medusajs/framework/utils'

export interface PurchaseSession {
  readonly id: string
  readonly provider_id: string
  readonly amount: BigNumberInput
  readonly currency_code: string
  readonly status: string
  readonly data: Record<string, unknown>
}

export interface PurchasePayment {
  readonly id: string
  readonly provider_id: string
  readonly amount: BigNumberInput
  readonly data: Record<string, unknown> | null
  readonly captured_at: string | Date | null
  readonly canceled_at: string | Date | null
  readonly captures: readonly { readonly id: string }[]
  readonly refunds: readonly { readonly id: string; readonly amount: BigNumberInput; readonly created_at: string }[]
}

/** What Medusa knows of one purchase: a payment collection, with the cart and the order that it belongs to. */
export interface Purchase {
  /** The payment collection's id: what OvoKit calls the reference (G6). */
  readonly reference: string
  readonly sessions: readonly PurchaseSession[]
  readonly payments: readonly PurchasePayment[]
  readonly cartId: string | null
  readonly orderId: string | null
  /** An order that is tied to only one of the cart and the payment collection, as a Medusa that died may leave it. */
  readonly halfOrder: string | null
  readonly isCanceled: boolean
  /** What the order's own books hold: the ids of captures and refunds. */
  readonly booked: readonly string[]
}

type Row = Record<string, unknown>
type Transaction = { readonly reference_id: string }
interface OrderLink {
  readonly order_id: string
  readonly order?: { readonly status: string; readonly transactions?: readonly (Transaction | null)[] }
}

const ofOrder = ['order_id', 'order.status', 'order.transactions.reference_id']

/** Asks Medusa's Query for rows of an entity. */
export async function rowsOf<Found = Row>(
  container: MedusaContainer,
  entity: string,
  fields: readonly string[],
  filters: Row,
): Promise<readonly Found[]> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({ entity, fields: [...fields], filters } as never)
  return data as readonly Found[]
}

export async function loadPurchase(container: MedusaContainer, reference: string): Promise<Purchase | null> {
  const [collection] = await rowsOf<{
    id: string
    payment_sessions?: PurchaseSession[]
    payments?: (Omit<PurchasePayment, 'captures' | 'refunds'> & Partial<PurchasePayment>)[]
  }>(
    container,
    'payment_collection',
    ['id', 'payment_sessions.*', 'payments.*', 'payments.captures.id', 'payments.refunds.*'],
    { id: reference },
  )
  if (collection === undefined) return null
  const [cart] = await rowsOf<{ cart_id: string }>(container, 'cart_payment_collection', ['cart_id'], {
    payment_collection_id: reference,
  })
  const [byCollection] = await rowsOf<OrderLink>(container, 'order_payment_collection', ofOrder, {
    payment_collection_id: reference,
  })
  const [byCart] =
    cart === undefined ? [] : await rowsOf<OrderLink>(container, 'order_cart', ofOrder, { cart_id: cart.cart_id })
  const order = cart === undefined ? byCollection : byCart
  return {
    reference,
    sessions: collection.payment_sessions ?? [],
    payments: (collection.payments ?? []).map((payment) => ({
      ...payment,
      captures: payment.captures ?? [],
      refunds: payment.refunds ?? [],
    })),
    cartId: cart?.cart_id ?? null,
    orderId: order?.order_id ?? null,
    halfOrder: cart === undefined ? null : half(byCart, byCollection),
    isCanceled: order?.order?.status === 'canceled',
    booked: (order?.order?.transactions ?? []).flatMap((each) => (each === null ? [] : [each.reference_id])),
  }
}

const half = (one?: OrderLink, other?: OrderLink): string | null =>
  one !== undefined && other !== undefined ? null : ((one ?? other)?.order_id ?? null)

/** The payment collection behind any of Medusa's ids that a provider is called with. */
export async function referenceOf(
  container: MedusaContainer,
  find: { readonly session?: unknown; readonly payment?: unknown; readonly refund?: unknown },
): Promise<string | null> {
  const { session, payment, refund } = find
  if (typeof session === 'string') {
    const [row] = await rowsOf<Row>(container, 'payment_session', ['payment_collection_id'], { id: session })
    return (row?.payment_collection_id as string | undefined) ?? null
  }
  if (typeof payment === 'string') {
    const [row] = await rowsOf<Row>(container, 'payment', ['payment_collection_id'], { id: payment })
    return (row?.payment_collection_id as string | undefined) ?? null
  }
  if (typeof refund !== 'string') return null
  const [row] = await rowsOf<{ payment?: Row }>(container, 'refund', ['payment.payment_collection_id'], { id: refund })
  return (row?.payment?.payment_collection_id as string | undefined) ?? null
}
