import type { AuthenticatedMedusaRequest } from '@medusajs/framework/http'
import { MedusaError } from '@medusajs/framework/utils'
import { adminRoute } from '../../../../../../http/admin-route.ts'

/** A person has dealt with it. */
export const POST = adminRoute(async ({ cases }, req) => {
  const by = (req as AuthenticatedMedusaRequest).auth_context.actor_id
  const isClosed = await cases.close(String(req.params.id), by)
  if (!isClosed) throw new MedusaError(MedusaError.Types.NOT_FOUND, 'There is no such open case.')
  return { isClosed }
})
