import type { SecureVersion } from 'node:tls'
import { sha256Hex } from './crypto/digest.ts'
import { readHmacKey } from './crypto/hmac.ts'
import { type PrivateKey, type PublicKey, readPrivateKey, readPublicKey } from './crypto/keys.ts'
import { createSealer, type Sealer } from './crypto/seal.ts'
import type { Logger, Random, Transport } from './engine/ports.ts'
import type { Store } from './engine/store.ts'
import { ConfigurationError } from './errors/errors.ts'
import { OvoError } from './errors/ovo-error.ts'
import type { InboundMerchant } from './notification/inbound-merchant.ts'
import { resolveSnapDialect, type SnapDialect } from './snap/dialect.ts'
import { snapHosts } from './snap/endpoints.ts'

/** What OVO hands over for SNAP, and the merchant's own signing key. */
export interface SnapConfig {
  /** X-CLIENT-KEY and X-PARTNER-ID: OVO uses one value for both. */
  readonly clientId: string
  readonly clientSecret: string
  /** The signing key, RSA of 2048 bits or more, PEM (PKCS#1 or PKCS#8); its public half is what OVO has on file. */
  readonly privateKey: string
  /** For an encrypted PEM. */
  readonly privateKeyPassphrase?: string
  /** OVO's `mid`. */
  readonly merchantId: string
  /** OVO's `tid`. */
  readonly terminalId: string
  /** CHANNEL-ID, at most 5 characters, assigned by OVO. */
  readonly channelId: string
  /** OVO's public key, PEM: for callbacks signed with RSA and for the token endpoint. */
  readonly ovoPublicKey?: string
  /** Points on which OVO's documents disagree; see docs/protocol/open-questions.md. */
  readonly dialect?: Partial<SnapDialect>
}

export interface MerchantConfig {
  readonly snap: SnapConfig
}

export interface OvoConfig {
  /** Where OVO is: `staging`, `production`, or addresses of your own, such as a simulator's. */
  readonly environment: 'staging' | 'production' | { readonly snap: string }
  readonly store: Store
  /**
   * Encrypts tokens and the originals in the API log: 32 bytes as 64 hex or 44 base64 characters (`openssl rand -hex 32`).
   * To rotate, put the new key first and keep the old ones after it: the first writes, all read.
   */
  readonly encryptionKey: string | readonly string[]
  /** Credentials by name; `default` is used where no merchant is named. */
  readonly merchants: Readonly<Record<string, MerchantConfig>>
  /** @default { minVersion: 'TLSv1.3' } */
  readonly tls?: { readonly minVersion?: SecureVersion; readonly ca?: string | readonly string[] }
  /** @default warnings and errors to the console */
  readonly logger?: Logger
  /** Replaces HTTP, for proxies and tests. Verification of OVO's certificate is then yours. */
  readonly transport?: Transport
  /** Replaces the system's random bytes, for tests. */
  readonly random?: Random
}

export interface Settled {
  readonly sealer: Sealer
  readonly merchants: ReadonlyMap<string, InboundMerchant>
}

/**
 * Checks a whole configuration and parses its keys once.
 *
 * @throws {ConfigurationError} `invalid-configuration`, listing every problem found
 */
export function settleConfig(config: OvoConfig): Settled {
  const problems: string[] = []
  const attempt = <Value>(make: () => Value): Value | null => {
    try {
      return make()
    } catch (error) {
      problems.push(...explain(error))
      return null
    }
  }
  const keys = typeof config.encryptionKey === 'string' ? [config.encryptionKey] : (config.encryptionKey ?? [])
  const sealer = attempt(() => createSealer(keys))
  const baseUrl = attempt(() => baseUrlOf(config.environment))
  const entries = Object.entries(config.merchants ?? {})
  if (entries.length === 0) problems.push('merchants: name at least one, such as { default: { snap: { … } } }')
  const merchants = new Map<string, InboundMerchant>()
  for (const [name, merchant] of entries) {
    const settled = settleMerchant(name, merchant, baseUrl ?? 'https://invalid', attempt, problems)
    if (settled !== null) merchants.set(name, settled)
  }
  problems.push(...checkDurability(config))
  if (problems.length > 0 || sealer === null) throw new ConfigurationError([...new Set(problems)])
  return { sealer, merchants }
}

