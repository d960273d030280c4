import type { OvoConfig, PushToPayConfig, SnapConfig } from './config.ts'
import { sha256Hex } from './crypto/digest.ts'
import { readHmacKey } from './crypto/hmac.ts'
import { type PrivateKey, type PublicKey, readPrivateKey, readPublicKey } from './crypto/keys.ts'
import { createSealer, type Sealer } from './crypto/seal.ts'
import type { PushToPayMerchant } from './engine/merchants.ts'
import { ConfigurationError } from './errors/errors.ts'
import { OvoError } from './errors/ovo-error.ts'
import { browserAddress } from './linked/browser-address.ts'
import type { InboundMerchant } from './notification/inbound-merchant.ts'
import { pushToPayHosts, resolvePushToPayDialect } from './push-to-pay/dialect.ts'
import { sequenceFloor } from './push-to-pay/sequence.ts'
import { resolveSnapDialect } from './snap/dialect.ts'
import { snapHosts } from './snap/endpoints.ts'
import { Secret } from './values/secret.ts'

export interface Settled {
  readonly sealer: Sealer
  readonly keepDays: number
  readonly merchants: ReadonlyMap<string, SettledMerchant>
}

export interface SettledMerchant {
  readonly snap: InboundMerchant | null
  readonly pushToPay: PushToPayMerchant | null
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
  const entries = Object.entries(config.merchants ?? {})
  if (entries.length === 0) problems.push('merchants: name at least one, such as { default: { snap: { … } } }')
  const addresses = { snap: snapHosts, pushToPay: pushToPayHosts }
  const wants = (side: keyof typeof addresses): boolean =>
    entries.length === 0 || entries.some(([, merchant]) => merchant?.[side] !== undefined)
  const baseUrl = (side: keyof typeof addresses): string =>
    (wants(side) ? attempt(() => baseUrlOf(config.environment, side, addresses[side])) : null) ?? 'https://invalid'
  const baseUrls = { snap: baseUrl('snap'), pushToPay: baseUrl('pushToPay') }
  const merchants = new Map<string, SettledMerchant>()
  for (const [name, merchant] of entries) {
    if (!/^[A-Za-z0-9_-]{1,64}$/.test(name))
      problems.push(`merchants.${name}: a name is letters, digits, _ and -, at most 64`)
    const { snap, pushToPay } = merchant ?? {}
    if (snap === undefined && pushToPay === undefined)
      problems.push(`merchants.${name}: the credentials are missing; give snap, pushToPay or both`)
    merchants.set(name, {
      snap: snap === undefined ? null : settleSnap(name, snap, baseUrls.snap, attempt, problems),
      pushToPay:
        pushToPay === undefined ? null : settlePushToPay(name, pushToPay, baseUrls.pushToPay, attempt, problems),
    })
  }
  problems.push(...checkDurability(config))
  const keepDays = config.apiLog?.keepDays ?? 3_653
  if (!Number.isInteger(keepDays) || keepDays < 1)
    problems.push('apiLog.keepDays: is a whole number of days, 1 or more')
  if (problems.length > 0 || sealer === null) throw new ConfigurationError([...new Set(problems)])
  return { sealer, merchants, keepDays }
}

type Attempt = <Value>(make: () => Value) => Value | null

