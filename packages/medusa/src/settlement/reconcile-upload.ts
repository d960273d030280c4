import type { MedusaRequest } from '@medusajs/framework/http'
import { MedusaError } from '@medusajs/framework/utils'
import type { Finding, Reconciliation } from '@ovokit/core/settlement'
import type { OvoModuleService } from '../modules/ovo/service.ts'
import { letBy, readUpload } from './read-upload.ts'

/**
 * Holds the report in a request's body against the store. `name`, `from`, `to` and `merchant` are in the query.
 *
 * @throws {MedusaError} `invalid_data`
 * @throws {OvoError} `invalid-input`, `report-unreadable`
 */
export async function reconcileUpload(
  service: OvoModuleService,
  req: MedusaRequest,
  onFinding: OnFinding,
): Promise<Reconciliation> {
  try {
    return await reconcileBody(service, req, onFinding)
  } finally {
    await letBy(req)
  }
}

type OnFinding = (finding: Finding) => void | Promise<void>

async function reconcileBody(
  { ovo, options }: OvoModuleService,
  req: MedusaRequest,
  onFinding: OnFinding,
): Promise<Reconciliation> {
  const { name, from, to, merchant = 'default' } = textsOf(req.query)
  if (name === undefined) throw wrong('Say the name of the report’s file: ?name=report.csv.')
  const merchants = Object.keys(options.merchants)
  if (!merchants.includes(merchant))
    throw wrong(`There is no merchant ${JSON.stringify(merchant)}. Say ?merchant= with one of ${merchants.join(', ')}.`)
  return ovo.settlement.reconcile({
    ...options.settlement,
    reports: [{ name, bytes: readUpload(req) }],
    merchant,
    onFinding,
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  })
}

const known = ['name', 'from', 'to', 'merchant'] as const

/** What is not there, and what is empty, is `undefined`. */
function textsOf(query: Readonly<Record<string, unknown>>): Partial<Record<(typeof known)[number], string>> {
  const texts: Partial<Record<(typeof known)[number], string>> = {}
  for (const key of known) {
    const value = query[key]
    if (value === undefined || value === '') continue
    if (typeof value !== 'string') throw wrong(`Say ?${key}= once.`)
    texts[key] = value
  }
  return texts
}

const wrong = (message: string) => new MedusaError(MedusaError.Types.INVALID_DATA, message)
