import { adminRoute } from '../../../../http/admin-route.ts'
import { toAttemptView } from '../../../../http/to-attempt-view.ts'

/** The newest attempts. */
export const GET = adminRoute(async ({ ovo }) => {
  const payments = await ovo.payments.recent({ limit: 50 })
  return { attempts: await Promise.all(payments.map((payment) => toAttemptView(ovo, payment))) }
})
