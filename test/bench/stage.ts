import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { createOvo, type Ovo, type SnapConfig, type Store } from '@ovokit/core'
import { call, keys } from './samples.ts'

/** The only amount that the stub makes QRs for. */
export const amount = 25_000

export interface StubOvo {
  readonly url: string
  requests(): Promise<{ readonly token: number; readonly generate: number; readonly query: number }>
  close(): Promise<void>
}

/** Starts a script that stands beside this one, compiled like it. */
export function startProcess(script: string, env: Readonly<Record<string, string>>): ChildProcess {
  return fork(new URL(`./${script}.mjs`, import.meta.url), { env: { ...process.env, ...env } })
}

/** @param status - what queries are answered with: `03` pending, `00` paid. */
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
    environment: { snap: url },
    store,
    encryptionKey: '5f'.repeat(32),
    merchants: { default: { snap: credentials } },
  })
}

export const credentials: SnapConfig = {
  clientId: call.clientId,
  clientSecret: call.clientSecret,
  privateKey: keys.privatePem,
  merchantId: call.body.merchantId,
  terminalId: call.body.terminalId,
  channelId: '95221',
}
