import type { SnapDialect } from './dialect.ts'

/** The calls OvoKit makes over SNAP. */
export type SnapOperation =
  | 'token.b2b'
  | 'qris.generate'
  | 'qris.query'
  | 'qris.refund'
  | 'top-up.inquiry'
  | 'top-up.transfer'
  | 'top-up.status'
  | 'top-up.balance'
  | 'link.lookup'
  | 'link.bind'
  | 'link.token'
  | 'link.unbind'
  | 'link.balance'
  | 'link.history'
  | 'link.instructions'
  | 'linked.pay'
  | 'linked.status'
  | 'linked.refund'

/** What the protocol fixes about one call. */
export interface SnapEndpoint {
  /** Path on OVO's host. `SnapDialect.paths` may replace it, and must give it where it is `null`: none is public. */
  readonly path: string | null
  /** Two digits, the middle of every responseCode of this call; `null` when none is public. */
  readonly serviceCode: string | null
  /** What is signed: client id and time; or the request with the client secret; or the request with the RSA key. */
  readonly signature: 'token' | 'symmetric' | 'asymmetric'
  /** A read may be asked again freely. A write whose answer is lost may have happened. */
  readonly effect: 'read' | 'write'
  /** A GET has no body, and the empty one is signed. @default 'POST' */
  readonly method?: 'GET'
  /** Sent as X-SCOPE-ID, where OVO asks for one. */
  readonly scope?: string
  /** Whose layout of X-TIMESTAMP and whose encoding of X-SIGNATURE it has in the dialect. @default 'qris' */
  readonly spelling?: 'top-up' | 'linked'
  /**
   * Whose token it carries. `either`: the customer's or ours, as `SnapDialect.linkedRefundToken` says.
   * @default 'b2b'
   */
  readonly bearer?: 'none' | 'customer' | 'either'
}

const topUp = { signature: 'symmetric', scope: 'customer_topup', spelling: 'top-up' } as const
const linked = { signature: 'symmetric', spelling: 'linked', bearer: 'customer' } as const
const account = '/OVOSNAP/v2.0/oauth/account'

/**
 * Everything the protocol fixes about each call, in one place.
 *
 * @see docs/protocol/snap.md#endpoints
 * @see docs/protocol/linkage.md#endpoints
 */
export const snapEndpoints: Readonly<Record<SnapOperation, SnapEndpoint>> = {
  'token.b2b': {
    path: '/OVOSNAP/v1.0/access-token/b2b',
    serviceCode: '73',
    signature: 'token',
    effect: 'read',
  },
  'qris.generate': {
    path: '/OVOSNAP/v1.0/qr/qr-mpm-generate',
    serviceCode: '47',
    signature: 'symmetric',
    effect: 'write',
  },
  'qris.query': {
    path: '/OVOSNAP/v1.0/qr/qr-mpm-query',
    serviceCode: '51',
    signature: 'symmetric',
    effect: 'read',
  },
  'qris.refund': {
    path: '/OVOSNAP/v1.0/qr/qr-mpm-refund',
    serviceCode: '78',
    signature: 'symmetric',
    effect: 'write',
  },
  'top-up.inquiry': {
    ...topUp,
    path: '/OVOSNAP/v2.0/emoney/account-inquiry',
    serviceCode: '37',
    effect: 'read',
  },
  'top-up.transfer': {
    ...topUp,
    path: '/OVOSNAP/v2.0/emoney/topup',
    serviceCode: '38',
    effect: 'write',
  },
  'top-up.status': {
    ...topUp,
    path: '/OVOSNAP/v2.0/emoney/topup-status',
    serviceCode: '39',
    effect: 'read',
  },
  'top-up.balance': {
    ...topUp,
    path: '/cashin/snap/v2.0/merchant/account/balance',
    serviceCode: '11',
    effect: 'read',
    method: 'GET',
  },
  'link.lookup': {
    signature: 'symmetric',
    spelling: 'linked',
    path: '/user/v2/account/lookup',
    serviceCode: null,
    effect: 'read',
    method: 'GET',
  },
  'link.bind': {
    ...linked,
    path: `${account}/registration-account-binding`,
    serviceCode: '07',
    signature: 'asymmetric',
    bearer: 'none',
    effect: 'write',
  },
  'link.token': {
    ...linked,
    path: '/OVOSNAP/v2.0/access-token/b2b2c',
    serviceCode: '74',
    signature: 'token',
    effect: 'write',
  },
  'link.unbind': { ...linked, path: `${account}/registration-account-unbinding`, serviceCode: '09', effect: 'write' },
  'link.balance': { ...linked, path: '/OVOSNAP/v2.0/balance-inquiry', serviceCode: '11', effect: 'read' },
  'link.history': { ...linked, path: null, serviceCode: '12', effect: 'read' },
  'link.instructions': { ...linked, path: null, serviceCode: null, effect: 'read' },
  'linked.pay': { ...linked, path: '/OVOSNAP/v2.0/debit/payment-host-to-host', serviceCode: '54', effect: 'write' },
  'linked.status': { ...linked, path: '/OVOSNAP/v2.0/debit/status', serviceCode: '55', effect: 'read' },
  'linked.refund': {
    ...linked,
    path: '/OVOSNAP/v2.0/debit/refund',
    serviceCode: '58',
    bearer: 'either',
    effect: 'write',
  },
}

/** Says whose token a call carries, with the dialect's choice made. */
export function bearerOf(
  operation: SnapOperation,
  dialect: Pick<SnapDialect, 'linkedRefundToken'>,
): 'none' | 'b2b' | 'customer' {
  const { bearer = 'b2b' } = snapEndpoints[operation]
  return bearer === 'either' ? dialect.linkedRefundToken : bearer
}

/** OVO's hosts for every SNAP product. */
export const snapHosts: Readonly<Record<'staging' | 'production', string>> = {
  staging: 'https://app.byte-stack.net',
  production: 'https://apigw.ovo.id',
}
