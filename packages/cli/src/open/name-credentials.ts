import type { ReadCredentials } from '@ovokit/core/credentials'
import { standardNames } from '../config/settings-file.ts'

/**
 * What OVO calls a field, and the settings that it goes to.
 *
 * @see docs/protocol/credentials.md#what-is-in-it
 */
export function nameCredentials(fields: ReadCredentials['fields']): {
  readonly values: Readonly<Record<string, string>>
  /** Settings that a shop with these credentials needs, and that were not there. */
  readonly missing: readonly string[]
} {
  const { clientId, secret, channelId, tid, mid, merchantId, storeCode, appId, appKey } = fields
  const hasSnap = clientId !== undefined || secret !== undefined
  const hasPush = appId !== undefined || appKey !== undefined
  const { snap, pushToPay } = standardNames
  const all: readonly (readonly [string, string | undefined])[] = [
    ...(hasSnap || !hasPush
      ? ([
          [snap.clientId, clientId],
          [snap.clientSecret, secret],
          [snap.merchantId, mid ?? merchantId],
          [snap.terminalId, tid],
          [snap.channelId, channelId],
        ] as const)
      : []),
    ...(hasPush
      ? ([
          [pushToPay.appId, appId],
          [pushToPay.appKey, appKey],
          [pushToPay.merchantId, merchantId],
          [pushToPay.storeCode, storeCode],
          [pushToPay.terminalId, tid],
          [pushToPay.mid, mid],
        ] as const)
      : []),
  ]
  const found = all.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]))
  return {
    values: Object.fromEntries(found),
    missing: all.flatMap(([name, value]) => (value === undefined ? [name] : [])),
  }
}
