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

/** The admin's own address and session; `__BACKEND_URL__` is what the dashboard was built for. */
async function call<Body>(method: string, path: string, body?: object): Promise<Body> {
  const base = typeof __BACKEND_URL__ === 'string' ? __BACKEND_URL__.replace(/\/$/, '') : ''
  const response = await fetch(`${base}/admin/ovo${path}`, {
    ...{ method, credentials: 'include' },
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const answer = (await response.json()) as Body & { message?: string }
  if (!response.ok) throw new Error(answer.message ?? `${response.status}`)
  return answer
}

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

declare global {
  // Vite writes it into the dashboard's own bundle.
  const __BACKEND_URL__: string | undefined
}
