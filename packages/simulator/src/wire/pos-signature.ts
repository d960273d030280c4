import { createHmac, timingSafeEqual } from 'node:crypto'
import type { SimulatorDialect } from '../dialect.ts'

export type PushSignedContent = SimulatorDialect['pushSignedContent']

/** What the `hmac` header of a Push To Pay request covers. `random` is the header of that name, `body` untouched text. */
export interface PosSignedParts {
  readonly appId: string
  readonly random: string
  readonly body: string
}

/** `app-id` and `random` run together, and the body after them when the dialect says so. */
export function posStringToSign({ appId, random, body }: PosSignedParts, content: PushSignedContent): string {
  return content === 'app-id-random' ? `${appId}${random}` : `${appId}${random}${body}`
}

/** Lower-case hex of HMAC-SHA256. The key is the text OVO hands over, as it stands: its hex is not decoded. */
export function signPos(stringToSign: string, appKey: string): string {
  return createHmac('sha256', appKey).update(stringToSign).digest('hex')
}

export function isPosSignature(
  hmac: string,
  { stringToSign, appKey }: { stringToSign: string; appKey: string },
): boolean {
  const expected = Buffer.from(signPos(stringToSign, appKey))
  const given = Buffer.from(hmac)
  return given.length === expected.length && timingSafeEqual(given, expected)
}
