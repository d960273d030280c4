import { ConfigurationError, InputError } from '../errors/errors.ts'
import type { HttpRequest } from '../values/http.ts'
import type { EpochMillis } from '../values/jakarta-time.ts'
import { formatOvoDate } from '../values/ovo-date.ts'
import type { Secret } from '../values/secret.ts'
import type { PushToPayFields, PushToPayTransaction } from './call.ts'
import { type PushToPayDialect, pushToPayPath } from './dialect.ts'
import { pushToPayHmac } from './hmac.ts'
import { type PushToPayOperation, type PushToPayRow, pushToPayOperations } from './operations.ts'
import { sixDigits } from './sequence.ts'

/** What OVO hands over for Push To Pay. */
export interface PushToPayCredentials {
  readonly appId: string
  /** Used as its raw text. */
  readonly appKey: Secret
  readonly merchantId: string
  readonly storeCode: string
  /** OVO's `tid`. */
  readonly terminalId: string
  readonly mid: string
}

/**
 * Builds a signed call. The body is serialised once; those bytes are signed, where the dialect covers them, and those
 * bytes are sent.
 *
 * @param now - becomes `random`, and `date` where the operation's date is the moment of sending.
 * @throws InputError `invalid-input` when the operation needs a field that is not given.
 * @throws ConfigurationError `invalid-configuration` when `baseUrl` is not a URL.
 * @see docs/protocol/push-to-pay.md#request
 */
export function buildPushToPayRequest(input: {
  operation: PushToPayOperation
  credentials: PushToPayCredentials
  baseUrl: string
  now: EpochMillis
  dialect: PushToPayDialect
  fields: PushToPayFields
}): HttpRequest {
  const { credentials, dialect, now } = input
  const url = input.baseUrl.replace(/\/+$/, '') + pushToPayPath
  if (!URL.canParse(url)) throw new ConfigurationError(['environment: the Push To Pay address is not a URL'])
  const body = new TextEncoder().encode(JSON.stringify(bodyOf(input)))
  const random = randomOf(now)
  const { appId } = credentials
  const hmac = pushToPayHmac({ appId, appKey: credentials.appKey.reveal(), random, body, covers: dialect.hmacCovers })
  return {
    method: 'POST',
    url: new URL(url).href,
    headers: { 'content-type': 'application/json', accept: 'application/json', 'app-id': appId, random, hmac },
    body,
  }
}

/** Unix time in seconds, ten digits until the year 2286. */
function randomOf(now: EpochMillis): string {
  const seconds = String(Math.floor(now / 1_000))
  if (/^\d{10}$/.test(seconds)) return seconds
  throw new InputError('now', 'must be milliseconds since 1970, between the years 2001 and 2286')
}

function bodyOf({
  operation,
  credentials,
  now,
  dialect,
  fields,
}: Omit<Parameters<typeof buildPushToPayRequest>[0], 'baseUrl'>): Record<string, unknown> {
  const row = pushToPayOperations[operation]
  const transaction = row.carriesTransaction ? need('transaction', fields.transaction) : undefined
  const phone = sendsPhone(row, dialect) ? need('phone', fields.phone) : undefined
  return {
    type: row.type,
    processingCode: row.processingCode,
    ...(transaction && { amount: transaction.amount }),
    date: formatOvoDate(dateOf(row, { now, transaction, dialect })),
    ...(transaction && { referenceNumber: referenceNumberOf(transaction, dialect) }),
    tid: credentials.terminalId,
    mid: credentials.mid,
    merchantId: credentials.merchantId,
    storeCode: credentials.storeCode,
    appSource: 'POS',
    transactionRequestData: {
      ...(transaction && { batchNo: sixDigits(transaction.batchNo) }),
      ...(phone !== undefined && { phone }),
      ...(transaction && { merchantInvoice: transaction.merchantInvoice }),
    },
  }
}

function need<Value>(field: string, value: Value | undefined): Value {
  if (value === undefined) throw new InputError(field, 'is needed by this operation')
  return value
}

const sendsPhone = ({ phone }: PushToPayRow, { reversalPhone }: PushToPayDialect): boolean =>
  phone === 'sent' || reversalPhone === 'sent'

function dateOf(
  row: PushToPayRow,
  {
    now,
    transaction,
    dialect,
  }: {
    now: EpochMillis
    transaction: PushToPayTransaction | undefined
    dialect: PushToPayDialect
  },
): EpochMillis {
  const isOriginal = row.date === 'transaction' || (row.date === 'dialect' && dialect.statusDate === 'original')
  return isOriginal && transaction !== undefined ? transaction.pushedAt : now
}

function referenceNumberOf({ referenceNumber }: PushToPayTransaction, dialect: PushToPayDialect): string | number {
  switch (dialect.referenceNumberForm) {
    case 'padded-string':
      return sixDigits(referenceNumber)
    case 'string':
      return String(referenceNumber)
    case 'number':
      return referenceNumber
  }
}