function settleSnap(
  name: string,
  snap: SnapConfig,
  baseUrl: string,
  attempt: Attempt,
  problems: string[],
): InboundMerchant | null {
  const at = (field: string): string => `merchants.${name}.snap.${field}`
  problems.push(...checkTexts(snap, snapTexts, at))
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
  const { senderInstitutionID, preInquiryFlag = 'N' } = snap.topUp ?? {}
  if (snap.topUp !== undefined) {
    problems.push(...checkTexts(snap.topUp, { senderInstitutionID: 32 }, (field) => at(`topUp.${field}`)))
    if (!['Y', 'N'].includes(preInquiryFlag)) problems.push(`${at('topUp.preInquiryFlag')}: must be 'Y' or 'N'`)
  }
  const { linked } = snap
  const { refundDays = 0, notifyUrl = 'https://ovo.invalid/' } = linked ?? {}
  if (!Number.isSafeInteger(refundDays) || refundDays < 0 || refundDays > 366)
    problems.push(`${at('linked.refundDays')}: must be whole days from 0 to 366`)
  if (browserAddress(notifyUrl) === null)
    problems.push(`${at('linked.notifyUrl')}: must be a whole https address, or http on this machine`)
  if (dialect === null || privateKey === null || typeof snap.clientSecret !== 'string') return null
  const { clientId, clientSecret, merchantId, terminalId, channelId } = snap
  return {
    name,
    baseUrl,
    dialect,
    credentials: { clientId, clientSecret: readHmacKey(clientSecret), privateKey, merchantId, terminalId, channelId },
    ...(ovoPublicKey === null ? {} : { ovoPublicKey }),
    ...(senderInstitutionID === undefined ? {} : { topUp: { preInquiryFlag, senderInstitutionID } }),
    ...(linked === undefined ? {} : { linked }),
    issueKey: sha256Hex(`ovokit issue key\n${clientId}\n${clientSecret}`),
  }
}

function settlePushToPay(
  name: string,
  config: PushToPayConfig,
  baseUrl: string,
  attempt: Attempt,
  problems: string[],
): PushToPayMerchant | null {
  const at = (field: string): string => `merchants.${name}.pushToPay.${field}`
  const flaws = checkTexts(config, pushToPayTexts, at)
  problems.push(...flaws)
  const { appId, appKey, merchantId, storeCode, terminalId, mid, onLateSuccess = 'accept' } = config
  const { method = 'daily', start } = config.sequence ?? {}
  if (!['daily', 'rolling'].includes(method)) problems.push(`${at('sequence.method')}: must be 'daily' or 'rolling'`)
  if (!['accept', 'reverse'].includes(onLateSuccess))
    problems.push(`${at('onLateSuccess')}: must be 'accept' or 'reverse'`)
  const sequence = { method, ...(start === undefined ? {} : { start }) }
  attempt(() => inField(at('sequence.start'), () => sequenceFloor({ ...sequence, method: 'rolling', now: 0 })))
  const dialect = attempt(() => inField(at('dialect'), () => resolvePushToPayDialect(config.dialect)))
  if (dialect === null || flaws.length > 0) return null
  const credentials = { appId, appKey: new Secret(appKey), merchantId, storeCode, terminalId, mid }
  return { name, baseUrl, credentials, dialect, sequence, onLateSuccess }
}

/** The texts that every merchant needs, and how long each may be. */
const snapTexts = { clientId: 36, clientSecret: 512, merchantId: 64, terminalId: 16, channelId: 5 } as const
const pushToPayTexts = { appId: 64, appKey: 512, merchantId: 64, storeCode: 64, terminalId: 16, mid: 64 } as const

function checkTexts(
  config: object,
  limits: Readonly<Record<string, number>>,
  at: (field: string) => string,
): readonly string[] {
  return Object.entries(limits).flatMap(([field, limit]) => {
    const value = (config as Record<string, unknown>)[field]
    if (typeof value !== 'string' || value.trim() === '')
      return [`${at(field)}: is missing; OVO hands it over with the credentials`]
    if (value.length > limit) return [`${at(field)}: is longer than ${limit} characters`]
    if (/^[\x21-\x7e]+$/.test(value)) return []
    return [`${at(field)}: holds a space, a line break or a character outside ASCII; was it cut or pasted wrong?`]
  })
}

function baseUrlOf(
  environment: OvoConfig['environment'],
  side: 'snap' | 'pushToPay',
  hosts: Readonly<Record<'staging' | 'production', string>>,
): string {
  if (environment === 'staging' || environment === 'production') return hosts[environment]
  const address: unknown = environment?.[side]
  const url = typeof address === 'string' && URL.canParse(address) ? new URL(address) : null
  const isLoopback = url !== null && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
  if (url !== null && (url.username !== '' || url.password !== ''))
    throw new ConfigurationError(['environment: the address must not carry a user or password'])
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback)) return url.href.replace(/\/$/, '')
  throw new ConfigurationError([
    `environment: is 'staging', 'production', or { ${side}: address }; an address is https, or http on this machine`,
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
