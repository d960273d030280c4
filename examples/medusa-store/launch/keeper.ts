import { admin } from '../src/scripts/seed.ts'
import type { StoreProcess } from './start-store.ts'

// biome-ignore lint/suspicious/noExplicitAny: what Medusa answers is looked at, not typed
type Any = any

/** The shopkeeper's hands: Medusa's admin API, over HTTP. */
export async function createKeeper({ url }: Pick<StoreProcess, 'url'>) {
  const login = await fetch(`${url}/auth/user/emailpass`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(admin),
  })
  const { token } = (await login.json()) as { token: string }

  async function call(method: string, path: string, body?: unknown): Promise<{ status: number; body: Any }> {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return { status: response.status, body: await response.json() }
  }

  /** Sends a file as it is. */
  const upload = (path: string, body: string): Promise<Response> =>
    fetch(`${url}${path}`, {
      method: 'POST',
      body,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' },
    })

  /** Every order of a cart's shopper, with what was paid. */
  async function orders(): Promise<Any[]> {
    const fields =
      'id,display_id,status,payment_status,total,metadata,*payment_collections,*payment_collections.payments,*payment_collections.payments.captures,*payment_collections.payments.refunds,*summary'
    const { status, body } = await call('GET', `/admin/orders?limit=1000&fields=${fields}`)
    if (status !== 200) throw new Error(`the store answered ${status}: ${JSON.stringify(body)}`)
    return body.orders
  }

  return { call, upload, orders }
}

export type Keeper = Awaited<ReturnType<typeof createKeeper>>
