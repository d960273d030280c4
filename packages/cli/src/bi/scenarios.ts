import type { Text } from '../text.ts'

export const products = ['qris', 'payment', 'top-up'] as const
export type Product = (typeof products)[number]

/** What a run knows by the time a scenario is played. */
export interface Known {
  /** Digits that no other run has used. */
  readonly run: string
  readonly timestamp: string
}

export interface Scenario {
  /** `qris-3-positive`. */
  readonly id: string
  readonly product: Product
  readonly kind: 'positive' | 'negative'
  /** The API's name, the last part of its path: `qr-mpm-query`. */
  readonly api: string
  readonly path: string
  readonly title: Text
  /** What the portal should answer; for a negative one, another refusal of the same service has passed too. */
  readonly expected: string
  readonly body: (known: Known) => Readonly<Record<string, unknown>>
  /** Called with a customer's token. */
  readonly forCustomer?: boolean
  /** Sent with a signature that is not one. */
  readonly isForged?: boolean
  /** The core's name for the call to OVO itself, for the functional test. */
  readonly operation: string
}

interface Api {
  readonly product: Product
  readonly path: string
  readonly service: string
  readonly operation: string
  readonly name: string
  readonly forCustomer?: boolean
  readonly body: (known: Known) => Readonly<Record<string, unknown>>
  /** How the negative request differs, the code that answers it, and why. */
  readonly negative: {
    readonly code: string
    readonly why: Text
    readonly change?: (known: Known) => Readonly<Record<string, unknown>>
    readonly isForged?: boolean
  }
}

const idr = (value: string): object => ({ value, currency: 'IDR' })
const sandboxMerchant = 'merch00001'
const unknown = { en: 'a reference that does not exist', id: 'nomor yang tidak ada' }
const missing = { en: 'a mandatory field is left out', id: 'kolom wajib tidak diisi' }
const forged = { en: 'a signature that is not one', id: 'tanda tangan yang salah' }

