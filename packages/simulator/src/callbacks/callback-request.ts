import { randomInt } from 'node:crypto'
import type { SimulatorDialect } from '../dialect.ts'
import type { FaultName } from '../faults/fault-table.ts'
import { formatJakarta } from '../wire/jakarta-time.ts'
import { asymmetricStringToSign, signAsymmetric, signSymmetric, symmetricStringToSign } from '../wire/signature.ts'
import { keyPairOf } from '../world/key-pairs.ts'
import type { PartnerRecord } from '../world/partners.ts'
import { STATUS_TEXTS, type TransactionRecord } from '../world/transaction.ts'

/** A notification, ready to be posted. */
export interface CallbackRequest {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface CallbackDraft {
  readonly url: string
  readonly partner: PartnerRecord
  readonly record: TransactionRecord
  readonly now: number
  /** Empty when the dialect says so: then there is no Authorization header. */
  readonly token: string
  readonly dialect: SimulatorDialect
  readonly fault: FaultName | undefined
}

const STALE_MILLIS = 10 * 60 * 1000

/** Writes and signs the qr-mpm-notify of a payment, each time with a new X-EXTERNAL-ID. */
export function buildCallback({ url, partner, record, now, token, dialect, fault }: CallbackDraft): CallbackRequest {
  const timestamp = formatJakarta(fault === 'stale' ? now - STALE_MILLIS : now, dialect.timestamp)
  const { pathname, search } = new URL(url)
  const body = notifyBody(record, record.payable)
  const parts = { method: 'POST', path: pathname + search, body, timestamp }
  const encoding = dialect.signatureEncoding
  const secret = fault === 'forge' ? `not ${partner.clientSecret}` : partner.clientSecret
  const signer = keyPairOf(fault === 'forge' ? 'a forger' : 'OVO').privateKey
  const signature =
    dialect.callbackSignature === 'symmetric'
      ? signSymmetric(symmetricStringToSign({ ...parts, token }), secret, encoding)
      : signAsymmetric(asymmetricStringToSign(parts), signer, encoding)
  const headers = {
    'Content-Type': 'application/json',
    'X-TIMESTAMP': timestamp,
    'X-SIGNATURE': signature,
    'X-PARTNER-ID': partner.clientId,
    'X-EXTERNAL-ID': callbackId(now),
    'CHANNEL-ID': partner.channelId,
    ...(token === '' ? {} : { Authorization: `Bearer ${token}` }),
  }
  return { url, headers, body: fault === 'tampered' ? notifyBody(record, record.payable + 1) : body }
}

function notifyBody(record: TransactionRecord, amount: number): string {
  return JSON.stringify({
    originalReferenceNo: record.referenceNo,
    originalPartnerReferenceNo: record.partnerReferenceNo,
    latestTransactionStatus: '00',
    transactionStatusDesc: STATUS_TEXTS['00'],
    customerNumber: (record.paidBy ?? '081200000000').replace(/^\d+(?=\d{4}$)/, (hidden) => '*'.repeat(hidden.length)),
    amount: { value: `${amount}.00`, currency: 'IDR' },
    additionalInfo: {},
  })
}

/** Digits: milliseconds and nine random ones, so an id does not come twice in a day. */
function callbackId(now: number): string {
  return `${Math.trunc(now)}${String(randomInt(10 ** 9)).padStart(9, '0')}`
}
