import type { MedusaRequest } from '@medusajs/framework/http'

/** The customer whom Medusa's own middleware has found in the session or the token. */
export function customerOf(req: MedusaRequest): string | null {
  const { auth_context: found } = req as { auth_context?: { readonly actor_id?: string; readonly actor_type?: string } }
  return found?.actor_type === 'customer' && found.actor_id ? found.actor_id : null
}
