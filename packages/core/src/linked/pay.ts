import type { SnapCall, SnapResult } from '../snap/call.ts'
import type { SnapDialect } from '../snap/dialect.ts'
import { formatTimestamp } from '../values/jakarta-time.ts'
import { asText, asWord, isLeftOut } from '../values/json.ts'
import { toSnapAmount } from '../values/rupiah.ts'
import { appAddress, browserAddress } from './browser-address.ts'
import type { LinkedSubject } from './linked-data.ts'

/** What came of the payment call. An address in it may carry a token: seal it before it is stored. */
export type PayOutcome =
  | {
      readonly type: 'pin-asked'
      readonly page: string
      readonly appPage: string | null
      readonly referenceNo: string | null
    }
  | { readonly type: 'taken'; readonly referenceNo: string | null }
  | { readonly type: 'refused'; readonly reason: string; readonly responseCode: string | null }
  | { readonly type: 'lost'; readonly reason: string }
  | { readonly type: 'unsent'; readonly reason: string }

/**
 * Builds payment host-to-host.
 *
 * @param returnUrl - where OVO's PIN page sends the browser back to. It proves nothing: coming back is a hint.
 * @param notifyUrl - where OVO's notification goes; left out, the address registered with OVO.
 * @see docs/protocol/linkage.md#payment
 */
export function buildPay(
  { number, data }: Pick<LinkedSubject, 'number' | 'data'>,
  how: {
    readonly returnUrl: string
    readonly notifyUrl?: string | undefined
    readonly dialect: Pick<SnapDialect, 'linkedBodies'>
  },
): SnapCall {
  const { amount, merchantId, customer, link, deviceId, use, validUntil } = data
  const { returnUrl, notifyUrl, dialect } = how
  const option = {
    payMethod: use === 'cash' ? 'CASH' : 'POINTS',
    payOption: 'OVO',
    transAmount: { ...toSnapAmount(amount) },
  }
  return {
    protocol: 'snap',
    operation: 'linked.pay',
    body: {
      partnerReferenceNo: number,
      ...(dialect.linkedBodies === 'standard' ? {} : { chargeToken: 'OVO', subTransactionType: 'MANUAL' }),
      merchantId,
      amount: { ...toSnapAmount(amount) },
      urlParams: [
        { url: returnUrl, type: 'PAY_RETURN', isDeeplink: 'N' },
        ...(notifyUrl === undefined ? [] : [{ url: notifyUrl, type: 'PAY_NOTIFY', isDeeplink: 'N' }]),
      ],
      validUpTo: formatTimestamp(validUntil, 'seconds'),
      payOptionDetails: [option],
    },
    bearer: { link },
    customer,
    deviceId,
  }
}

/**
 * Reads the answer. OVO taking the call is not a payment: the customer has a PIN page, or the status is asked. Only an
 * answer that says that nothing was done is `refused`; everything unclear is `lost`, and is asked about.
 *
 * @see docs/protocol/linkage.md#payment
 */
export function readPay(result: SnapResult, { number }: Pick<LinkedSubject, 'number'>): PayOutcome {
  if (result.kind === 'no-answer') return { type: result.sent === 'no' ? 'unsent' : 'lost', reason: result.reason }
  const { body, responseCode } = result
  switch (result.class) {
    case 'succeeded':
    case 'in-progress': {
      const echoed = body.partnerReferenceNo
      if (!isLeftOut(echoed) && asText(echoed) !== number) return { type: 'lost', reason: 'reference-differs' }
      const referenceNo = asWord(body.referenceNo)
      const page = browserAddress(asText(body.webRedirectUrl))
      if (page === null) return { type: 'taken', referenceNo }
      return { type: 'pin-asked', page, appPage: appAddress(asText(body.appRedirectUrl)), referenceNo }
    }
    case 'refused':
    case 'caller-fault':
    case 'renew-token':
    case 'busy':
      return { type: 'refused', reason: result.class, responseCode }
    case 'unknown':
      return { type: 'lost', reason: responseCode ?? 'unclear-answer' }
  }
}
