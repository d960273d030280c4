import type { ResponseCase } from '../wire/response-code.ts'

export type Fields = Readonly<Record<string, unknown>>

/** What the devsite remembers between calls: the references that it has answered, by service. */
export interface DevsiteMemory {
  readonly references: ReadonlyMap<string, ReadonlySet<string>>
}

export interface Service {
  readonly path: string
  /** The two digits in the response code. */
  readonly code: string
  /** Must be there and not empty; dots lead into objects. */
  readonly required: readonly string[]
  /** Called with a customer's token. */
  readonly forCustomer?: boolean
  /** What the service remembers a call by. */
  readonly reference?: string
  /** The field with which it asks about a call of another service. */
  readonly about?: { readonly field: string; readonly service: string }
  readonly answer: (fields: Fields) => Fields
}

const rupiah = { value: '25000.00', currency: 'IDR' }

/**
 * The APIs of the portal of ASPI (`/api/v1.0/…`) that partners of OVO are tested with.
 *
 * @see docs/protocol/devsite.md
 */
export const SERVICES: readonly Service[] = [
  {
    path: '/api/v1.0/qr/qr-mpm-generate',
    code: '47',
    required: ['partnerReferenceNo', 'amount.value', 'merchantId'],
    reference: 'partnerReferenceNo',
    answer: ({ partnerReferenceNo }) => ({
      referenceNo: `R${String(partnerReferenceNo)}`,
      partnerReferenceNo,
      qrContent: '00020101021226000000000000',
    }),
  },
  {
    path: '/api/v1.0/qr/qr-mpm-notify',
    code: '52',
    required: ['originalReferenceNo', 'latestTransactionStatus'],
    answer: () => ({}),
  },
  {
    path: '/api/v1.0/qr/qr-mpm-query',
    code: '51',
    required: ['serviceCode'],
    about: { field: 'originalPartnerReferenceNo', service: '47' },
    answer: ({ originalPartnerReferenceNo }) => ({
      originalPartnerReferenceNo,
      serviceCode: '47',
      latestTransactionStatus: '00',
      amount: rupiah,
    }),
  },
  {
    path: '/api/v1.0/qr/qr-mpm-refund',
    code: '78',
    required: ['originalPartnerReferenceNo', 'partnerRefundNo'],
    about: { field: 'originalPartnerReferenceNo', service: '47' },
    answer: ({ originalPartnerReferenceNo, partnerRefundNo }) => ({
      originalPartnerReferenceNo,
      partnerRefundNo,
      refundNo: `F${String(partnerRefundNo)}`,
      refundAmount: rupiah,
      refundTime: '2026-01-30T11:17:02+07:00',
    }),
  },
  {
    path: '/api/v1.0/registration-account-binding',
    code: '07',
    required: ['merchantId'],
    answer: () => ({ referenceNo: '1', accessTokenInfo: { accessToken: customerToken, expiresIn: '900' } }),
  },
  {
    path: '/api/v1.0/registration-account-unbinding',
    code: '09',
    required: ['merchantId'],
    forCustomer: true,
    answer: ({ merchantId }) => ({ merchantId, unlinkResult: 'success' }),
  },
  {
    path: '/api/v1.0/balance-inquiry',
    code: '11',
    required: [],
    forCustomer: true,
    answer: () => ({ accountInfos: [{ balanceType: 'Cash', amount: rupiah, availableBalance: rupiah }] }),
  },
  {
    path: '/api/v1.0/debit/payment-host-to-host',
    code: '54',
    required: ['partnerReferenceNo', 'merchantId'],
    forCustomer: true,
    reference: 'partnerReferenceNo',
    answer: ({ partnerReferenceNo }) => ({ referenceNo: `D${String(partnerReferenceNo)}`, partnerReferenceNo }),
  },
  {
    path: '/api/v1.0/debit/status',
    code: '55',
    required: ['serviceCode'],
    forCustomer: true,
    about: { field: 'originalPartnerReferenceNo', service: '54' },
    answer: ({ originalPartnerReferenceNo }) => ({
      originalPartnerReferenceNo,
      serviceCode: '54',
      latestTransactionStatus: '00',
      transAmount: rupiah,
    }),
  },
  {
    path: '/api/v1.0/debit/refund',
    code: '58',
    required: ['originalPartnerReferenceNo', 'partnerRefundNo'],
    forCustomer: true,
    about: { field: 'originalPartnerReferenceNo', service: '54' },
    answer: ({ partnerRefundNo }) => ({
      partnerRefundNo,
      refundNo: `F${String(partnerRefundNo)}`,
      refundTime: '2026-01-30T11:17:02+07:00',
    }),
  },
  {
    path: '/api/v1.0/emoney/account-inquiry',
    code: '37',
    required: ['customerNumber', 'amount.value'],
    answer: ({ partnerReferenceNo, customerNumber, amount }) => ({
      partnerReferenceNo,
      customerNumber,
      customerName: 'C**tomer Na**',
      amount,
      minAmount: rupiah,
      maxAmount: rupiah,
      feeAmount: { value: '1000.00', currency: 'IDR' },
    }),
  },
  {
    path: '/api/v1.0/emoney/topup',
    code: '38',
    required: ['partnerReferenceNo', 'customerNumber'],
    reference: 'partnerReferenceNo',
    answer: ({ partnerReferenceNo, customerNumber, amount }) => ({
      referenceNo: `T${String(partnerReferenceNo)}`,
      partnerReferenceNo,
      customerNumber,
      amount,
    }),
  },
  {
    path: '/api/v1.0/emoney/topup-status',
    code: '39',
    required: ['serviceCode'],
    about: { field: 'originalPartnerReferenceNo', service: '38' },
    answer: ({ originalPartnerReferenceNo }) => ({
      originalPartnerReferenceNo,
      serviceCode: '38',
      latestTransactionStatus: '00',
      amount: rupiah,
    }),
  },
]

/** The one merchant of the sandbox. */
export const sandboxMerchant = 'merch00001'
export const customerToken = 'devsite-customer-token'

/** What is wrong with a body that is well signed; `null`: nothing. */
export function findFault(
  { required, about }: Service,
  fields: Fields,
  { references }: DevsiteMemory,
): { readonly responseCase: ResponseCase; readonly detail?: string } | null {
  const missing = required.find((name) =>
    isEmpty(name.split('.').reduce<unknown>((at, key) => (at as Fields)?.[key], fields)),
  )
  if (missing !== undefined) return { responseCase: 'mandatoryField', detail: `{${missing}}` }
  const { merchantId = sandboxMerchant } = fields
  if (merchantId !== sandboxMerchant) return { responseCase: 'invalidMerchant' }
  if (about !== undefined && references.get(about.service)?.has(String(fields[about.field])) !== true)
    return { responseCase: 'notFound' }
  return null
}

const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === ''
