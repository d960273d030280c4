import type { AuthenticatedMedusaRequest, MedusaRequest, MedusaResponse } from '@medusajs/framework/http'
import { Modules } from '@medusajs/framework/utils'

const provider = 'pp_ovo-linked_ovo'

/** What a store writes to show, save and forget a customer's ways to pay, by Medusa's payment module alone. */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const methods = await req.scope
    .resolve(Modules.PAYMENT)
    .listPaymentMethods({ provider_id: provider, context: contextOf(req) })
  res.json({ methods })
}

export async function POST(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const { phone } = req.body as { readonly phone?: unknown }
  const [method] = await req.scope
    .resolve(Modules.PAYMENT)
    .createPaymentMethods([{ provider_id: provider, data: { phone }, context: contextOf(req) }])
  res.json({ method })
}

export async function DELETE(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const { id } = req.body as { readonly id?: unknown }
  await req.scope
    .resolve(Modules.PAYMENT)
    .deletePaymentMethods([{ provider_id: provider, id: String(id), data: {}, context: contextOf(req) }])
  res.json({})
}

/** The customer is whom Medusa has found signed in. */
const contextOf = (req: MedusaRequest) => ({
  customer: { id: (req as AuthenticatedMedusaRequest).auth_context.actor_id, email: '' },
})
