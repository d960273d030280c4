import { randomInt } from 'node:crypto'
import type { SimulatorDialect } from '../dialect.ts'
import type { FaultName } from '../faults/fault-table.ts'
import { formatJakarta } from '../wire/jakarta-time.ts'
import { asymmetricStringToSign, signAsymmetric, signSymmetric, symmetricStringToSign } from '../wire/signature.ts'
import { keyPairOf } from '../world/key-pairs.ts'
import type { PartnerRecord } from '../world/partners.ts'
import type { Notice } from './notice.ts'

/** A notification, ready to be posted. */
export interface CallbackRequest {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface CallbackDraft {
  readonly url: string
  readonly partner: PartnerRecord
  readonly notice: Notice
  readonly now: number
  /** Empty when the dialect says so: then there is no Authorization header. */
  readonly token: string
  readonly dialect: SimulatorDialect
  readonly fault: FaultName | undefined
}

const STALE_MILLIS = 10 * 60 * 1000

/** Writes and signs the notification of a payment, each time with a new X-EXTERNAL-ID. */
export function buildCallback({ url, partner, notice, now, token, dialect, fault }: CallbackDraft): CallbackRequest {
  const layout = notice.service === '56' ? dialect.linkedTimestamp : dialect.timestamp
  const timestamp = formatJakarta(fault === 'stale' ? now - STALE_MILLIS : now, layout)
  const { pathname, search } = new URL(url)
  const write = (amount: number): string => JSON.stringify(notice.body(amount, { partner, now }))
  const body = write(notice.paid)
  const parts = { method: 'POST', path: pathname + search, body, timestamp }
  const encoding = dialect.signatureEncoding
  const secret = fault === 'forge' ? `not ${partner.clientSecret}` : partner.clientSecret
  const signer = keyPairOf(fault === 'forge' ? 'a forger' : 'OVO').privateKey
  const signature =
    dialect.callbackSignature === 'symmetric'
      ? signSymmetric(symmetricStringToSign({ ...parts, token }), secret, encoding)
      : signAsymmetric(asymmetricStringToSign(parts, dialect.asymmetricSeparator), signer, encoding)
  const headers = {
    'Content-Type': 'application/json',
    'X-TIMESTAMP': timestamp,
    'X-SIGNATURE': signature,
    'X-PARTNER-ID': partner.clientId,
    'X-EXTERNAL-ID': callbackId(now),
    'CHANNEL-ID': partner.channelId,
    ...(token === '' ? {} : { Authorization: `Bearer ${token}` }),
  }
  return { url, headers, body: fault === 'tampered' ? write(notice.paid + 1) : body }
}

/** Digits: milliseconds and nine random ones, so an id does not come twice in a day. */
function callbackId(now: number): string {
  return `${Math.trunc(now)}${String(randomInt(10 ** 9)).padStart(9, '0')}`
}
