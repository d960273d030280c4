import type { MedusaContainer } from '@medusajs/framework/types'
import { ContainerRegistrationKeys } from '@medusajs/framework/utils'
import type { Knex } from '@ovokit/core/postgres'

/**
 * The key in a cart's metadata that names its payment collection. Medusa copies a cart's metadata into each order that
 * it makes of the cart, so also an order that nothing else ties to its cart says where it comes from.
 */
export const referenceKey = 'ovo_reference'

/** Before anything can be paid. In one statement, so that the shop's own metadata stays beside it. */
export async function markCart(
  container: MedusaContainer,
  { cartId, reference }: { readonly cartId: string; readonly reference: string },
): Promise<void> {
  const knex = container.resolve(ContainerRegistrationKeys.PG_CONNECTION) as unknown as Knex
  await knex.raw(
    `update cart set metadata = coalesce(metadata, '{}'::jsonb) || jsonb_build_object('${referenceKey}', ?::text)
     where id = ? and metadata->>'${referenceKey}' is distinct from ?`,
    [reference, cartId, reference],
  )
}
