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

/** What the protocol fixes about one call. */
export interface SnapEndpoint {
  /** Path on OVO's host. `SnapDialect.paths` may replace it. */
  readonly path: string
  /** Two digits, the middle of every responseCode of this call. */
  readonly serviceCode: string
  /** What is signed: client id and time; or the request with the client secret; or the request with the RSA key. */
  readonly signature: 'token' | 'symmetric' | 'asymmetric'
  /** A read may be asked again freely. A write whose answer is lost may have happened. */
  readonly effect: 'read' | 'write'
  /** A GET has no body, and the empty one is signed. @default 'POST' */
  readonly method?: 'GET'
  /** Sent as X-SCOPE-ID, where OVO asks for one. */
  readonly scope?: string
  /** Whose layout of X-TIMESTAMP and whose encoding of X-SIGNATURE it has in the dialect. @default 'qris' */
  readonly spelling?: 'top-up'
}

const topUp = { signature: 'symmetric', scope: 'customer_topup', spelling: 'top-up' } as const

/**
 * Everything the protocol fixes about each call, in one place.
 *
 * @see docs/protocol/snap.md#endpoints
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
}

/** OVO's hosts for every SNAP product. */
export const snapHosts: Readonly<Record<'staging' | 'production', string>> = {
  staging: 'https://app.byte-stack.net',
  production: 'https://apigw.ovo.id',
}
