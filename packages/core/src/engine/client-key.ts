import { sha256Hex } from '../crypto/digest.ts'
import type { SnapMerchant } from './merchants.ts'

/**
 * Names an OVO client at a host. Tokens and numbers belong to it: two shops of one client share them, two environments
 * never do.
 */
export const clientKey = ({ baseUrl, credentials }: SnapMerchant): string =>
  sha256Hex(JSON.stringify([baseUrl, credentials.clientId])).slice(0, 32)
