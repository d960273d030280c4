import { adminRoute } from '../../../../../http/admin-route.ts'
import { toAttemptView } from '../../../../../http/to-attempt-view.ts'
import { rowsOf } from '../../../../../purchases/purchase.ts'

/** Every attempt to pay an order with OVO, oldest first, and what needs a person. */
export const GET = adminRoute(async ({ ovo, cases }, { scope, params }) => {
  const links = await rowsOf<{ payment_collection_id: string }>(
    scope,
    'order_payment_collection',
    ['payment_collection_id'],
    { order_id: String(params.id) },
  )
  const references = links.map(({ payment_collection_id: reference }) => reference)
  const payments = (await Promise.all(references.map((reference) => ovo.payments.find({ reference })))).flat()
  const finds = [{ orderId: String(params.id) }, ...references.map((reference) => ({ reference }))]
  const open = new Map((await Promise.all(finds.map((find) => cases.open(find)))).flat().map((each) => [each.id, each]))
  return {
    attempts: await Promise.all(payments.map((payment) => toAttemptView(ovo, payment))),
    cases: [...open.values()],
  }
})
