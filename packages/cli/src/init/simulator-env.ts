import { randomBytes, randomInt } from 'node:crypto'
import { standardNames } from '../config/settings-file.ts'

/** Settings as if a simulator had handed them over; `ovokit simulate` in their folder plays the OVO that knows them. */
export function simulatorEnv({
  shopPort,
  simulatorPort,
}: {
  readonly shopPort: number
  readonly simulatorPort: number
}): Readonly<Record<string, string>> {
  const digits = (count: number): string => Array.from({ length: count }, () => randomInt(10)).join('')
  const url = `http://127.0.0.1:${simulatorPort}`
  const { snap, pushToPay } = standardNames
  return {
    OVO_BASE_URL: url,
    OVO_PUSH_TO_PAY_BASE_URL: url,
    OVO_CALLBACK_URL: `http://127.0.0.1:${shopPort}/ovo/v1.0/qr/qr-mpm-notify`,
    OVO_ENCRYPTION_KEY: randomBytes(32).toString('hex'),
    [snap.clientId]: 'tokopertama',
    [snap.clientSecret]: randomBytes(24).toString('base64url'),
    [`${snap.privateKey}_FILE`]: 'simulator-key.pem',
    [snap.merchantId]: `SIM${digits(7)}`,
    [snap.terminalId]: `T${digits(7)}`,
    [snap.channelId]: '95221',
    [pushToPay.appId]: 'tokopertama',
    [pushToPay.appKey]: randomBytes(32).toString('hex'),
    [pushToPay.merchantId]: `PTP${digits(7)}`,
    [pushToPay.storeCode]: 'TOKO1',
    [pushToPay.terminalId]: digits(8),
    [pushToPay.mid]: digits(15),
  }
}
