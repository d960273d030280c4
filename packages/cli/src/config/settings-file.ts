/** A text of the settings, written out, or said where it is: secrets are never written out. */
export type Reference = string | { readonly env: string } | { readonly file: string }

/**
 * `ovokit.config.json`: what `createOvo` takes, as data. Any text may be a {@link Reference}; paths are relative to the
 * file. Without one, {@link standardSettings} reads the documented names.
 *
 * @see docs/cli.md#settings
 */
export interface SettingsFile {
  readonly environment: 'staging' | 'production' | { readonly snap?: Reference; readonly pushToPay?: Reference }
  readonly store:
    | { readonly embedded: Reference; readonly acceptPowerLoss?: boolean }
    | { readonly postgres: Reference; readonly schema?: string }
  readonly encryptionKey: Reference | readonly Reference[]
  readonly merchants: Readonly<
    Record<string, { readonly snap?: object; readonly pushToPay?: object; readonly callbackUrl?: Reference }>
  >
  readonly tls?: object
}

type Env = Readonly<Record<string, string | undefined>>

/** The names of `.env`, by the option that they set. Each may be given as `NAME_FILE` instead: a path. */
export const standardNames = {
  snap: {
    clientId: 'OVO_CLIENT_ID',
    clientSecret: 'OVO_CLIENT_SECRET',
    privateKey: 'OVO_PRIVATE_KEY',
    merchantId: 'OVO_MERCHANT_ID',
    terminalId: 'OVO_TERMINAL_ID',
    channelId: 'OVO_CHANNEL_ID',
  },
  pushToPay: {
    appId: 'OVO_PUSH_TO_PAY_APP_ID',
    appKey: 'OVO_PUSH_TO_PAY_APP_KEY',
    merchantId: 'OVO_PUSH_TO_PAY_MERCHANT_ID',
    storeCode: 'OVO_PUSH_TO_PAY_STORE_CODE',
    terminalId: 'OVO_PUSH_TO_PAY_TERMINAL_ID',
    mid: 'OVO_PUSH_TO_PAY_MID',
  },
} as const

const optionalSnapNames = {
  privateKeyPassphrase: 'OVO_PRIVATE_KEY_PASSPHRASE',
  ovoPublicKey: 'OVO_PUBLIC_KEY',
} as const

/** Settings for a shop with nothing but `.env`: one merchant, with what is given there. */
export function standardSettings(env: Env): SettingsFile {
  const isGiven = (name: string): boolean => Boolean(env[name] ?? env[`${name}_FILE`])
  const refer = (names: Readonly<Record<string, string>>): object =>
    Object.fromEntries(Object.entries(names).map(([option, name]) => [option, { env: name }]))
  const given = (names: Readonly<Record<string, string>>): Record<string, string> =>
    Object.fromEntries(Object.entries(names).filter(([, name]) => isGiven(name)))
  const has = (names: Readonly<Record<string, string>>): boolean => Object.values(names).some(isGiven)
  const { OVO_BASE_URL: snap, OVO_PUSH_TO_PAY_BASE_URL: pushToPay } = env
  // Somebody with neither is told of the QRIS names, which most shops need.
  const hasPush = has(standardNames.pushToPay)
  const hasSnap = has(standardNames.snap) || !hasPush
  return {
    environment:
      snap || pushToPay
        ? { ...(snap ? { snap } : {}), ...(pushToPay ? { pushToPay } : {}) }
        : env.OVO_ENVIRONMENT === 'production'
          ? 'production'
          : 'staging',
    store: isGiven('DATABASE_URL')
      ? { postgres: { env: 'DATABASE_URL' } }
      : { embedded: env.OVO_DATA || './ovo-data', acceptPowerLoss: env.OVO_ACCEPT_POWER_LOSS === '1' },
    encryptionKey: { env: 'OVO_ENCRYPTION_KEY' },
    merchants: {
      default: {
        ...(hasSnap ? { snap: refer({ ...standardNames.snap, ...given(optionalSnapNames) }) } : {}),
        ...(hasPush ? { pushToPay: refer(standardNames.pushToPay) } : {}),
        ...(env.OVO_CALLBACK_URL ? { callbackUrl: env.OVO_CALLBACK_URL } : {}),
      },
    },
  }
}
