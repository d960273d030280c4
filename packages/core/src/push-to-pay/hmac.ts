import { hmacSha256 } from '../crypto/hmac.ts'
import type { PushToPayDialect } from './dialect.ts'
import { pushToPayStringToSign } from './string-to-sign.ts'

/**
 * Computes the `hmac` header: HMAC-SHA256 as 64 lower-case hex digits.
 *
 * @param appKey - OVO's key as its raw text: it looks like hex and is not decoded.
 * @param random - the very text of the `random` header.
 * @param body - the very bytes that are sent. Needed only where `covers` includes the body.
 * @param covers - what is signed; see {@link PushToPayDialect.hmacCovers}. Default `app-id+random`.
 * @throws InputError `invalid-input` when the body is to be covered and is missing, or is not UTF-8.
 * @see docs/protocol/push-to-pay.md#hmac
 */
export function pushToPayHmac({
  appId,
  appKey,
  random,
  body,
  covers = 'app-id+random',
}: {
  appId: string
  appKey: string
  random: string
  body?: Uint8Array | string
  covers?: PushToPayDialect['hmacCovers']
}): string {
  const dialect = { hmacCovers: covers }
  const message = pushToPayStringToSign({ appId, random, dialect, ...(body === undefined ? {} : { body }) })
  return Buffer.from(hmacSha256({ key: appKey, message })).toString('hex')
}