/** @see docs/protocol/devsite.md#scenarios */
const apis: readonly Api[] = [
  {
    product: 'qris',
    path: '/access-token/b2b',
    service: '73',
    operation: 'token.b2b',
    name: 'access-token/b2b',
    body: () => ({ grantType: 'client_credentials', additionalInfo: {} }),
    negative: { code: '401', why: forged, isForged: true },
  },
  {
    product: 'qris',
    path: '/qr/qr-mpm-generate',
    service: '47',
    operation: 'qris.generate',
    name: 'qr-mpm-generate',
    body: ({ run }) => ({
      partnerReferenceNo: run,
      amount: idr('25000.00'),
      merchantId: sandboxMerchant,
      terminalId: '00000001',
    }),
    negative: {
      code: '404',
      why: { en: 'a merchant that does not exist', id: 'merchant yang tidak ada' },
      change: () => ({ merchantId: 'merch99999' }),
    },
  },
  {
    product: 'qris',
    path: '/qr/qr-mpm-notify',
    service: '52',
    operation: 'qris.notify',
    name: 'qr-mpm-notify',
    body: ({ run }) => ({
      originalReferenceNo: `R${run}`,
      originalPartnerReferenceNo: run,
      latestTransactionStatus: '00',
      transactionStatusDesc: 'Success',
      amount: idr('25000.00'),
    }),
    negative: { code: '400', why: missing, change: () => ({ originalReferenceNo: '' }) },
  },
  {
    product: 'qris',
    path: '/qr/qr-mpm-query',
    service: '51',
    operation: 'qris.query',
    name: 'qr-mpm-query',
    body: ({ run }) => ({ originalPartnerReferenceNo: run, serviceCode: '47', merchantId: sandboxMerchant }),
    negative: { code: '404', why: unknown, change: ({ run }) => ({ originalPartnerReferenceNo: `9${run}` }) },
  },
  {
    product: 'qris',
    path: '/qr/qr-mpm-refund',
    service: '78',
    operation: 'qris.refund',
    name: 'qr-mpm-refund',
    body: ({ run }) => ({
      merchantId: sandboxMerchant,
      originalPartnerReferenceNo: run,
      partnerRefundNo: `7${run}`,
      refundAmount: idr('25000.00'),
      reason: 'Out of stock',
    }),
    negative: { code: '404', why: unknown, change: ({ run }) => ({ originalPartnerReferenceNo: `9${run}` }) },
  },
  {
    product: 'payment',
    path: '/registration-account-binding',
    service: '07',
    operation: 'link.bind',
    name: 'registration-account-binding',
    body: ({ run }) => ({ partnerReferenceNo: run, merchantId: sandboxMerchant, phoneNo: '6281234567890' }),
    negative: { code: '400', why: missing, change: () => ({ merchantId: '' }) },
  },
  {
    product: 'payment',
    path: '/balance-inquiry',
    service: '11',
    operation: 'link.balance',
    name: 'balance-inquiry',
    forCustomer: true,
    body: ({ run }) => ({ partnerReferenceNo: run, balanceTypes: ['Cash'] }),
    negative: { code: '401', why: forged, isForged: true },
  },
  {
    product: 'payment',
    path: '/debit/payment-host-to-host',
    service: '54',
    operation: 'linked.pay',
    name: 'payment-host-to-host',
    forCustomer: true,
    body: ({ run }) => ({
      partnerReferenceNo: run,
      merchantId: sandboxMerchant,
      amount: idr('25000.00'),
      chargeToken: 'OVO',
    }),
    negative: { code: '400', why: missing, change: () => ({ partnerReferenceNo: '' }) },
  },
  {
    product: 'payment',
    path: '/debit/status',
    service: '55',
    operation: 'linked.status',
    name: 'debit/status',
    forCustomer: true,
    body: ({ run }) => ({ originalPartnerReferenceNo: run, serviceCode: '54' }),
    negative: { code: '404', why: unknown, change: ({ run }) => ({ originalPartnerReferenceNo: `9${run}` }) },
  },
  {
    product: 'payment',
    path: '/debit/refund',
    service: '58',
    operation: 'linked.refund',
    name: 'debit/refund',
    forCustomer: true,
    body: ({ run }) => ({ originalPartnerReferenceNo: run, partnerRefundNo: `7${run}`, refundAmount: idr('25000.00') }),
    negative: { code: '404', why: unknown, change: ({ run }) => ({ originalPartnerReferenceNo: `9${run}` }) },
  },
  {
    product: 'payment',
    path: '/registration-account-unbinding',
    service: '09',
    operation: 'link.unbind',
    name: 'registration-account-unbinding',
    forCustomer: true,
    body: ({ run }) => ({ partnerReferenceNo: run, merchantId: sandboxMerchant }),
    negative: { code: '400', why: missing, change: () => ({ merchantId: '' }) },
  },
  {
    product: 'top-up',
    path: '/emoney/account-inquiry',
    service: '37',
    operation: 'top-up.inquiry',
    name: 'account-inquiry',
    body: ({ run, timestamp }) => ({
      partnerReferenceNo: run,
      customerNumber: '081234567890',
      amount: idr('25000.00'),
      transactionDate: timestamp,
    }),
    negative: { code: '400', why: missing, change: () => ({ amount: idr('') }) },
  },
  {
    product: 'top-up',
    path: '/emoney/topup',
    service: '38',
    operation: 'top-up.transfer',
    name: 'topup',
    body: ({ run, timestamp }) => ({
      partnerReferenceNo: run,
      customerNumber: '081234567890',
      amount: idr('25000.00'),
      transactionDate: timestamp,
    }),
    negative: { code: '400', why: missing, change: () => ({ partnerReferenceNo: '' }) },
  },
  {
    product: 'top-up',
    path: '/emoney/topup-status',
    service: '39',
    operation: 'top-up.status',
    name: 'topup-status',
    body: ({ run }) => ({ originalPartnerReferenceNo: run, serviceCode: '38' }),
    negative: { code: '404', why: unknown, change: ({ run }) => ({ originalPartnerReferenceNo: `9${run}` }) },
  },
]

const caseOf: Readonly<Record<string, string>> = { '400': '02', '401': '00', '404': '01' }

/** One positive and one negative scenario per API, in the order in which they build on each other. */
export const scenariosOf = (product: Product): readonly Scenario[] =>
  apis
    .filter((api) => api.product === product)
    .flatMap(({ service, operation, name, path, body, negative, forCustomer = false }, index) => {
      const shared = { product, operation, api: name, path: `/api/v1.0${path}`, forCustomer }
      const code =
        negative.change?.({ run: '', timestamp: '' }).merchantId === 'merch99999' ? '08' : caseOf[negative.code]
      return [
        {
          ...shared,
          id: `${product}-${index + 1}-positive`,
          kind: 'positive',
          body,
          expected: `200${service}00`,
          title: { en: `${name}, as it should be`, id: `${name}, permintaan yang benar` },
        },
        {
          ...shared,
          id: `${product}-${index + 1}-negative`,
          kind: 'negative',
          expected: `${negative.code}${service}${code}`,
          body: (known) => ({ ...body(known), ...negative.change?.(known) }),
          ...(negative.isForged === true ? { isForged: true } : {}),
          title: { en: `${name}: ${negative.why.en}`, id: `${name}: ${negative.why.id}` },
        },
      ] satisfies Scenario[]
    })
