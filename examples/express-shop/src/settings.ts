import type { MerchantConfig, OvoConfig, PushToPayConfig, SnapConfig } from '@ovokit/core'

/** What the shop is told from outside. */
export interface Settings {
  readonly port: number
  /** `null`: the port on this machine. */
  readonly publicUrl: string | null
  readonly host: string
  readonly dataDir: string
  readonly adminPassword: string | null
  readonly proxies: number
  /** `null`: a secret of the shop's own, kept in the data folder. */
  readonly encryptionKey: string | null
  /** The embedded store survives a crash but not a power cut; production wants to hear that this is known. */
  readonly acceptPowerLoss: boolean
  readonly ovo: { readonly environment: OvoConfig['environment']; readonly credentials: MerchantConfig } | null
  /** Whether OVO lets the shop link customers' accounts: the simulator does. */
  readonly hasLinkedAccounts: boolean
  readonly simulator: { readonly url: string; readonly followsClock: boolean } | null
}

/** Reads the environment. Without credentials and without a simulator there is nothing to take money with. */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const simulator = env.SIMULATOR_URL ? { url: env.SIMULATOR_URL, followsClock: env.DEMO_CLOCK === '1' } : null
  const pushToPay = readPushToPay(env)
  return {
    port: Number(env.PORT ?? 3000),
    publicUrl: env.PUBLIC_URL ?? null,
    host: env.HOST ?? '127.0.0.1',
    dataDir: env.DATA_DIR ?? 'data',
    adminPassword: env.ADMIN_PASSWORD ?? (simulator === null ? null : 'kopi'),
    proxies: Number(env.TRUST_PROXY ?? 0),
    encryptionKey: env.OVO_ENCRYPTION_KEY ?? null,
    acceptPowerLoss: env.ACCEPT_POWER_LOSS === '1',
    ovo: env.OVO_CLIENT_ID
      ? {
          environment: readEnvironment(env),
          credentials: { snap: readSnap(env), ...(pushToPay === null ? {} : { pushToPay }) },
        }
      : null,
    hasLinkedAccounts: simulator !== null || env.OVO_LINKED_ACCOUNTS === '1',
    simulator,
  }
}

function readEnvironment(env: Readonly<Record<string, string | undefined>>): OvoConfig['environment'] {
  const { OVO_BASE_URL: snap, OVO_PUSH_TO_PAY_BASE_URL: pushToPay } = env
  if (snap) return { snap, ...(pushToPay ? { pushToPay } : {}) }
  return env.OVO_ENVIRONMENT === 'production' ? 'production' : 'staging'
}

function readSnap(env: Readonly<Record<string, string | undefined>>): SnapConfig {
  // A PEM in one line of an .env file has \n where the lines end.
  const text = (name: string): string => (env[name] ?? '').replaceAll('\\n', '\n')
  return {
    clientId: text('OVO_CLIENT_ID'),
    clientSecret: text('OVO_CLIENT_SECRET'),
    privateKey: text('OVO_PRIVATE_KEY'),
    merchantId: text('OVO_MERCHANT_ID'),
    terminalId: text('OVO_TERMINAL_ID'),
    channelId: text('OVO_CHANNEL_ID'),
    ...(env.OVO_TOP_UP_SENDER_INSTITUTION_ID
      ? { topUp: { senderInstitutionID: text('OVO_TOP_UP_SENDER_INSTITUTION_ID') } }
      : {}),
    ...(env.OVO_PUBLIC_KEY ? { ovoPublicKey: text('OVO_PUBLIC_KEY') } : {}),
  }
}

/** `null`: the shop has no Push To Pay, and does not offer it. */
function readPushToPay(env: Readonly<Record<string, string | undefined>>): PushToPayConfig | null {
  const text = (name: string): string => env[`OVO_PUSH_TO_PAY_${name}`] ?? ''
  if (text('APP_ID') === '') return null
  return {
    appId: text('APP_ID'),
    appKey: text('APP_KEY'),
    merchantId: text('MERCHANT_ID'),
    storeCode: text('STORE_CODE'),
    terminalId: text('TERMINAL_ID'),
    mid: text('MID'),
  }
}

export const howToStart = `This shop needs credentials from OVO, or the simulator. With the simulator:

  npx ovo-simulator --port 4600
  SIMULATOR_URL=http://127.0.0.1:4600 npm start

With OVO: set OVO_CLIENT_ID, OVO_CLIENT_SECRET, OVO_PRIVATE_KEY, OVO_MERCHANT_ID, OVO_TERMINAL_ID, OVO_CHANNEL_ID,
and OVO_ENVIRONMENT (staging or production); for Push To Pay also OVO_PUSH_TO_PAY_APP_ID and its sisters. ADMIN_PASSWORD opens the back office at /admin.
`
