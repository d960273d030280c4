import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { createOvo, type Ovo, type PushToPayConfig, type SnapConfig, type Store } from '@ovokit/core'
import { call, keys } from './samples.ts'

/** The only amount that the stub makes QRs for. */
export const amount = 25_000

export interface StubOvo {
  readonly url: string
  requests(): Promise<{
    readonly token: number
    readonly generate: number
    readonly query: number
    /** Of each push that was asked about, and reversed: how many milliseconds after it came. */
    readonly asked: readonly number[]
    readonly reversed: readonly number[]
  }>
  close(): Promise<void>
}

/** Starts a script that stands beside this one, compiled like it. */
export function startProcess(script: string, env: Readonly<Record<string, string>>): ChildProcess {
  return fork(new URL(`./${script}.mjs`, import.meta.url), { env: { ...process.env, ...env } })
}

/** @param status - what queries are answered with: `03` pending, `00` paid. Pushes: `03` never answered, `00` paid at once. */
export async function startStubOvo({ status }: { readonly status: '00' | '03' }): Promise<StubOvo> {
  const child = startProcess('stub-ovo', { STATUS: status })
  const [port] = await once(child, 'message')
  const url = `http://127.0.0.1:${port}`
  return {
    url,
    requests: async () => (await (await fetch(url)).json()) as Awaited<ReturnType<StubOvo['requests']>>,
    close: async () => {
      child.disconnect()
      await once(child, 'exit')
    },
  }
}

/** OvoKit as a shop configures it, against the stub. */
export function createShop({ url, store }: { readonly url: string; readonly store: Store }): Ovo {
  return createOvo({
    environment: { snap: url, pushToPay: url },
    store,
    encryptionKey: '5f'.repeat(32),
    merchants: { default: { snap: credentials, pushToPay: pushCredentials } },
  })
}

export const pushCredentials: PushToPayConfig = {
  appId: 'hypermart',
  appKey: 'a4f6bf89b2a85781b7c1cab997b7ee0c89be03f7ac6ef29b63a45d07253cc401',
  merchantId: '10001',
  storeCode: 'MM001',
  terminalId: '00300001',
  mid: '0010000000MM001',
}

export const credentials: SnapConfig = {
  clientId: call.clientId,
  clientSecret: call.clientSecret,
  privateKey: keys.privatePem,
  merchantId: call.body.merchantId,
  terminalId: call.body.terminalId,
  channelId: '95221',
}
