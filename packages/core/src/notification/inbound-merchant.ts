import type { PublicKey } from '../crypto/keys.ts'
import type { SnapMerchant } from '../engine/merchants.ts'

/** A merchant as callbacks need it. */
export interface InboundMerchant extends SnapMerchant {
  /** OVO's public key: needed for RSA-signed callbacks, and for the token endpoint. */
  readonly ovoPublicKey?: PublicKey
  /** Signs the tokens that our own endpoint issues. */
  readonly issueKey: string
}
