import { createHash } from 'node:crypto'

/** What OVO hands a merchant for Push To Pay. */
export interface PushToPayCredentials {
  readonly appId: string
  readonly appKey: string
  readonly merchantId: string
  readonly storeCode: string
  /** `tid` on the wire. */
  readonly terminalId: string
  readonly mid: string
}

/** Fills in what was left out with made-up values that are the same every time. */
export function makePushToPayCredentials(input: Partial<PushToPayCredentials>, ordinal: number): PushToPayCredentials {
  const suffix = ordinal === 1 ? '' : String(ordinal)
  const appId = text('appId', input.appId ?? `tokosimulasi${suffix}`)
  return {
    appId,
    appKey: text('appKey', input.appKey ?? madeUpKey(appId)),
    merchantId: text('merchantId', input.merchantId ?? `PTP${String(ordinal).padStart(7, '0')}`),
    storeCode: text('storeCode', input.storeCode ?? `SIM${String(ordinal).padStart(3, '0')}`),
    terminalId: text('terminalId', input.terminalId ?? String(ordinal).padStart(8, '0')),
    mid: text('mid', input.mid ?? `0010000000SIM${String(ordinal).padStart(2, '0')}`),
  }
}

function madeUpKey(appId: string): string {
  return createHash('sha256').update(`a Push To Pay key of the simulator for ${appId}`).digest('hex')
}

function text(field: string, value: string): string {
  if (typeof value !== 'string' || value.length < 1 || value.length > 128) {
    throw new TypeError(`partner pushToPay.${field} must be text of 1 to 128 characters`)
  }
  return value
}
