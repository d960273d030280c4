import type { ApiOperation } from '../faults/fault-table.ts'
import { AMOUNT, type FieldRule, type ListRule } from './fields.ts'
import { generateQr } from './generate-qr.ts'
import type { Handler } from './handler.ts'
import { inquireTopUp } from './inquire-top-up.ts'
import { issueToken } from './issue-token.ts'
import { LINK_ENDPOINTS } from './link-endpoints.ts'
import { LINKED_ENDPOINTS } from './linked-endpoints.ts'
import { queryQr } from './query-qr.ts'
import { queryTopUp } from './query-top-up.ts'
import { readDeposit } from './read-deposit.ts'
import { refundQr } from './refund-qr.ts'
import { transferTopUp } from './transfer-top-up.ts'

/** Everything that tells one API from another. */
export interface Endpoint {
  readonly operation: ApiOperation
  readonly path: string
  /** The two digits in the middle of a responseCode. */
  readonly service: string
  readonly signature: 'token' | 'transaction' | 'asymmetric'
  /** Whose token it carries. @default 'b2b' */
  readonly bearer?: 'customer' | 'either'
  /** @default 'POST' */
  readonly method?: 'GET'
  /** Whose timestamps and signatures it has in the dialect. @default 'qris' */
  readonly spelling?: 'top-up' | 'linked'
  /** What X-SCOPE-ID has to say. */
  readonly scope?: string
  readonly headers: readonly string[]
  readonly fields: ReadonlyArray<FieldRule | ListRule>
  readonly handle: Handler
}

const TOKEN_HEADERS = ['X-TIMESTAMP', 'X-CLIENT-KEY', 'X-SIGNATURE']
const QRIS_HEADERS = ['Authorization', 'X-TIMESTAMP', 'X-SIGNATURE', 'X-PARTNER-ID', 'X-EXTERNAL-ID', 'CHANNEL-ID']

const TWELVE_DIGITS = /^\d{12}$/

const TOP_UP = {
  signature: 'transaction',
  spelling: 'top-up',
  scope: 'customer_topup',
  headers: ['Authorization', 'X-TIMESTAMP', 'X-SIGNATURE', 'X-PARTNER-ID', 'X-EXTERNAL-ID', 'X-SCOPE-ID'],
} as const
const TOP_UP_FIELDS: readonly FieldRule[] = [
  { name: 'partnerReferenceNo', mandatory: true, format: /^[A-Za-z0-9]{1,64}$/ },
  { name: 'customerNumber', mandatory: true, format: /^08\d{7,12}$/ },
  { name: 'amount.value', mandatory: true, format: AMOUNT },
  { name: 'amount.currency', mandatory: true, format: /^IDR$/ },
  { name: 'transactionDate', format: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+07:00$/ },
  { name: 'additionalInfo.preInquiryFlag', mandatory: true, format: /^[YN]$/ },
  { name: 'additionalInfo.senderInstitutionID', mandatory: true, format: /^.{1,32}$/ },
]

/** The APIs of SNAP: dynamic QRIS, the customer top-up and the linked wallet. */
export const ENDPOINTS: readonly Endpoint[] = [
  {
    operation: 'token.b2b',
    path: '/OVOSNAP/v1.0/access-token/b2b',
    service: '73',
    signature: 'token',
    headers: TOKEN_HEADERS,
    fields: [{ name: 'grantType', mandatory: true, format: /^client_credentials$/ }],
    handle: issueToken,
  },
  {
    operation: 'qris.generate',
    path: '/OVOSNAP/v1.0/qr/qr-mpm-generate',
    service: '47',
    signature: 'transaction',
    headers: QRIS_HEADERS,
    fields: [
      { name: 'partnerReferenceNo', mandatory: true, format: TWELVE_DIGITS },
      { name: 'amount.value', mandatory: true, format: AMOUNT },
      { name: 'amount.currency', mandatory: true, format: /^IDR$/ },
      { name: 'merchantId', mandatory: true, format: /^.{1,64}$/ },
      { name: 'terminalId', mandatory: true, format: /^.{1,16}$/ },
      { name: 'subMerchantId', format: /^.{1,32}$/ },
      { name: 'storeId', format: /^.{1,64}$/ },
      { name: 'validityPeriod', format: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+07:00$/ },
    ],
    handle: generateQr,
  },
  {
    operation: 'qris.query',
    path: '/OVOSNAP/v1.0/qr/qr-mpm-query',
    service: '51',
    signature: 'transaction',
    headers: QRIS_HEADERS,
    fields: [
      { name: 'serviceCode', mandatory: true, format: /^47$/ },
      { name: 'originalPartnerReferenceNo', format: TWELVE_DIGITS },
      { name: 'originalReferenceNo', format: /^.{1,64}$/ },
      { name: 'merchantId', format: /^.{1,64}$/ },
    ],
    handle: queryQr,
  },
  {
    operation: 'qris.refund',
    path: '/OVOSNAP/v1.0/qr/qr-mpm-refund',
    service: '78',
    signature: 'transaction',
    headers: QRIS_HEADERS,
    fields: [
      { name: 'originalPartnerReferenceNo', mandatory: true, format: TWELVE_DIGITS },
      { name: 'partnerRefundNo', mandatory: true, format: /^[A-Za-z0-9]{1,64}$/ },
      { name: 'originalReferenceNo', format: /^.{1,64}$/ },
      { name: 'refundAmount.value', format: AMOUNT },
      { name: 'refundAmount.currency', format: /^IDR$/ },
      { name: 'reason', format: /^.{1,256}$/s },
      { name: 'merchantId', format: /^.{1,64}$/ },
    ],
    handle: refundQr,
  },
  {
    ...TOP_UP,
    operation: 'top-up.inquiry',
    path: '/OVOSNAP/v2.0/emoney/account-inquiry',
    service: '37',
    fields: TOP_UP_FIELDS,
    handle: inquireTopUp,
  },
  {
    ...TOP_UP,
    operation: 'top-up.transfer',
    path: '/OVOSNAP/v2.0/emoney/topup',
    service: '38',
    fields: [
      ...TOP_UP_FIELDS,
      { name: 'feeAmount.value', format: AMOUNT },
      { name: 'feeAmount.currency', format: /^IDR$/ },
      { name: 'sessionId', format: /^.{1,25}$/ },
    ],
    handle: transferTopUp,
  },
  {
    ...TOP_UP,
    operation: 'top-up.status',
    path: '/OVOSNAP/v2.0/emoney/topup-status',
    service: '39',
    fields: [
      { name: 'serviceCode', mandatory: true, format: /^38$/ },
      { name: 'originalPartnerReferenceNo', mandatory: true, format: /^[A-Za-z0-9]{1,64}$/ },
      { name: 'originalReferenceNo', format: /^.{1,64}$/ },
    ],
    handle: queryTopUp,
  },
  {
    ...TOP_UP,
    operation: 'top-up.balance',
    path: '/cashin/snap/v2.0/merchant/account/balance',
    service: '11',
    method: 'GET',
    fields: [],
    handle: readDeposit,
  },
  ...LINK_ENDPOINTS,
  ...LINKED_ENDPOINTS,
]
