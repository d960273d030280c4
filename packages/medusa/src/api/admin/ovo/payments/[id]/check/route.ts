import { adminRoute } from '../../../../../../http/admin-route.ts'
import { toAttemptView } from '../../../../../../http/to-attempt-view.ts'

/** Asks OVO now. */
export const POST = adminRoute(async ({ ovo }, { params }) => ({
  attempt: await toAttemptView(ovo, await ovo.payments.check(String(params.id))),
}))
