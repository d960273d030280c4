import { formatJakarta } from '../wire/jakarta-time.ts'
import { LINKED_STATUS_TEXTS, type LinkedPaymentRecord, snapshotLinked } from '../world/linked-payment.ts'
import type { PartnerRecord } from '../world/partners.ts'
import { STATUS_TEXTS, type TransactionRecord } from '../world/transaction.ts'

/** What OVO has to tell a merchant about a payment. */
export interface Notice {
  readonly partner: string
  readonly partnerReferenceNo: string
  /** `52` for a QR, `56` for a linked payment. */
  readonly service: '52' | '56'
  /** What the merchant asked for: some amounts ask for a fault. */
  readonly asked: number
  readonly paid: number
  readonly address: (partner: PartnerRecord) => string | undefined
  /** The body about an amount, at an instant. */
  readonly body: (amount: number, about: { readonly partner: PartnerRecord; readonly now: number }) => object
}

/** qr-mpm-notify. It always says success, also when it is sent by hand. */
export function noticeOfQr(record: TransactionRecord): Notice {
  const { partner, partnerReferenceNo, referenceNo, amount, payable, paidBy = '081200000000' } = record
  return {
    partner,
    partnerReferenceNo,
    service: '52',
    asked: amount,
    paid: payable,
    address: ({ callbackUrl }) => callbackUrl,
    body: (paid) => ({
      originalReferenceNo: referenceNo,
      originalPartnerReferenceNo: partnerReferenceNo,
      latestTransactionStatus: '00',
      transactionStatusDesc: STATUS_TEXTS['00'],
      customerNumber: paidBy.replace(/^\d+(?=\d{4}$)/, (hidden) => '*'.repeat(hidden.length)),
      amount: { value: `${paid}.00`, currency: 'IDR' },
      additionalInfo: {},
    }),
  }
}

/** debit/notify, with the status of the moment. */
export function noticeOfLinked(record: LinkedPaymentRecord): Notice {
  const { partner, partnerReferenceNo, referenceNo, amount, payable, notifyUrl, madeAt, finishedAt } = record
  return {
    partner,
    partnerReferenceNo,
    service: '56',
    asked: amount,
    paid: payable,
    address: ({ linkedCallbackUrl }) => notifyUrl ?? linkedCallbackUrl,
    body: (paid, { partner: { merchantId }, now }) => {
      const { status } = snapshotLinked(record, now)
      return {
        originalPartnerReferenceNo: partnerReferenceNo,
        originalReferenceNo: referenceNo,
        merchantId,
        amount: { value: `${paid}.00`, currency: 'IDR' },
        latestTransactionStatus: status,
        transactionStatusDesc: LINKED_STATUS_TEXTS[status],
        createdTime: formatJakarta(madeAt),
        ...(finishedAt === undefined ? {} : { finishedTime: formatJakarta(finishedAt) }),
        additionalInfo: {},
      }
    },
  }
}
