import type { SecureVersion } from 'node:tls'
import type { Logger, Random, Transport } from './engine/ports.ts'
import type { Store } from './engine/store.ts'
import type { PushToPayDialect } from './push-to-pay/dialect.ts'
import type { LateSuccessPolicy } from './push-to-pay/push-data.ts'
import type { BatchMethod, SequenceStart } from './push-to-pay/sequence.ts'
import type { SnapDialect } from './snap/dialect.ts'

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
  /**
   * For topping customers up: the partner's own values, as agreed with OVO.
   *
   * `preInquiryFlag` is `'N'` when left out, as in OVO's sample.
   */
  readonly topUp?: { readonly senderInstitutionID: string; readonly preInquiryFlag?: 'Y' | 'N' }
  /**
   * For linked accounts, where OVO has agreed something else with the merchant: how many days after a payment it takes
   * refunds (60 when left out), and where its notifications go (left out: the address registered with OVO).
   */
  readonly linked?: { readonly refundDays?: number; readonly notifyUrl?: string }
  /** Points on which OVO's documents disagree; see docs/protocol/open-questions.md. */
  readonly dialect?: Partial<SnapDialect>
}

/** What OVO hands over for Push To Pay. */
export interface PushToPayConfig {
  readonly appId: string
  /** The key of the `hmac` header, as OVO wrote it: it looks like hex and is not decoded. */
  readonly appKey: string
  readonly merchantId: string
  readonly storeCode: string
  /** OVO's `tid`. */
  readonly terminalId: string
  readonly mid: string
  /**
   * How batch and reference numbers go on, as agreed with OVO: a new batch each day, or one until 999999. A shop that
   * moves here from another system starts above every number that it has used with this `tid` and `mid`.
   * @default { method: 'daily' }
   */
  readonly sequence?: { readonly method: BatchMethod; readonly start?: SequenceStart }
  /**
   * What to do with a push that only a status check says was paid: OVO leaves it to the merchant.
   * @default 'accept'
   */
  readonly onLateSuccess?: LateSuccessPolicy
  /** Points on which OVO's documents disagree; see docs/protocol/open-questions.md. */
  readonly dialect?: Partial<PushToPayDialect>
}

/** The credentials of one merchant: for SNAP, for Push To Pay, or both. */
export interface MerchantConfig {
  readonly snap?: SnapConfig
  readonly pushToPay?: PushToPayConfig
}

export interface OvoConfig {
  /** Where OVO is: `staging`, `production`, or addresses of your own, such as a simulator's. */
  readonly environment: 'staging' | 'production' | { readonly snap?: string; readonly pushToPay?: string }
  readonly store: Store
  /**
   * Encrypts tokens and the originals in the API log: 32 bytes as 64 hex or 44 base64 characters (`openssl rand -hex 32`).
   * To rotate, put the new key first and keep the old ones after it: the first writes, all read.
   */
  readonly encryptionKey: string | readonly string[]
  /** Credentials by name; `default` is used where no merchant is named. */
  readonly merchants: Readonly<Record<string, MerchantConfig>>
  /**
   * How long the API log is kept, in days. What is older is removed, and the rest can still be verified.
   * @default { keepDays: 3653 }, ten years, which the standard asks for
   */
  readonly apiLog?: { readonly keepDays?: number }
  /** @default { minVersion: 'TLSv1.3' } */
  readonly tls?: { readonly minVersion?: SecureVersion; readonly ca?: string | readonly string[] }
  /** @default warnings and errors to the console */
  readonly logger?: Logger
  /** Replaces HTTP, for proxies and tests. Verification of OVO's certificate is then yours. */
  readonly transport?: Transport
  /** Replaces the system's random bytes, for tests. */
  readonly random?: Random
}
