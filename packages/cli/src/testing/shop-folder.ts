import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createOvo, type Ovo } from '@ovokit/core'
import { embeddedStore } from '@ovokit/core/embedded'
import { type Simulator, startSimulator } from '@ovokit/simulator'
import { putEmptyEmbeddedStore } from '../../../../test/support/empty-embedded-store.ts'

/** A shop's folder with a `.env` that fits a running simulator, and the shop itself. */
export interface ShopFolder {
  readonly folder: string
  readonly simulator: Simulator
  readonly env: Readonly<Record<string, string>>
  /** Writes `.env` again, with some names changed; `undefined` leaves one out. */
  writeEnv(changes?: Readonly<Record<string, string | undefined>>): void
  /** The shop's own OvoKit on the folder's store, open until it is closed. */
  openShop(): Promise<Ovo>
  close(): Promise<void>
}

export async function makeShopFolder(): Promise<ShopFolder> {
  const folder = mkdtempSync(join(tmpdir(), 'ovokit-shop-'))
  const simulator = await startSimulator()
  const { clientId, clientSecret, privateKey, merchantId, terminalId, channelId, pushToPay } = simulator.partner()
  writeFileSync(join(folder, 'signing.pem'), privateKey, { mode: 0o600 })
  const env = {
    OVO_BASE_URL: simulator.url,
    OVO_PUSH_TO_PAY_BASE_URL: simulator.url,
    OVO_CLIENT_ID: clientId,
    OVO_CLIENT_SECRET: clientSecret,
    OVO_PRIVATE_KEY_FILE: 'signing.pem',
    OVO_MERCHANT_ID: merchantId,
    OVO_TERMINAL_ID: terminalId,
    OVO_CHANNEL_ID: channelId,
    OVO_PUSH_TO_PAY_APP_ID: pushToPay.appId,
    OVO_PUSH_TO_PAY_APP_KEY: pushToPay.appKey,
    OVO_PUSH_TO_PAY_MERCHANT_ID: pushToPay.merchantId,
    OVO_PUSH_TO_PAY_STORE_CODE: pushToPay.storeCode,
    OVO_PUSH_TO_PAY_TERMINAL_ID: pushToPay.terminalId,
    OVO_PUSH_TO_PAY_MID: pushToPay.mid,
    OVO_ENCRYPTION_KEY: 'ab'.repeat(32),
  }
  const writeEnv: ShopFolder['writeEnv'] = (changes = {}) => {
    const all = Object.entries<string | undefined>({ ...env, ...changes })
    const lines = all.flatMap(([name, value]) => (value === undefined ? [] : [`${name}="${value}"`]))
    writeFileSync(join(folder, '.env'), `${lines.join('\n')}\n`, { mode: 0o600 })
  }
  writeEnv()
  await putEmptyEmbeddedStore(join(folder, 'ovo-data'))
  return {
    folder,
    simulator,
    env,
    writeEnv,
    openShop: async () => {
      const ovo = createOvo({
        environment: { snap: simulator.url, pushToPay: simulator.url },
        store: embeddedStore(join(folder, 'ovo-data')),
        encryptionKey: env.OVO_ENCRYPTION_KEY,
        merchants: {
          default: { snap: { clientId, clientSecret, privateKey, merchantId, terminalId, channelId }, pushToPay },
        },
      })
      await ovo.start({ worker: false })
      return ovo
    },
    close: async () => {
      await simulator.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
