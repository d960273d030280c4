import type { MedusaRequest, MedusaResponse } from '@medusajs/framework/http'
import type { Finding } from '@ovokit/core/settlement'
import { adminRoute, throwAsMedusas } from '../../../../http/admin-route.ts'
import { serviceOf } from '../../../../http/service-of.ts'
import { reconcileUpload } from '../../../../settlement/reconcile-upload.ts'
import { sendFindingsCsv } from '../../../../settlement/send-findings-csv.ts'

const maxFindings = 500

/** Which merchants there are. */
export const GET = adminRoute(async ({ options }) => ({ merchants: Object.keys(options.merchants) }))

/** Holds OVO's settlement report, the body, against the store. `?format=csv` answers with all findings as CSV. */
export const POST = (req: MedusaRequest, res: MedusaResponse): Promise<void> =>
  req.query.format === 'csv'
    ? sendFindingsCsv(res, (onFinding) => reconcileUpload(serviceOf(req), req, onFinding)).catch(throwAsMedusas)
    : summary(req, res)

const summary = adminRoute(async (service, req) => {
  const findings: Finding[] = []
  const result = await reconcileUpload(service, req, (finding) => {
    if (findings.length < maxFindings) findings.push(finding)
  })
  const total = Object.values(result.counts).reduce((sum, count) => sum + count, 0)
  const more =
    total > maxFindings
      ? `These are the first ${maxFindings} of ${total} findings. \`ovokit reconcile\` and ?format=csv give all.`
      : null
  return { result, findings, total, more }
})
