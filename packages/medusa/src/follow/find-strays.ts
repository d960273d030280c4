import type { MedusaContainer } from '@medusajs/framework/types'
import { ContainerRegistrationKeys } from '@medusajs/framework/utils'
import type { Knex } from '@ovokit/core/postgres'
import { referenceKey } from '../purchases/mark-cart.ts'

/** An order of a cart that OVO is to pay, and something about it that Medusa leaves only when its process dies. */
export interface Stray {
  readonly orderId: string
  readonly displayId: number
  readonly createdAt: Date
  /** The payment collection: what OvoKit calls the reference. */
  readonly reference: string
  /** Whether Medusa takes it for an order of the cart. */
  readonly isLinked: boolean
  /** Another order that Medusa takes for the cart's, the earliest. */
  readonly own: { readonly displayId: number; readonly createdAt: Date } | null
}

interface Row {
  readonly id: string
  readonly display_id: number
  readonly created_at: Date
  readonly reference: string
  readonly is_linked: boolean
  readonly own_display_id: number | null
  readonly own_created_at: Date | null
}

/**
 * Medusa makes an order first, then ties it to its cart, and then takes the payment, each in a transaction of its own. A
 * process that dies in between leaves an order without a cart, or one without a payment; and one that is held up for
 * longer than Medusa locks a cart makes a second. A week of pending orders is looked at.
 */
export async function findStrays(container: MedusaContainer): Promise<readonly Stray[]> {
  const knex = container.resolve(ContainerRegistrationKeys.PG_CONNECTION) as unknown as Knex
  const { rows } = (await knex.raw(
    `select o.id, o.display_id, o.created_at, asked.payment_collection_id as reference,
            link.cart_id is not null as is_linked,
            own.display_id as own_display_id, own.created_at as own_created_at
     from "order" o
     join cart_payment_collection asked
       on asked.payment_collection_id = o.metadata->>'${referenceKey}' and asked.deleted_at is null
     left join order_cart link on link.order_id = o.id and link.deleted_at is null
     left join lateral (
       select other.display_id, other.created_at
       from order_cart sibling join "order" other on other.id = sibling.order_id
       where sibling.cart_id = asked.cart_id and sibling.deleted_at is null
         and other.id <> o.id and other.status <> 'canceled' and other.deleted_at is null
       order by other.created_at, other.id limit 1
     ) own on true
     where o.status = 'pending' and o.is_draft_order is not true and o.deleted_at is null
       and o.created_at > now() - interval '7 days'
       and (link.cart_id is null or link.cart_id = asked.cart_id and (
         own.created_at < o.created_at
         or not exists (
           select 1 from payment p
           where p.payment_collection_id = asked.payment_collection_id and p.deleted_at is null)))
     order by o.created_at`,
    [],
  )) as { rows: readonly Row[] }
  return rows.map((row) => ({
    orderId: row.id,
    displayId: row.display_id,
    createdAt: row.created_at,
    reference: row.reference,
    isLinked: row.is_linked,
    own:
      row.own_display_id === null || row.own_created_at === null
        ? null
        : { displayId: row.own_display_id, createdAt: row.own_created_at },
  }))
}
