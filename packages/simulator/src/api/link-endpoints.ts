import type { Endpoint } from './endpoints.ts'
import { ANY_PHONE } from './fields.ts'
import { bindAccount, issueCustomerToken, lookUpPhone, readCustomerBalance, unbindAccount } from './link-account.ts'

const COMMON = ['X-TIMESTAMP', 'X-SIGNATURE', 'X-DEVICE-ID']
const SIGNED = [...COMMON, 'X-PARTNER-ID', 'X-EXTERNAL-ID']
const MERCHANT = { name: 'merchantId', mandatory: true, format: /^.{1,64}$/ } as const
const ADDRESS = /^https?:\/\/.{1,2040}$/
const ACCOUNT = '/OVOSNAP/v2.0/oauth/account'

/** The APIs that link an account. */
export const LINK_ENDPOINTS: readonly Endpoint[] = [
  {
    operation: 'link.lookup',
    path: '/user/v2/account/lookup',
    // No public document has one.
    service: '00',
    signature: 'transaction',
    method: 'GET',
    spelling: 'linked',
    headers: [...SIGNED, 'Authorization'],
    fields: [],
    handle: lookUpPhone,
  },
  {
    operation: 'link.bind',
    path: `${ACCOUNT}/registration-account-binding`,
    service: '07',
    signature: 'asymmetric',
    spelling: 'linked',
    headers: SIGNED,
    fields: [
      MERCHANT,
      { name: 'partnerReferenceNo', format: /^.{1,64}$/ },
      { name: 'phoneNo', mandatory: true, format: ANY_PHONE },
      // One or the other: see the dialect.
      { name: 'redirectUrl', format: ADDRESS },
      { name: 'successRegistrationUrl', format: ADDRESS },
      { name: 'failedRegistrationUrl', format: ADDRESS },
      { name: 'custIdMerchant', format: /^.{1,64}$/ },
      { name: 'additionalInfo.state', format: /^[\w-]{1,64}$/ },
    ],
    handle: bindAccount,
  },
  {
    operation: 'link.token',
    path: '/OVOSNAP/v2.0/access-token/b2b2c',
    service: '74',
    signature: 'token',
    spelling: 'linked',
    headers: [...COMMON, 'X-CLIENT-KEY'],
    fields: [
      { name: 'grantType', mandatory: true, format: /^(authorization_code|refresh_token)$/i },
      { name: 'authCode', format: /^.{1,256}$/ },
      { name: 'refreshToken', format: /^.{1,512}$/ },
    ],
    handle: issueCustomerToken,
  },
  {
    operation: 'link.unbind',
    path: `${ACCOUNT}/registration-account-unbinding`,
    service: '09',
    signature: 'transaction',
    bearer: 'customer',
    spelling: 'linked',
    headers: [...SIGNED, 'Authorization'],
    fields: [MERCHANT],
    handle: unbindAccount,
  },
  {
    operation: 'link.balance',
    path: '/OVOSNAP/v2.0/balance-inquiry',
    service: '11',
    signature: 'transaction',
    bearer: 'customer',
    spelling: 'linked',
    headers: [...SIGNED, 'Authorization'],
    fields: [{ name: 'partnerReferenceNo', format: /^.{1,64}$/ }],
    handle: readCustomerBalance,
  },
]
