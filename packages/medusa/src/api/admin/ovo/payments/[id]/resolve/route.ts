import { MedusaError } from '@medusajs/framework/utils'
import { adminRoute } from '../../../../../../http/admin-route.ts'
import { toAttemptView } from '../../../../../../http/to-attempt-view.ts'

/** A person's decision on a payment that is `unknown`. */
export const POST = adminRoute(async ({ ovo, cases }, { params, body }) => {
  const { as } = (body ?? {}) as { as?: unknown }
  if (as !== 'paid' && as !== 'failed')
    throw new MedusaError(MedusaError.Types.INVALID_DATA, "Say { as: 'paid' } or { as: 'failed' }.")
  const payment = await ovo.payments.resolve(String(params.id), as)
  await cases.settle({ paymentId: payment.id, reasons: ['mismatched', 'not-final'] })
  return { attempt: await toAttemptView(ovo, payment) }
})
