import { InputError } from '../errors/errors.ts'
import { defaultPushToPayDialect, type PushToPayDialect } from './dialect.ts'

/**
 * Writes what the application's key signs: `app-id` and `random` joined with nothing between them, and the body after
 * them where the dialect says so.
 *
 * @param random - the very text of the `random` header.
 * @param body - the very bytes that are sent, or their text. Needed only where the dialect covers the body.
 * @throws InputError `invalid-input` when the body is to be covered and is missing, or is not UTF-8.
 * @see docs/protocol/push-to-pay.md#hmac
 */
export function pushToPayStringToSign({
  appId,
  random,
  body,
  dialect = defaultPushToPayDialect,
}: {
  appId: string
  random: string
  body?: Uint8Array | string
  dialect?: Pick<PushToPayDialect, 'hmacCovers'>
}): string {
  return dialect.hmacCovers === 'app-id+random' ? `${appId}${random}` : `${appId}${random}${textOf(body)}`
}

function textOf(body: Uint8Array | string | undefined): string {
  if (body === undefined) throw new InputError('body', 'is needed: the dialect signs it')
  if (typeof body === 'string') return body
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body)
  } catch {
    throw new InputError('body', 'must be UTF-8')
  }
}
