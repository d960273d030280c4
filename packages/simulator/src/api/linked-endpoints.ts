import type { Endpoint } from './endpoints.ts'
import { AMOUNT, type FieldRule } from './fields.ts'
import { payLinked } from './pay-linked.ts'
import { queryLinked } from './query-linked.ts'
import { readHistory } from './read-history.ts'
import { refundLinked } from './refund-linked.ts'

const LINKED = {
  signature: 'transaction',
  bearer: 'customer',
  spelling: 'linked',
  headers: ['Authorization', 'X-TIMESTAMP', 'X-SIGNATURE', 'X-DEVICE-ID', 'X-PARTNER-ID', 'X-EXTERNAL-ID'],
} as const
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+07:00$/
const NUMBER = /^[\x21-\x7e]{1,64}$/
const MERCHANT: FieldRule = { name: 'merchantId', format: /^.{1,64}$/ }

/** The APIs that need a linked account: history, payment, status and refund. */
export const LINKED_ENDPOINTS: readonly Endpoint[] = [
  {
    ...LINKED,
    operation: 'link.history',
    // No public document has one.
    path: '/OVOSNAP/v2.0/transaction-history-list',
    service: '12',
    fields: [
      { name: 'fromDateTime', format: INSTANT },
      { name: 'toDateTime', format: INSTANT },
      { name: 'pageSize', number: true, format: /^([1-9]|[1-4]\d|50)$/ },
      { name: 'pageNumber', number: true, format: /^\d{1,6}$/ },
    ],
    handle: readHistory,
  },
  {
    ...LINKED,
    operation: 'linked.pay',
    path: '/OVOSNAP/v2.0/debit/payment-host-to-host',
    service: '54',
    fields: [
      { name: 'partnerReferenceNo', mandatory: true, format: NUMBER },
      MERCHANT,
      { name: 'amount.value', format: AMOUNT },
      { name: 'amount.currency', format: /^IDR$/ },
      { name: 'chargeToken', format: /^OVO$/ },
      { name: 'subTransactionType', format: /^(MANUAL|AUTO)$/ },
      { name: 'validUpTo', format: INSTANT },
      {
        name: 'urlParams',
        items: [
          { name: 'url', mandatory: true, format: /^https?:\/\/\S{1,504}$/ },
          { name: 'type', mandatory: true, format: /^PAY_(RETURN|NOTIFY)$/ },
          { name: 'isDeeplink', mandatory: true, format: /^[YN]$/ },
        ],
      },
      {
        name: 'payOptionDetails',
        items: [
          { name: 'payMethod', mandatory: true, format: /^(CASH|POINTS)$/ },
          { name: 'payOption', mandatory: true, format: /^OVO$/ },
          { name: 'transAmount.value', mandatory: true, format: AMOUNT },
          { name: 'transAmount.currency', mandatory: true, format: /^IDR$/ },
        ],
      },
    ],
    handle: payLinked,
  },
  {
    ...LINKED,
    operation: 'linked.status',
    path: '/OVOSNAP/v2.0/debit/status',
    service: '55',
    fields: [
      { name: 'serviceCode', mandatory: true, format: /^54$/ },
      { name: 'originalPartnerReferenceNo', format: NUMBER },
      { name: 'originalReferenceNo', format: NUMBER },
      MERCHANT,
    ],
    handle: queryLinked,
  },
  {
    ...LINKED,
    operation: 'linked.refund',
    path: '/OVOSNAP/v2.0/debit/refund',
    service: '58',
    bearer: 'either',
    fields: [
      MERCHANT,
      { name: 'originalPartnerReferenceNo', mandatory: true, format: NUMBER },
      { name: 'originalReferenceNo', format: NUMBER },
      { name: 'partnerRefundNo', mandatory: true, format: NUMBER },
      { name: 'refundAmount.value', format: AMOUNT },
      { name: 'refundAmount.currency', format: /^IDR$/ },
      { name: 'reason', format: /^.{1,256}$/s },
    ],
    handle: refundLinked,
  },
]
