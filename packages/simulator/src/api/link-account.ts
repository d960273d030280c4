import type { SimulatorDialect } from '../dialect.ts'
import { formatJakarta } from '../wire/jakarta-time.ts'
import { Refusal } from '../wire/response-code.ts'
import { ANY_PHONE } from './fields.ts'
import { type Call, checkMerchant, customerOf, type Handled, moneyOf } from './handler.ts'

/** account/lookup: what a phone number can do. */
export function lookUpPhone({ world, partner, query }: Call): Handled {
  const phone = readPhone(world.dialect, { name: 'phone', text: query.get('phone') ?? '' })
  return { body: { status: world.links.standing(partner.clientId, phone) } }
}

/** registration-account-binding: the address of OVO's pages, and the token that belongs to their result. */
export function bindAccount(call: Call): Handled {
  const { world, partner, fields, origin } = call
  checkMerchant(call)
  const { partnerReferenceNo } = fields
  const phone = readPhone(world.dialect, { name: 'phoneNo', text: fields.phoneNo ?? '' })
  const { returnUrl, failureUrl } = readReturns(call)
  const standing = world.links.standing(partner.clientId, phone)
  if (standing === 'CAN_REGISTER') throw new Refusal('accountNotFound')
  if (standing === 'BLOCKED_MSISDN') throw new Refusal('accountBlocked')
  const state = fields['additionalInfo.state'] ?? ''
  const { id, linkageToken } = world.links.begin({ clientId: partner.clientId, phone, returnUrl, failureUrl, state })
  return { body: { referenceNo: id, partnerReferenceNo, linkageToken, redirectUrl: `${origin}/linking/${id}` } }
}

/** A number in the form of the dialect, as this OVO keeps it: `08…`. */
function readPhone({ linkedPhone }: SimulatorDialect, { name, text }: { name: string; text: string }): string {
  const local = linkedPhone === 'local' ? text : text.replace(/^62/, '0')
  const isInForm = ANY_PHONE.test(text) && text.startsWith('62') === (linkedPhone === 'international')
  if (!isInForm) throw new Refusal('fieldFormat', name)
  return local
}

/** Where the pages lead back to, under the names of the dialect. */
function readReturns({ world, fields }: Call): { readonly returnUrl: string; readonly failureUrl: string } {
  const isStandard = world.dialect.linkedBodies === 'standard'
  const read = (name: string): string => {
    const text = fields[name]
    if (text === undefined) throw new Refusal('mandatoryField', name)
    if (name !== 'custIdMerchant' && !URL.canParse(text)) throw new Refusal('fieldFormat', name)
    return text
  }
  if (isStandard) return { returnUrl: read('redirectUrl'), failureUrl: read('redirectUrl') }
  read('custIdMerchant')
  return { returnUrl: read('successRegistrationUrl'), failureUrl: read('failedRegistrationUrl') }
}

/** access-token/b2b2c: a customer's token, for a code under its linkage token or for a refresh token. */
export function issueCustomerToken({ world, partner, fields, bearer }: Call): Handled {
  const { clientId } = partner
  const { grantType, authCode = '', refreshToken = '' } = fields
  const grant =
    grantType?.toLowerCase() === 'authorization_code'
      ? world.links.exchange({ clientId, authCode, linkageToken: bearer })
      : world.links.refresh({ clientId, refreshToken })
  if (grant === undefined) throw new Refusal('customerTokenNotFound')
  const { accessToken, expiresAt } = grant
  const end =
    world.dialect.customerTokenEnd === 'tokenExpiresIn'
      ? Math.round((expiresAt - world.clock.now()) / 1000)
      : formatJakarta(expiresAt)
  const { refreshToken: renewal } = grant
  return { body: { accessToken, tokenType: 'Bearer', [world.dialect.customerTokenEnd]: end, refreshToken: renewal } }
}

/** registration-account-unbinding: the first call answers with the token for the second, which unlinks. */
export function unbindAccount(call: Call): Handled {
  const { world, partner, bearer } = call
  checkMerchant(call)
  const found = world.links.bearer(partner.clientId, bearer)
  if (found === undefined) throw new Refusal('invalidCustomerToken')
  if (!found.isUnlink) return { body: { linkageToken: world.links.beginUnlink(found.grant) } }
  world.links.unlink(found.grant)
  return { body: { merchantId: partner.merchantId, unlinkResult: 'success' } }
}

/** balance-inquiry: what the customer has. */
export function readCustomerBalance(call: Call): Handled {
  const { balance, points } = customerOf(call)
  return {
    body: {
      accountInfos: [
        { balanceType: 'CASH', availableBalance: moneyOf(balance) },
        { balanceType: 'POINTS', availableBalance: moneyOf(points) },
      ],
    },
  }
}
