import type { CallbackRequest } from './callback-request.ts'

/** How long OVO waits for a merchant, in real time. */
const TIMEOUT_MILLIS = 10_000

/** Posts a request to a merchant. Throws when no answer comes. */
export async function post({ url, headers, body }: CallbackRequest): Promise<{ status: number; body: string }> {
  const signal = AbortSignal.timeout(TIMEOUT_MILLIS)
  const answer = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' })
  return { status: answer.status, body: await answer.text() }
}
