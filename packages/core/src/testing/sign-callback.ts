import type { QrisPayment } from '../payments/qris-payment.ts'
import { signAsymmetric, signSymmetric } from '../snap/signature.ts'
import type { SignatureEncoding } from '../snap/signature-text.ts'
import { asymmetricStringToSign, symmetricStringToSign } from '../snap/string-to-sign.ts'
import { formatTimestamp } from '../values/jakarta-time.ts'

/** A callback as OVO would send it. Header names are in lower case. */
export interface SignedCallback {
  readonly method: 'POST'
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

export interface SignCallbackInput {
  /** Path and query as OVO calls them, with whatever the shop is mounted under. */
  readonly path: string
  /** `callbackBody(payment)`, or any text or bytes. They are sent as they are. */
  readonly body: string | Uint8Array
  /** The time that the callback claims: `ovo.now()` for a fresh one. */
  readonly at: Date
  /** The client secret signs with HMAC; OVO's private key (PEM), with RSA, for a merchant whose dialect says so. */
  readonly credentials:
    | { readonly clientId: string; readonly clientSecret: string }
    | { readonly clientId: string; readonly ovoPrivateKey: string }
  /** Sent as `Authorization: Bearer` and signed with. @default none */
  readonly accessToken?: string
  /** @default a random one */
  readonly externalId?: string
  /** @default 'base64' */
  readonly encoding?: SignatureEncoding
}

/**
 * Signs a callback the way OVO does, for tests of your own endpoint. The simulator signs with code of its own; use this
 * where no simulator runs.
 *
 * @see docs/protocol/snap.md#callbacks
 */
export function signCallback(input: SignCallbackInput): SignedCallback {
  const { path, at, credentials, accessToken = '', externalId = randomDigits(), encoding = 'base64' } = input
  const body = typeof input.body === 'string' ? new TextEncoder().encode(input.body) : input.body
  const timestamp = formatTimestamp(at.getTime(), 'seconds')
  const signed = { method: 'POST', path, body, timestamp }
  const signature =
    'clientSecret' in credentials
      ? signSymmetric({
          clientSecret: credentials.clientSecret,
          stringToSign: symmetricStringToSign({ ...signed, accessToken }),
          encoding,
        })
      : signAsymmetric({
          privateKey: credentials.ovoPrivateKey,
          stringToSign: asymmetricStringToSign(signed),
          encoding,
        })
  return {
    method: 'POST',
    path,
    headers: {
      'content-type': 'application/json',
      'x-timestamp': timestamp,
      'x-signature': signature,
      'x-partner-id': credentials.clientId,
      'x-external-id': externalId,
      'channel-id': '95221',
      ...(accessToken === '' ? {} : { authorization: `Bearer ${accessToken}` }),
    },
    body,
  }
}

/** Writes what OVO says about a payment that was made. OvoKit believes none of it and asks OVO. */
export function callbackBody(payment: Pick<QrisPayment, 'referenceNo' | 'partnerReferenceNo' | 'amount'>): string {
  return JSON.stringify({
    originalReferenceNo: payment.referenceNo,
    originalPartnerReferenceNo: payment.partnerReferenceNo,
    latestTransactionStatus: '00',
    transactionStatusDesc: 'Success',
    customerNumber: '********0001',
    amount: { value: `${payment.amount}.00`, currency: 'IDR' },
    additionalInfo: {},
  })
}

const randomDigits = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(18)), (byte) => String(byte % 10)).join('')
