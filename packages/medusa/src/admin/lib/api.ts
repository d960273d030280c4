import type { Finding, Reconciliation } from '@ovokit/core/settlement'
import type { AttemptView } from '../../http/attempt-view.ts'

export type { AttemptView }

export interface CaseView {
  readonly id: string
  readonly paymentId: string
  readonly reason: string
  readonly message: string
  readonly raisedAt: string
  readonly orderId: string | null
  readonly attempt: AttemptView
}

export interface SettlementView {
  readonly result: Reconciliation
  /** The first of them. */
  readonly findings: readonly Finding[]
  readonly total: number
  /** Says that there are more, and where. */
  readonly more: string | null
}

export interface SettlementQuery {
  readonly file: File
  readonly from: string
  readonly to: string
  readonly merchant: string
}

/** The admin's own address and session; `__BACKEND_URL__` is what the dashboard was built for. */
async function send(method: string, path: string, body?: object | File): Promise<Response> {
  const base = typeof __BACKEND_URL__ === 'string' ? __BACKEND_URL__.replace(/\/$/, '') : ''
  const isFile = body instanceof File
  const response = await fetch(`${base}/admin/ovo${path}`, {
    method,
    credentials: 'include',
    headers: { 'content-type': isFile ? 'application/octet-stream' : 'application/json' },
    ...(body === undefined ? {} : { body: isFile ? body : JSON.stringify(body) }),
  })
  if (response.ok) return response
  // A proxy's own refusal is no JSON.
  const problem = (await response.json().catch(() => ({}))) as { message?: string }
  throw new Error(problem.message ?? `${response.status} ${response.statusText}`)
}

const call = async <Body>(method: string, path: string, body?: object | File): Promise<Body> =>
  (await (await send(method, path, body)).json()) as Body

export const attemptsOfOrder = (orderId: string) =>
  call<{
    attempts: readonly AttemptView[]
    cases: readonly Pick<CaseView, 'id' | 'reason' | 'message'>[]
    now: string
  }>('GET', `/orders/${orderId}`)
export const recentAttempts = () => call<{ attempts: readonly AttemptView[]; now: string }>('GET', '/attempts')
export const openCases = () => call<{ cases: readonly CaseView[]; now: string }>('GET', '/cases')
export const checkNow = (id: string) => call<object>('POST', `/payments/${id}/check`)
export const resolveAs = (id: string, as: 'paid' | 'failed') => call<object>('POST', `/payments/${id}/resolve`, { as })
export const closeCase = (id: string) => call<object>('POST', `/cases/${encodeURIComponent(id)}/close`)

export const settlementMerchants = () => call<{ merchants: readonly string[] }>('GET', '/settlement')
export const reconcile = (query: SettlementQuery) =>
  call<SettlementView>('POST', `/settlement?${searchOf(query)}`, query.file)
/** All findings, as CSV. */
export const reconcileAsCsv = async (query: SettlementQuery): Promise<Blob> =>
  (await send('POST', `/settlement?${searchOf(query)}&format=csv`, query.file)).blob()

const searchOf = ({ file: { name }, from, to, merchant }: SettlementQuery): URLSearchParams =>
  new URLSearchParams({ name, from, to, merchant })

declare global {
  // Vite writes it into the dashboard's own bundle.
  const __BACKEND_URL__: string | undefined
}
