import { formatJakarta } from '../wire/jakarta-time.ts'
import { Refusal } from '../wire/response-code.ts'
import { type Call, checkMerchant, customerOf, type Handled, moneyOf } from './handler.ts'

/** account/lookup: what a phone number can do. */
export function lookUpPhone({ world, partner, query }: Call): Handled {
  const phone = query.get('phone') ?? ''
  if (!/^08\d{7,12}$/.test(phone)) throw new Refusal('fieldFormat', 'phone')
  return { body: { status: world.links.standing(partner.clientId, phone) } }
}

/** registration-account-binding: the address of OVO's pages, and the token that belongs to their result. */
export function bindAccount(call: Call): Handled {
  const { world, partner, fields, origin } = call
  checkMerchant(call)
  const { phoneNo: phone = '', redirectUrl: returnUrl = '', partnerReferenceNo } = fields
  const standing = world.links.standing(partner.clientId, phone)
  if (standing === 'CAN_REGISTER') throw new Refusal('accountNotFound')
  if (standing === 'BLOCKED_MSISDN') throw new Refusal('accountBlocked')
  if (!URL.canParse(returnUrl)) throw new Refusal('fieldFormat', 'redirectUrl')
  const state = fields['additionalInfo.state'] ?? ''
  const { id, linkageToken } = world.links.begin({ clientId: partner.clientId, phone, returnUrl, state })
  return { body: { referenceNo: id, partnerReferenceNo, linkageToken, redirectUrl: `${origin}/linking/${id}` } }
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
  const accessTokenExpiryTime = formatJakarta(expiresAt)
  return { body: { accessToken, tokenType: 'Bearer', accessTokenExpiryTime, refreshToken: grant.refreshToken } }
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
