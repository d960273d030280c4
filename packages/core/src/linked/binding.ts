import { sha256Hex } from '../crypto/digest.ts'
import type { SnapCall, SnapResult } from '../snap/call.ts'
import type { SnapDialect } from '../snap/dialect.ts'
import { asObject, asText, isLeftOut } from '../values/json.ts'
import type { PhoneNumber } from '../values/phone-number.ts'
import { browserAddress } from './browser-address.ts'
import { bearerText } from './token-text.ts'
import { writePhone } from './write-phone.ts'

/** What came of binding, its token sealed already. The page may carry one: seal it before it is stored. */
export type BindingOutcome =
  | { readonly type: 'page'; readonly sealedLinkageToken: string; readonly page: string }
  | { readonly type: 'refused'; readonly reason: string; readonly responseCode: string | null }
  | { readonly type: 'lost'; readonly reason: string }
  | { readonly type: 'unsent'; readonly reason: string }

/**
 * Builds account binding. No name and no e-mail address is sent: nothing needs them.
 *
 * @param returnUrl - where OVO sends the browser back to, with our `state` in it: {@link returnAddress}.
 * @see docs/protocol/linkage.md#binding
 */
export function buildBinding(input: {
  readonly number: string
  readonly merchantId: string
  readonly customer: string
  readonly phone: PhoneNumber
  readonly returnUrl: string
  readonly state: string
  readonly deviceId: string
  readonly dialect: Pick<SnapDialect, 'linkedPhoneForm' | 'linkedBodies'>
}): SnapCall {
  const { number, merchantId, customer, phone, returnUrl, state, deviceId, dialect } = input
  const who =
    dialect.linkedBodies === 'standard'
      ? { additionalData: { userId: userIdOf(customer) }, redirectUrl: returnUrl }
      : { custIdMerchant: customer, successRegistrationUrl: returnUrl, failedRegistrationUrl: returnUrl }
  return {
    protocol: 'snap',
    operation: 'link.bind',
    body: {
      partnerReferenceNo: number,
      merchantId,
      phoneNo: writePhone(phone, dialect.linkedPhoneForm),
      ...who,
      additionalInfo: { state },
    },
    customer,
    deviceId,
  }
}

/** ASPI's form has 20 characters for it. A longer name is told by its digest, always the same for the same customer. */
const userIdOf = (customer: string): string =>
  customer.length <= userIdLength ? customer : sha256Hex(customer).slice(0, userIdLength)

const userIdLength = 20

/**
 * Reads binding's answer. A page is only given out with a linkage token beside it and an address that a browser may
 * open. An answer that did not come, or is unclear, is `lost`: nobody saw a page, and the number is not used again.
 *
 * @see docs/protocol/linkage.md#binding
 */
export function readBinding(result: SnapResult, { number }: { readonly number: string }): BindingOutcome {
  if (result.kind === 'no-answer') return { type: result.sent === 'no' ? 'unsent' : 'lost', reason: result.reason }
  const { body, responseCode } = result
  switch (result.class) {
    case 'succeeded': {
      const echoed = body.partnerReferenceNo
      if (!isLeftOut(echoed) && asText(echoed) !== number) return { type: 'lost', reason: 'reference-differs' }
      const more = asObject(body.additionalInfo)
      const sealedLinkageToken = bearerText(body.linkageToken) ?? bearerText(more?.linkageToken)
      const page = browserAddress(asText(body.redirectUrl) ?? asText(asObject(body.params)?.pinWebViewUrl))
      if (sealedLinkageToken === null) return { type: 'lost', reason: 'no-linkage-token' }
      return page === null ? { type: 'lost', reason: 'no-page' } : { type: 'page', sealedLinkageToken, page }
    }
    case 'refused':
    case 'caller-fault':
    case 'renew-token':
    case 'busy':
      return { type: 'refused', reason: result.class, responseCode }
    case 'in-progress':
    case 'unknown':
      return { type: 'lost', reason: responseCode ?? 'unclear-answer' }
  }
}
