import { adminRoute } from '../../../../http/admin-route.ts'
import { attemptView } from '../../../../http/attempt-view.ts'

/** The newest attempts. */
export const GET = adminRoute(async ({ ovo }) => {
  const payments = await ovo.payments.recent({ limit: 50 })
  return { attempts: await Promise.all(payments.map((payment) => attemptView(ovo, payment))) }
})
