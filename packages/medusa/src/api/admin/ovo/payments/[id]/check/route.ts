import { adminRoute } from '../../../../../../http/admin-route.ts'
import { attemptView } from '../../../../../../http/attempt-view.ts'

/** Asks OVO now. */
export const POST = adminRoute(async ({ ovo }, { params }) => ({
  attempt: await attemptView(ovo, await ovo.payments.check(String(params.id))),
}))