function settleMerchant(
  name: string,
  merchant: MerchantConfig,
  baseUrl: string,
  attempt: <Value>(make: () => Value) => Value | null,
  problems: string[],
): InboundMerchant | null {
  const at = (field: string): string => `merchants.${name}.snap.${field}`
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(name))
    problems.push(`merchants.${name}: a name is letters, digits, _ and -, at most 64`)
  const snap = merchant?.snap as SnapConfig | undefined
  if (snap === undefined) {
    problems.push(`merchants.${name}.snap: the SNAP credentials are missing`)
    return null
  }
  for (const [field, limit] of Object.entries(texts)) {
    const value: unknown = snap[field as keyof SnapConfig]
    if (typeof value !== 'string' || value.trim() === '')
      problems.push(`${at(field)}: is missing; OVO hands it over with the credentials`)
    else if (value.length > limit) problems.push(`${at(field)}: is longer than ${limit} characters`)
    else if (!/^[\x21-\x7e]+$/.test(value))
      problems.push(
        `${at(field)}: holds a space, a line break or a character outside ASCII; was it cut or pasted wrong?`,
      )
  }
  const dialect = attempt(() => resolveSnapDialect(snap.dialect))
  const privateKey = attempt((): PrivateKey => {
    return inField(at('privateKey'), () => {
      const { privateKey: pem, privateKeyPassphrase: passphrase } = snap
      if (typeof pem !== 'string')
        throw new ConfigurationError(['is missing; it is the PEM whose public half OVO has on file'])
      return readPrivateKey({ pem, ...(passphrase === undefined ? {} : { passphrase }) })
    })
  })
  const { ovoPublicKey: pem } = snap
  const ovoPublicKey =
    pem === undefined ? null : attempt((): PublicKey => inField(at('ovoPublicKey'), () => readPublicKey(pem)))
  if (dialect?.callbackSignature === 'asymmetric' && pem === undefined) {
    problems.push(
      `${at('ovoPublicKey')}: is needed to verify callbacks while dialect.callbackSignature is 'asymmetric'`,
    )
  }
  if (dialect?.callbackToken === 'issued' && pem === undefined) {
    problems.push(`${at('ovoPublicKey')}: is needed to issue tokens to OVO while dialect.callbackToken is 'issued'`)
  }
  if (dialect === null || privateKey === null || typeof snap.clientSecret !== 'string') return null
  const { clientId, clientSecret, merchantId, terminalId, channelId } = snap
  return {
    name,
    baseUrl,
    dialect,
    credentials: { clientId, clientSecret: readHmacKey(clientSecret), privateKey, merchantId, terminalId, channelId },
    ...(ovoPublicKey === null ? {} : { ovoPublicKey }),
    issueKey: sha256Hex(`ovokit issue key\n${clientId}\n${clientSecret}`),
  }
}

/** The texts that every merchant needs, and how long each may be. */
const texts = { clientId: 36, clientSecret: 512, merchantId: 64, terminalId: 16, channelId: 5 } as const

function baseUrlOf(environment: OvoConfig['environment']): string {
  if (environment === 'staging' || environment === 'production') return snapHosts[environment]
  const address: unknown = environment?.snap
  const url = typeof address === 'string' && URL.canParse(address) ? new URL(address) : null
  const isLoopback = url !== null && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
  if (url !== null && (url.username !== '' || url.password !== ''))
    throw new ConfigurationError(['environment: the address must not carry a user or password'])
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback)) return url.href.replace(/\/$/, '')
  throw new ConfigurationError([
    "environment: is 'staging', 'production', or { snap: address }; an address is https, or http on this machine",
  ])
}

function checkDurability({ environment, store }: OvoConfig): string[] {
  if (typeof store?.commit !== 'function')
    return ['store: is missing; use embeddedStore(folder) or postgresStore(pool)']
  if (environment !== 'production' || store.durability === 'power-cut') return []
  if (store.durability === 'none') return ['store: keeps nothing; production needs postgresStore or embeddedStore']
  if (store.acceptsPowerLoss === true) return []
  return [
    'store: the embedded store survives a crash but not a power cut. Use postgresStore in production, or say embeddedStore(folder, { acceptPowerLoss: true })',
  ]
}

/** Names the option in front of what is wrong with its value. */
function inField<Value>(field: string, make: () => Value): Value {
  try {
    return make()
  } catch (error) {
    throw new ConfigurationError(explain(error).map((problem) => `${field}: ${problem}`))
  }
}

function explain(error: unknown): readonly string[] {
  if (error instanceof ConfigurationError) return error.problems
  if (OvoError.is(error)) return [error.message]
  throw error
}
