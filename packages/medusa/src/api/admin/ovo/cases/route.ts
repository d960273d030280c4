import { adminRoute } from '../../../../http/admin-route.ts'
import { toAttemptView } from '../../../../http/to-attempt-view.ts'
import { rowsOf } from '../../../../purchases/purchase.ts'

/** What needs a person, with the attempt and the order it is about. */
export const GET = adminRoute(async ({ ovo, cases }, { scope }) => {
  const open = await cases.open()
  const full = open.map(async (each) => {
    const [payment, [link]] = await Promise.all([
      ovo.payments.get(each.paymentId),
      rowsOf<{ order_id: string }>(scope, 'order_payment_collection', ['order_id'], {
        payment_collection_id: each.reference,
      }),
    ])
    return { ...each, orderId: each.orderId ?? link?.order_id ?? null, attempt: await toAttemptView(ovo, payment) }
  })
  return { cases: await Promise.all(full) }
})
